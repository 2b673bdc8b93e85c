import pytest
from django.utils import translation

from audits.compliance.timeline import TurnCode
from audits.messages import ends_because


def end(name):
    return {"code": TurnCode.EVIDENCE_ENDS, "type": name}


def said(*turns):
    return ends_because(turns, paper=lambda key, ref: key.upper(), route=lambda id_: f"route {id_}")


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ("", ""),
        ("a", "It ends with this paper: A."),
        ("ab", "It ends when these papers end: A; B."),
        ("abc", "It ends when these papers end: A; B; C."),
        ("abcd", "It ends when these papers end: A; B; C (and 1 more)."),
        ("abcdef", "It ends when these papers end: A; B; C (and 3 more)."),
        ("aaa", "It ends with this paper: A."),
    ],
)
def test_papers_that_end_together_are_one_sentence(names, sentence):
    assert said(*(end(name) for name in names)) == sentence


def test_rules_and_standards_have_sentences_of_their_own():
    assert said(
        end("a"),
        {"code": TurnCode.REQUIREMENT_ENDS, "id": "EU.1"},
        {"code": TurnCode.EDITION_ENDS, "type": "EN 1", "ref": "2019"},
    ) == (
        "It ends with this paper: A. The rule it rests on ends then: route EU.1. "
        "The standard EN 1:2019 is no longer accepted then."
    )


@pytest.mark.parametrize("code", list(TurnCode))
def test_every_turn_has_words_in_every_language(code):
    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert said({"code": code, "type": "a", "ref": "1", "id": "EU.1"})
