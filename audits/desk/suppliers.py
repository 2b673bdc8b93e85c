"""Deciding on suppliers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from audits.clearances import judging
from audits.desk import checklists, permissions, reviews
from audits.desk.surroundings import surroundings_of_supplier
from audits.models import ChecklistAnswer, Decision, Review
from kpmarket.accounts.models import User
from kpmarket.foundation import transitions
from suppliers.models import Supplier
from suppliers.sentences.reasons import CompanyReason, RejectionReason, RevisionReason

Outcome = Decision.Outcome
Status = Supplier.Status
INFORMATION_REASONS = frozenset(
    {
        RevisionReason.HOLDER_MISMATCH,
        RevisionReason.ADDRESS_MISMATCH,
        RevisionReason.EXPIRED,
        RevisionReason.MISSING_PAGE,
        RevisionReason.UNREADABLE,
        RevisionReason.TRANSLATION_NEEDED,
        RevisionReason.OTHER,
    }
)
ON_FILE = (Status.QUALIFIED, Status.SUSPENDED)
COMPANY_REASONS = frozenset({*CompanyReason.values, RejectionReason.REPEATED_FALSE_STATEMENT.value})
"""Offered for companies; that a document was altered is a reason against the document."""
REJECTION_REASONS = reviews.REJECTION_REASONS | COMPANY_REASONS
SUSPENSION_REASONS = REJECTION_REASONS | {RevisionReason.OTHER}
STATUS_AFTER = {
    Outcome.APPROVED: Status.QUALIFIED,
    Outcome.REVISION_REQUESTED: Status.INFORMATION_REQUESTED,
    Outcome.REJECTED: Status.REJECTED,
    Outcome.SUSPENDED: Status.SUSPENDED,
    Outcome.REINSTATED: Status.QUALIFIED,
}
NOTICE_KINDS = {
    Outcome.APPROVED: "supplier_qualified",
    Outcome.REVISION_REQUESTED: "supplier_information_requested",
    Outcome.REJECTED: "supplier_rejected",
    Outcome.SUSPENDED: "supplier_suspended",
    Outcome.REINSTATED: "supplier_reinstated",
}


class CreditCodeTaken(Exception):
    """Another company with this credit code is qualified or suspended: one of the two must be rejected first."""


@transaction.atomic
def qualify_supplier(
    supplier: Supplier,
    *,
    by: User,
    at: datetime,
    note: str = "",
    internal_note: str = "",
    checklist: checklists.GivenAnswers | None = None,
) -> Decision:
    """Confirm the identity of the company: buyers see it and its cleared products.

    ``checklist``: the answers to the questions about a company, kept with the decision; the desk's form always brings them.
    Raises ChecklistLacks, or CreditCodeTaken when its credit code is on file under another company.
    """
    review = permissions.require_own_case(by, supplier, at=at)
    _require_only_company(supplier)
    answers = []
    if checklist is not None:
        checklists.require_enough(supplier, checklist, on=timezone.localdate(at))
        answers = checklists.rows_of(supplier, checklist, on=timezone.localdate(at))
    words: dict[str, Any] = {"note": note, "internal_note": internal_note}
    return _decide(supplier, Outcome.APPROVED, by=by, at=at, review=review, answers=answers, **words)


@transaction.atomic
def request_information(
    supplier: Supplier, *, by: User, at: datetime, reasons: Sequence[str], note: str = "", internal_note: str = ""
) -> Decision:
    """Ask the company for information; the deadline of the desk starts again when it submits."""
    reviews.require_reasons(reasons, note, among=INFORMATION_REASONS)
    review = permissions.require_own_case(by, supplier, at=at)
    return _decide(
        supplier,
        Outcome.REVISION_REQUESTED,
        by=by,
        at=at,
        review=review,
        reasons=reasons,
        note=note,
        internal_note=internal_note,
    )


@transaction.atomic
def reject_supplier(
    supplier: Supplier, *, by: User, at: datetime, reasons: Sequence[str], note: str = "", internal_note: str = ""
) -> Decision:
    """Reject the company: the auditor who took the case, or a senior one when it is suspended."""
    reviews.require_reasons(reasons, note, among=REJECTION_REASONS)
    review = None
    if supplier.status == Status.SUSPENDED:
        permissions.require_senior(by, supplier, at=at)
    else:
        review = permissions.require_own_case(by, supplier, at=at)
    return _decide(
        supplier, Outcome.REJECTED, by=by, at=at, review=review, reasons=reasons, note=note, internal_note=internal_note
    )


@transaction.atomic
def suspend_supplier(
    supplier: Supplier, *, by: User, at: datetime, reasons: Sequence[str], note: str = "", internal_note: str = ""
) -> Decision:
    """Hide a qualified company from buyers for now. Any auditor may: it protects buyers at once."""
    reviews.require_reasons(reasons, note, among=SUSPENSION_REASONS)
    permissions.require_auditor(by, supplier, at=at)
    return _decide(supplier, Outcome.SUSPENDED, by=by, at=at, reasons=reasons, note=note, internal_note=internal_note)


@transaction.atomic
def reinstate_supplier(supplier: Supplier, *, by: User, at: datetime, note: str, internal_note: str = "") -> Decision:
    """A senior auditor shows a suspended company to buyers again, and says why."""
    permissions.require_senior(by, supplier, at=at)
    if not note.strip():
        raise reviews.IncompleteDecision
    return _decide(supplier, Outcome.REINSTATED, by=by, at=at, note=note, internal_note=internal_note)


def _require_only_company(supplier: Supplier) -> None:
    """Raise where another company with this credit code is on file.

    The rows stay locked until the transaction ends, so that two auditors cannot qualify both at once.
    """
    same_code = Supplier.objects.select_for_update().filter(credit_code=supplier.credit_code).order_by("pk")
    others = [other for other in same_code if other.pk != supplier.pk and other.status in ON_FILE]
    if supplier.credit_code and others:
        raise CreditCodeTaken


def _decide(
    supplier: Supplier,
    outcome: str,
    *,
    by: User,
    at: datetime,
    review: Review | None = None,
    reasons: Sequence[str] = (),
    note: str,
    internal_note: str,
    answers: Sequence[ChecklistAnswer] = (),
) -> Decision:
    transitions.move(supplier, STATUS_AFTER[Outcome(outcome)], by=by, at=at, reasons=reasons, note=note)
    if review is not None:
        reviews.close(review, at=at)
    decision = reviews.record(
        supplier,
        outcome,
        by=by,
        at=at,
        review=review,
        reasons=reasons,
        note=note,
        internal_note=internal_note,
        surroundings=surroundings_of_supplier(supplier),
        answers=answers,
    )
    judging.update_catalogue_of_supplier(supplier, at=at)
    reviews.announce(decision, kind=NOTICE_KINDS[Outcome(outcome)])
    return decision
