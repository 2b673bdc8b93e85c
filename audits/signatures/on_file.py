"""Acts on what is on file: suspending, reinstating, rejecting, revoking. All need two signatures, or one for a day or from today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from audits.desk import certificates, corrections, log, permissions, reviews, suppliers
from audits.models import Decision, Recommendation
from audits.signatures.need import Need
from audits.signatures.signing import end_as_void, recommend
from audits.signatures.weights import weights
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Certificate, Supplier

Outcome = Decision.Outcome
ALWAYS = "always"
"""The ground of acts that need two signatures whatever depends on them."""


@transaction.atomic
def recommend_reinstatement(
    supplier: Supplier, *, by: User, at: datetime, note: str, internal_note: str = ""
) -> Recommendation:
    """A senior recommends to show a suspended company to buyers again; a colleague decides."""
    permissions.require_senior(by, supplier, at=at)
    if not note.strip():
        raise reviews.IncompleteDecision
    _require_status(supplier, Supplier.Status.SUSPENDED)
    return recommend(supplier, Outcome.REINSTATED, _always(), by=by, at=at, note=note, internal_note=internal_note)


@transaction.atomic
def recommend_rejection(
    supplier: Supplier, *, by: User, at: datetime, reasons: Sequence[str], note: str = "", internal_note: str = ""
) -> Recommendation:
    """A senior recommends to reject a suspended company for good; a colleague decides."""
    permissions.require_senior(by, supplier, at=at)
    reviews.require_reasons(reasons, note, among=suppliers.REJECTION_REASONS)
    _require_status(supplier, Supplier.Status.SUSPENDED)
    words: dict[str, Any] = {"note": note, "internal_note": internal_note}
    return recommend(supplier, Outcome.REJECTED, _always(), by=by, at=at, reasons=reasons, **words)


@transaction.atomic
def suspend(
    supplier: Supplier, *, by: User, at: datetime, reasons: Sequence[str], note: str = "", internal_note: str = ""
) -> Decision:
    """Hide a company from buyers at once, by one signature. A colleague upholds it, or refuses and thereby ends it."""
    words: dict[str, Any] = {"note": note, "internal_note": internal_note}
    decision = suppliers.suspend_supplier(supplier, by=by, at=at, reasons=reasons, **words)
    _void_on_file(supplier, at=at)
    recommend(supplier, Outcome.SUSPENDED, _always(), upholds=decision, by=by, at=at, reasons=reasons, **words)
    return decision


@transaction.atomic
def revoke(
    certificate: Certificate,
    *,
    by: User,
    at: datetime,
    reasons: Sequence[str],
    effective_on: date | None,
    note: str = "",
    internal_note: str = "",
) -> Decision:
    """Revoke an approval as of today by one signature. An earlier day follows the second signature, as a correction.

    Raises NoGrounds where an earlier day comes without an internal note to the colleague who signs.
    """
    today = timezone.localdate(at)
    words: dict[str, Any] = {"reasons": reasons, "note": note, "internal_note": internal_note}
    is_false = bool(certificates.FALSE_FROM_THE_START.intersection(reasons))
    if not is_false and effective_on is not None and effective_on >= today:
        return certificates.revoke_certificate(certificate, by=by, at=at, effective_on=effective_on, **words)
    first = certificates.first_day(certificate)
    if not is_false and (effective_on is None or effective_on < first):
        raise certificates.RevocationDayOutOfBounds
    if first > today:
        return certificates.revoke_certificate(certificate, by=by, at=at, effective_on=effective_on, **words)
    made = certificates.revoke_certificate(certificate, by=by, at=at, effective_on=today, is_from_today=True, **words)
    corrections.propose_correction(
        certificate, by=by, at=at, outcome=Outcome.REVOKED, effective_on=effective_on, **words
    )
    return made


def _void_on_file(supplier: Supplier, *, at: datetime) -> None:
    for one in Recommendation.objects.open().filter(supplier=supplier, certificate=None, review=None):
        end_as_void(one, at=at)


def _always() -> Need:
    limit = weights().threshold
    return Need(((ALWAYS, limit, 1),), limit, is_sampled=False)


def _require_status(supplier: Supplier, status: str) -> None:
    if supplier.status != status:
        raise IllegalTransition(f"{log.name_of(supplier)} is not {status}")
