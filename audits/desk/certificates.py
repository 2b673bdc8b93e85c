"""Deciding on certificates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from audits.desk import checklists, look_again, permissions, reviews
from audits.desk.contradictions import require_no_open_contradiction
from audits.desk.stored_pages import require_unchanged_pages
from audits.desk.surroundings import surroundings_of_certificate
from audits.models import ChecklistAnswer, Decision
from kpmarket.accounts.models import User
from kpmarket.foundation import transitions
from kpmarket.foundation.text.days import FIRST_DAY
from suppliers.models import Certificate, CertificatePage
from suppliers.sentences.reasons import RejectionReason, RevisionReason

Outcome = Decision.Outcome
REVOCATION_REASONS = reviews.REJECTION_REASONS | {
    RevisionReason.HOLDER_MISMATCH,
    RevisionReason.NOT_COVERED,
    RevisionReason.SUPERSEDED_STANDARD,
    RevisionReason.ISSUER_NOT_COMPETENT,
    RevisionReason.SIGNATURE_INVALID,
    RevisionReason.OTHER,
}


FALSE_FROM_THE_START = frozenset(
    {RejectionReason.ALTERED.value, RejectionReason.FORGED.value, RejectionReason.ISSUER_DENIES.value}
)
"""Reasons by which a document never counted: no day is asked for."""


class RevocationDayOutOfBounds(Exception):
    """A revocation takes effect neither before the document's first day nor on a day that is still to come."""


class NoPageImages(Exception):
    """The certificate has no page image: what nobody can look at is not approved."""


@transaction.atomic
def approve_certificate(
    certificate: Certificate,
    *,
    by: User,
    at: datetime,
    note: str = "",
    internal_note: str = "",
    checklist: checklists.GivenAnswers | None = None,
) -> Decision:
    """The document is what it claims. It counts as evidence from now on; the supplier's clearances follow.

    ``checklist``: the answers to the questions of its kind, kept with the decision; the desk's form always brings them.
    Raises NoPageImages, PagesChanged, ChecklistLacks, or OpenContradiction while facts contradict each other and nobody
    dismissed that.
    """
    if not CertificatePage.objects.filter(file__certificate=certificate, file__removed_at=None).exists():
        raise NoPageImages
    require_no_open_contradiction(certificate, on=timezone.localdate(at))
    answers = []
    if checklist is not None:
        checklists.require_enough(certificate, checklist, on=timezone.localdate(at))
        answers = checklists.rows_of(certificate, checklist, on=timezone.localdate(at))
    return _decide(certificate, Outcome.APPROVED, by=by, at=at, note=note, internal_note=internal_note, answers=answers)


@transaction.atomic
def request_revision(
    certificate: Certificate, *, by: User, at: datetime, reasons: Sequence[str], note: str = "", internal_note: str = ""
) -> Decision:
    """Send the document back: the supplier can correct it and submit again."""
    reviews.require_reasons(reasons, note, among=reviews.REVISION_REASONS)
    return _decide(
        certificate, Outcome.REVISION_REQUESTED, by=by, at=at, reasons=reasons, note=note, internal_note=internal_note
    )


@transaction.atomic
def reject_certificate(
    certificate: Certificate, *, by: User, at: datetime, reasons: Sequence[str], note: str = "", internal_note: str = ""
) -> Decision:
    """Reject the document for good. Raises PagesChanged."""
    reviews.require_reasons(reasons, note, among=reviews.REJECTION_REASONS)
    return _decide(certificate, Outcome.REJECTED, by=by, at=at, reasons=reasons, note=note, internal_note=internal_note)


@transaction.atomic
def revoke_certificate(
    certificate: Certificate,
    *,
    by: User,
    at: datetime,
    reasons: Sequence[str],
    note: str = "",
    internal_note: str = "",
    effective_on: date | None,
    is_from_today: bool = False,
) -> Decision:
    """A senior auditor revokes an approval: clearances that depend on it end.

    It takes effect on ``effective_on``; for a document that was false from the start on its first day, which the decision
    keeps as no day at all. ``is_from_today``: from today on whatever the reason, as one signature may.
    Raises RevocationDayOutOfBounds.
    """
    permissions.require_senior(by, certificate, at=at)
    reviews.require_reasons(reasons, note, among=REVOCATION_REASONS)
    today = timezone.localdate(at)
    effective_on = today if is_from_today else _day_of_revocation(certificate, effective_on, today, reasons)
    transitions.move(certificate, Certificate.Status.REVOKED, by=by, at=at, reasons=reasons, note=note)
    decision = reviews.record(
        certificate,
        Outcome.REVOKED,
        by=by,
        at=at,
        reasons=reasons,
        note=note,
        effective_on=effective_on,
        internal_note=internal_note,
        surroundings=surroundings_of_certificate(certificate, at=at),
    )
    reviews.refresh_clearances(certificate, at=at)
    reviews.announce(decision, kind="certificate_revoked")
    if FALSE_FROM_THE_START.intersection(reasons):
        look_again.list_for(decision, at=at)
    return decision


def _day_of_revocation(
    certificate: Certificate, effective_on: date | None, today: date, reasons: Sequence[str]
) -> date | None:
    if FALSE_FROM_THE_START.intersection(reasons):
        return None
    if effective_on is None or not first_day(certificate) <= effective_on <= today:
        raise RevocationDayOutOfBounds
    return effective_on


def first_day(certificate: Certificate) -> date:
    """The first day on which the document could count."""
    return certificate.valid_from or certificate.issued_on or FIRST_DAY


def _decide(
    certificate: Certificate,
    outcome: str,
    *,
    by: User,
    at: datetime,
    reasons: Sequence[str] = (),
    note: str,
    internal_note: str,
    answers: Sequence[ChecklistAnswer] = (),
) -> Decision:
    """End the review of a certificate. Outcomes have the names of its statuses.

    Raises PagesChanged where somebody would be approved or accused because of a picture that is not theirs.
    """
    review = permissions.require_own_case(by, certificate, at=at)
    if outcome != Outcome.REVISION_REQUESTED:
        require_unchanged_pages(certificate)
    transitions.move(certificate, outcome, by=by, at=at, reasons=reasons, note=note)
    reviews.close(review, at=at)
    decision = reviews.record(
        certificate,
        outcome,
        by=by,
        at=at,
        review=review,
        reasons=reasons,
        note=note,
        internal_note=internal_note,
        surroundings=surroundings_of_certificate(certificate, at=at),
        answers=answers,
    )
    if outcome == Outcome.APPROVED:
        reviews.refresh_clearances(certificate, at=at)
    reviews.announce(decision, kind=f"certificate_{outcome}")
    return decision
