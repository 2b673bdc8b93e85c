"""What an auditor says must be complete."""

from datetime import date

import pytest

from audits.desk.checklist_forms import SupplierDecisionForm
from audits.desk.forms import DecisionForm, ReinstateForm, RevokeForm


@pytest.mark.parametrize(
    ("said", "errors"),
    [
        ({}, {"outcome"}),
        ({"outcome": "approved"}, set()),
        ({"outcome": "nonsense"}, {"outcome"}),
        ({"outcome": "revision_requested"}, {"revision_reasons"}),
        ({"outcome": "revision_requested", "rejection_reasons": ["forged"]}, {"revision_reasons"}),
        ({"outcome": "revision_requested", "revision_reasons": ["unreadable"]}, set()),
        ({"outcome": "revision_requested", "revision_reasons": ["other"]}, {"note"}),
        ({"outcome": "revision_requested", "revision_reasons": ["other"], "note": "Words."}, set()),
        ({"outcome": "rejected"}, {"rejection_reasons"}),
        ({"outcome": "rejected", "rejection_reasons": ["unreadable"]}, {"rejection_reasons"}),
        ({"outcome": "rejected", "rejection_reasons": ["forged"]}, set()),
    ],
)
def test_a_negative_decision_needs_a_permitted_reason(said, errors):
    assert set(DecisionForm(said).errors) == errors


def test_reasons_of_another_outcome_are_not_taken_over():
    form = DecisionForm({"outcome": "approved", "revision_reasons": ["unreadable"]})

    assert form.is_valid()
    assert form.cleaned_data["reasons"] == []


def test_a_company_is_not_asked_for_what_only_a_certificate_can_lack():
    form = SupplierDecisionForm({"outcome": "revision_requested", "revision_reasons": ["wrong_type"]})

    assert set(form.errors) == {"revision_reasons"}


def test_a_revocation_needs_a_day_and_a_reason():
    assert set(RevokeForm({}).errors) == {"effective_on", "reasons"}
    said = {"effective_on": "2026-11-01", "internal_note": "Rang the body on 30 November."}
    assert set(RevokeForm({**said, "reasons": ["other"]}).errors) == {"note"}
    assert RevokeForm({"reasons": ["forged"], "internal_note": "The stamp is a copy."}).is_valid()


def test_an_earlier_day_than_today_is_explained_to_the_colleague_who_signs():
    today = date(2026, 11, 30)
    for reasons, day in ((["forged"], ""), (["not_covered"], "2026-11-01")):
        assert set(RevokeForm({"effective_on": day, "reasons": reasons}, last=today).errors) == {"internal_note"}
    assert RevokeForm({"effective_on": "2026-11-30", "reasons": ["not_covered"]}, last=today).is_valid()


@pytest.mark.parametrize("day", ["2031-01-01", "2024-12-31"])
def test_the_day_of_a_revocation_lies_within_the_document_and_today(day):
    form = RevokeForm(
        {"effective_on": day, "reasons": ["not_covered"], "internal_note": "As its issuer wrote."},
        first=date(2025, 1, 1),
        last=date(2026, 11, 30),
    )

    assert form.errors == {"effective_on": ["Choose a day from 1 January 2025 to 30 November 2026."]}


def test_reinstating_needs_words():
    assert set(ReinstateForm({"note": " "}).errors) == {"note"}
