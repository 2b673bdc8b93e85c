"""Whether a document counts at all, whatever it says: who holds it, and whether its issuer was entitled to issue it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from audits.compliance import days, standards
from audits.compliance.dossier import Evidence
from audits.compliance.rulebook import Entitlement, EvidenceType, MustBeEntitled, Rulebook

SCOPE = "scope"


class AcceptedDays(NamedTuple):
    """Days on which a document counts, and the entitlement of its issuer that bounds them, if one does."""

    first: int
    last: int
    entitlement: Entitlement | None = None


def days_of_validity(document: Evidence) -> tuple[AcceptedDays, ...]:
    """The document's own days, whoever holds or issued it."""
    first, last = days.span(document.valid_from, document.valid_until)
    return (AcceptedDays(first, last),) if first <= last else ()


def accepted_days(document: Evidence, rulebook: Rulebook) -> tuple[AcceptedDays, ...]:
    """The document's days, less those on which it does not count for who holds or who issued it."""
    if document.holder is None and document.issuer is None:
        return days_of_validity(document)
    kind = rulebook.evidence_types.get(document.type)
    if kind is None:
        return days_of_validity(document)
    if not has_permitted_holder(document, kind):
        return ()
    found = entitlements(document, kind, rulebook)
    if found is None:
        return days_of_validity(document)
    if kind.issuer_must_be_entitled is MustBeEntitled.ON_ISSUE:
        return days_of_validity(document) if _issued_within(document, found) else ()
    return tuple(cut for own in days_of_validity(document) for one in found for cut in _within(own, one))


def has_permitted_holder(document: Evidence, kind: EvidenceType) -> bool:
    """Whether whoever the document names as its holder may hold such a document. One that names nobody is accepted."""
    return document.holder is None or document.holder in kind.holders


def entitlements(document: Evidence, kind: EvidenceType, rulebook: Rulebook) -> tuple[Entitlement, ...] | None:
    """What the issuer was entitled to under the law of such documents; ``None`` where the list does not say.

    The list is a partial snapshot: a body that is not on it, or not for that law, proves nothing.
    """
    body = rulebook.issuing_bodies.get(document.issuer or "")
    listed = [one for one in body.entitled if one.law == kind.issuer_law] if body else []
    return tuple(one for one in listed if _covers_scope(one, document)) if listed else None


def _covers_scope(entitlement: Entitlement, document: Evidence) -> bool:
    """Whether the entitlement speaks of the scope that the document states; a document that states none is accepted."""
    said = dict(document.stated).get(SCOPE)
    if not entitlement.scopes or said is None:
        return True
    wanted = {standards.plain(one) for one in entitlement.scopes}
    return any(standards.plain(one) in wanted for one in ((said,) if isinstance(said, str) else said))


def _issued_within(document: Evidence, entitled: tuple[Entitlement, ...]) -> bool:
    """Whether it was issued while its issuer was entitled. A document without a day of issue began no later than it holds;
    one that names no day at all counts only where the entitlement has no known start or end."""
    issued = document.issued_on or document.valid_from
    return any(_has(one, issued) for one in entitled)


def _has(entitlement: Entitlement, day: date | None) -> bool:
    if day is None:
        return entitlement.effective_from is None and entitlement.effective_until is None
    first, last = days.span(entitlement.effective_from, entitlement.effective_until)
    return first <= day.toordinal() <= last


def _within(own: AcceptedDays, entitlement: Entitlement) -> tuple[AcceptedDays, ...]:
    first, last = days.span(entitlement.effective_from, entitlement.effective_until)
    first, last = max(own.first, first), min(own.last, last)
    return (AcceptedDays(first, last, entitlement),) if first <= last else ()
