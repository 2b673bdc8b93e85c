import pytest
from django.utils import translation

from audits.answers.messages import STATED, document_text, ends_because
from audits.compliance.expression import leaves
from audits.compliance.timeline import CauseCode
from audits.law.files import load


def end(name):
    return {"code": CauseCode.EVIDENCE_ENDS, "type": name}


def said(*causes):
    return ends_because(causes, document=lambda key, ref: key.upper(), route=lambda id_: f"route {id_}")


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ("", ""),
        ("a", "It ends with this document: A."),
        ("ab", "It ends when these documents end: A; B."),
        ("abc", "It ends when these documents end: A; B; C."),
        ("abcd", "It ends when these documents end: A; B; C (and 1 more)."),
        ("abcdef", "It ends when these documents end: A; B; C (and 3 more)."),
        ("aaa", "It ends with this document: A."),
    ],
)
def test_documents_that_end_together_are_one_sentence(names, sentence):
    assert said(*(end(name) for name in names)) == sentence


def test_rules_and_standards_have_sentences_of_their_own():
    assert said(
        end("a"),
        {"code": CauseCode.REQUIREMENT_ENDS, "id": "EU.1"},
        {"code": CauseCode.EDITION_ENDS, "type": "EN 1", "ref": "2019"},
    ) == (
        "It ends with this document: A. The rule it rests on ends then: route EU.1. "
        "The standard EN 1:2019 is no longer accepted then."
    )


@pytest.mark.parametrize("code", list(CauseCode))
def test_every_change_has_words_in_every_language(code):
    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert said({"code": code, "type": "a", "ref": "1", "id": "EU.1"})


def test_what_a_document_must_state_is_said_in_the_readers_language():
    asked = [("scope", "ventilator"), ("class", ("B", "C")), ("standard", "EN 149")]

    with translation.override("zh-hans"):
        chinese = document_text("检测报告", asked)

    assert document_text("Report", asked) == "Report (scope ventilators, class B or C, standard EN 149)"
    assert chinese == "检测报告（范围：呼吸机，类别：B或C，标准：EN 149）"


def test_no_scope_or_product_that_the_rulebook_asks_for_is_shown_as_its_code():
    asked = [pair for row in load().requirements for leaf in leaves(row.expression) for pair in leaf.narrowing]
    codes = {value for key, value in asked if key in ("scope", "product")}

    assert codes
    assert codes <= set(STATED)
