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
        "findings=a1&findings=b2&answer=dismiss&reason=Compared+with+the+original.",
        "findings=b2&answer=send_back",
    ],
)
def test_findings_that_are_ticked_get_an_answer(said):
    assert answered(said).is_valid()


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ("answer=accept", "findings", "Tick at least one finding."),
        (
            "findings=c3&answer=accept",
            "findings",
            "A finding that you ticked no longer exists. Look at the list again.",
        ),
        ("findings=a1", "answer", "Choose what to do with the findings."),
        ("findings=a1&answer=dismiss&reason=+", "reason", "Give a reason that a colleague can follow."),
    ],
)
def test_errors_are_at_their_fields_and_ticked_findings_stay_ticked(said, field, words):
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
