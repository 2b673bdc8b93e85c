"""Opening a closed case again where nothing was decided wrongly: the matter itself has changed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from audits.desk import log, permissions, reviews
from audits.desk.certificates import FALSE_FROM_THE_START
from audits.desk.corrections import last_decision
from audits.models import Decision
from kpmarket.accounts.models import User
from kpmarket.foundation import transitions
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Certificate, Supplier

Outcome = Decision.Outcome


class FalseFromTheStart(Exception):
    """What never counted cannot count again: if that was wrong, the decision is corrected."""


class ReopeningDayOutOfBounds(Exception):
    """A revoked document counts again on no day before its revocation, and on none that is still to come."""


@transaction.atomic
def reopen_rejected(
    subject: Supplier | Certificate, *, by: User, at: datetime, note: str, internal_note: str = ""
) -> Decision:
    """A senior lets the supplier work again on what was rejected, and submit it again. The note says what must change."""
    permissions.require_senior(by, subject, at=at)
    if not note.strip():
        raise reviews.IncompleteDecision
    if subject.status != subject.Status.REJECTED:
        raise IllegalTransition(f"{log.name_of(subject)} is not rejected")
    is_certificate = isinstance(subject, Certificate)
    to = Certificate.Status.REVISION_REQUESTED if is_certificate else Supplier.Status.INFORMATION_REQUESTED
    transitions.move(subject, to, by=by, at=at, note=note)
    decision = reviews.record(subject, Outcome.REOPENED, by=by, at=at, note=note, internal_note=internal_note)
    reviews.announce(decision, kind=f"{log.kind_of(subject)}_reopened")
    return decision


@transaction.atomic
def reopen_revoked(
    certificate: Certificate, *, by: User, at: datetime, effective_on: date, note: str = "", internal_note: str = ""
) -> Decision:
    """A senior puts a revoked document before the auditors again, such as one that its issuer restored.

    Approved again, it counts from ``effective_on``; between the revocation and that day it does not.
    Raises FalseFromTheStart or ReopeningDayOutOfBounds.
    """
    permissions.require_senior(by, certificate, at=at)
    revocation = last_decision(certificate)
    if certificate.status != Certificate.Status.REVOKED or revocation is None:
        raise IllegalTransition(f"{log.name_of(certificate)} is not revoked")
    if revocation.effective_on is None or FALSE_FROM_THE_START.intersection(revocation.reasons):
        raise FalseFromTheStart
    if not revocation.effective_on <= effective_on <= timezone.localdate(at):
        raise ReopeningDayOutOfBounds
    transitions.move(certificate, Certificate.Status.SUBMITTED, by=by, at=at, note=note, submitted_at=at)
    decision = reviews.record(
        certificate,
        Outcome.REOPENED,
        by=by,
        at=at,
        note=note,
        effective_on=effective_on,
        internal_note=internal_note,
    )
    reviews.announce(decision, kind="certificate_reopened")
    return decision
