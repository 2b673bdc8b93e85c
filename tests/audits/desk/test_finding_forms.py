"""Answers to findings, several at once."""

import pytest
from django.http import QueryDict

from audits.desk.finding_forms import CertificateDecisionForm, FindingsForm

NAMES = ("a1", "b2")


def answered(said: str) -> FindingsForm:
    return FindingsForm(QueryDict(said), names=NAMES)


@pytest.mark.parametrize(
    "said",
    [
        "findings=a1&answer=accept",
        "findings=a1&findings=b2&answer=dismiss&reason=Seen+the+original.",
        "findings=b2&answer=send_back",
    ],
)
def test_findings_that_are_ticked_get_an_answer(said):
    assert answered(said).is_valid()


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ("answer=accept", "findings", "Tick the findings that you mean."),
        (
            "findings=c3&answer=accept",
            "findings",
            "A finding that you ticked is no longer there. Look at the list again.",
        ),
        ("findings=a1", "answer", "Choose what becomes of the findings."),
        ("findings=a1&answer=dismiss&reason=+", "reason", "Say why: a colleague must be able to follow it."),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_what_was_ticked_stays(said, field, words):
    form = answered(said)

    assert form.errors == {field: [words]}
    assert form.ticked == QueryDict(said).getlist("findings")


def test_nothing_is_ticked_on_a_fresh_form():
    assert FindingsForm(names=NAMES).ticked == []


def test_a_decision_carries_the_findings_that_it_is_made_of():
    facts = {"outcome": "revision_requested", "revision_reasons": ["expired"], "asked": "a1  b2"}
    form = CertificateDecisionForm(facts)

    assert form.is_valid()
    assert form.cleaned_data["asked"] == ["a1", "b2"]
    assert form.cleaned_data["reasons"] == ["expired"]
