import pytest
from django.utils import translation

from audits.answers.messages import STATED, document_text, ends_because
from audits.compliance.causes import CauseCode
from audits.compliance.rulebook import leaves
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
    asked = [("covers_product", "true"), ("class", ("B", "C")), ("standard", "EN 149"), ("at_least", "FFP2")]

    with translation.override("zh-hans"):
        chinese = document_text("检测报告", asked)

    assert (
        document_text("Report", asked) == "Report (covering the product, class B or C, standard EN 149, at least FFP2)"
    )
    assert chinese == "检测报告（须涵盖该产品，类别：B或C，标准：EN 149，至少：FFP2）"


def test_an_id_that_is_no_name_of_a_standard_is_shown_in_words():
    rules = load()
    asked = [pair for row in rules.requirements for leaf in leaves(row.expression) for pair in leaf.narrowing]
    of_our_own = {value for key, value in asked if key in ("basis", "formula")}

    assert of_our_own
    assert of_our_own <= set(STATED)
