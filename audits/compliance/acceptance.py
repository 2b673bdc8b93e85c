"""Whether a document counts at all: who holds it, and whether its issuer was entitled to issue it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from audits.compliance import days, standards
from audits.compliance.dossier import Dossier, Evidence, Statement
from audits.compliance.reference import Entitlement
from audits.compliance.rulebook import EvidenceType, MustBeEntitled, Rulebook

SCOPE = "scope"


class AcceptedDays(NamedTuple):
    """Days on which a document counts, as ordinals with both ends included, and the entitlement that bounds them, if any."""

    first: int
    last: int
    entitlement: Entitlement | None = None


def days_of_validity(document: Evidence) -> tuple[AcceptedDays, ...]:
    """The document's own days, whoever holds or issued it; empty where it ends before it begins."""
    first, last = days.span(document.valid_from, document.valid_until)
    return (AcceptedDays(first, last),) if first <= last else ()


def accepted_days(document: Evidence, rulebook: Rulebook) -> tuple[AcceptedDays, ...]:
    """The document's days without those on which its holder or issuer makes it not count."""
    if document.holder is None and document.issuer is None:
        return days_of_validity(document)
    kind = rulebook.evidence_types.get(document.type)
    if kind is None:
        return days_of_validity(document)
    if not has_permitted_holder(document, kind):
        return ()
    entitled = entitlements(document, kind, rulebook)
    if entitled is None:
        return days_of_validity(document)
    if kind.issuer_must_be_entitled is MustBeEntitled.ON_ISSUE:
        return days_of_validity(document) if _issued_within(document, entitled) else ()
    return tuple(
        cut for own in days_of_validity(document) for entitlement in entitled for cut in _within(own, entitlement)
    )


def is_of_the_product(document: Evidence, dossier: Dossier) -> bool:
    """Whether a document that names a legal manufacturer or models names those of the product.

    A document that names none is accepted, and where the product's own are not known no document is held to them.
    """
    return is_of_the_manufacturer(document, dossier) and is_of_the_model(document, dossier)


def is_of_the_manufacturer(document: Evidence, dossier: Dossier) -> bool:
    """Whether it names no legal manufacturer, or the product's; either may go by several names."""
    if document.manufacturer is None or dossier.manufacturer is None:
        return True
    return _share_a_name(dossier.manufacturer, document.manufacturer)


def is_of_the_model(document: Evidence, dossier: Dossier) -> bool:
    """Whether it names no models, or the product's among them."""
    return not document.models or dossier.model is None or _share_a_name(dossier.model, document.models)


def _share_a_name(names: Statement, others: Statement) -> bool:
    """Whether the two have a name in common, apart from case and spacing."""
    return not _plain_names(names).isdisjoint(_plain_names(others))


def _plain_names(names: Statement) -> frozenset[str]:
    return frozenset(map(standards.normalise, (names,) if isinstance(names, str) else names))


PARTY_COUNTRY = "country"
"""What a mandate or registration states: where the importer or representative sits, as an ISO 3166 code."""
DESTINATION = "destination"


def is_established_rightly(document: Evidence, dossier: Dossier, rulebook: Rulebook) -> bool:
    """Whether the party that the document names sits where its kind requires; a document that states no country is accepted.

    The kind of document itself says before which authority a party acts; only a country that is stated can contradict it.
    """
    kind = rulebook.evidence_types.get(document.type)
    stated = dict(document.stated).get(PARTY_COUNTRY)
    if kind is None or not kind.established_in or not stated:
        return True
    homes = {dossier.market if one == DESTINATION else one for one in kind.established_in}
    countries = (stated,) if isinstance(stated, str) else stated
    return any(rulebook.countries.get(one.strip().upper()) in homes for one in countries)


def has_permitted_holder(document: Evidence, kind: EvidenceType) -> bool:
    """Whether the holder that the document names may hold such a document. A document that names nobody is accepted."""
    return document.holder is None or document.holder in kind.holders


def entitlements(document: Evidence, kind: EvidenceType, rulebook: Rulebook) -> tuple[Entitlement, ...] | None:
    """The issuer's entitlements under the law of such documents that cover its scope; ``None`` where the list has none at all.

    The list of issuing bodies is partial: that a body is not on it, or not for that law, proves nothing.
    """
    body = rulebook.issuing_bodies.get(document.issuer or "")
    listed = [entry for entry in body.entitled if entry.law == kind.issuer_law] if body else []
    return tuple(entry for entry in listed if _covers_scope(entry, document)) if listed else None


def _covers_scope(entitlement: Entitlement, document: Evidence) -> bool:
    """Whether the entitlement covers a scope that the document states; a document that states none is accepted."""
    stated = dict(document.stated).get(SCOPE)
    if not entitlement.scopes or stated is None:
        return True
    covered = {standards.normalise(scope) for scope in entitlement.scopes}
    return any(standards.normalise(scope) in covered for scope in ((stated,) if isinstance(stated, str) else stated))


def _issued_within(document: Evidence, entitled: tuple[Entitlement, ...]) -> bool:
    """Whether it was issued while its issuer was entitled.

    Without a day of issue, the first day of validity stands in for it. A document that names neither counts only where
    the entitlement has no known start or end.
    """
    issued = document.issued_on or document.valid_from
    return any(_includes(entitlement, issued) for entitlement in entitled)


def _includes(entitlement: Entitlement, day: date | None) -> bool:
    if day is None:
        return entitlement.effective_from is None and entitlement.effective_until is None
    first, last = days.span(entitlement.effective_from, entitlement.effective_until)
    return first <= day.toordinal() <= last


def _within(own: AcceptedDays, entitlement: Entitlement) -> tuple[AcceptedDays, ...]:
    first, last = days.span(entitlement.effective_from, entitlement.effective_until)
    first, last = max(own.first, first), min(own.last, last)
    return (AcceptedDays(first, last, entitlement),) if first <= last else ()
