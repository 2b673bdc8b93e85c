"""Which fields a kind of document has: a business licence names no product, a test report no last day."""

from __future__ import annotations

from dataclasses import dataclass

from suppliers.certificates.claimed_scope import BY_TYPE, keys_for
from suppliers.companies.services import BUSINESS_LICENCE
from suppliers.models import CertificateType

Kind = CertificateType.Kind
HAS_NO_NUMBER = frozenset({Kind.DECLARATION})
HAS_NO_LAST_DAY = frozenset({Kind.TEST_REPORT})
BEGINS_WHEN_ISSUED = frozenset({Kind.LICENCE, Kind.TEST_REPORT})
"""Kinds that print a day of issue and mostly no first day."""

COMPARABLE = (
    "certificate_type",
    "number",
    "issuer",
    "issuer_number",
    "issued_on",
    "valid_from",
    "valid_until",
    "has_no_end",
    "stated_standard",
    "stated_class",
)
"""Fields of which a person may say: I compared this with the page."""


@dataclass(frozen=True)
class KindFields:
    """What the form asks of a document of a kind. ``hidden`` are fields that it does not have."""

    stated: tuple[str, ...]
    hidden: frozenset[str]
    needs_number: bool = True
    needs_last_day: bool = True
    begins_when_issued: bool = False
    is_the_suppliers: bool = True
    """Whether the company itself must hold it, no importer or other party."""


def fields_of(kind: CertificateType | None) -> KindFields:
    """The fields that documents of this kind have; all usual ones while no kind is chosen."""
    if kind is None:
        return KindFields(keys_for(None), frozenset())
    is_about_the_company = kind.facts.get("covers") == "company"
    hidden = {"products", "manufacturer"} if is_about_the_company else set()
    if kind.pk == BUSINESS_LICENCE:
        hidden |= {"products", "manufacturer", "scope", "printed_until"}
    return KindFields(
        stated=BY_TYPE.get(kind.pk, ()) if hidden else keys_for(kind.pk),
        hidden=frozenset(hidden),
        needs_number=kind.kind not in HAS_NO_NUMBER,
        needs_last_day=kind.kind not in HAS_NO_LAST_DAY,
        is_the_suppliers=kind.held_by == "manufacturer",
        begins_when_issued=kind.kind in BEGINS_WHEN_ISSUED,
    )
