"""What a requirement asks of a document depending on the destination and the shipment: where its party sits, whose approval
it is, for how much it holds."""

from __future__ import annotations

from audits.compliance.acceptance import PARTY_COUNTRY, is_established_rightly
from audits.compliance.dossier import Dossier, Evidence
from audits.compliance.reference import AcceptedAuthorities, Confidence
from audits.compliance.remarks import Remark
from audits.compliance.rulebook import Rulebook

QUANTITY = "quantity"
"""What a permit states where it is for so many pieces: a whole number."""
AUTHORITY = "authority"
"""``parameter`` of foreign approvals: each destination accepts those of some authorities alone."""
ORIGIN = "CN"
"""Country of origin of what ships from China."""
AUTHORITY_OR_ORIGIN = "authority_or_origin"
"""``parameter`` of certificates of free sale: those of the country of origin, and of what the destination accepts besides."""


def remarks_on(document: Evidence, dossier: Dossier, rulebook: Rulebook) -> tuple[Remark, ...] | None:
    """What is open about a document for this destination and shipment; None where it does not suit them."""
    if not is_established_rightly(document, dossier, rulebook) or not is_for_the_quantity(document, dossier):
        return None
    authority = judge_authority(document, dossier, rulebook)
    if authority is None:
        return None
    is_limited = quantity_of(document) is not None and dossier.quantity is None
    return (*authority, Remark.QUANTITY_LIMITED) if is_limited else authority


def quantity_of(document: Evidence) -> int | None:
    """The pieces that it permits; None where it states no limit, or none that is a number."""
    for key, value in document.stated:
        if key == QUANTITY and isinstance(value, str) and value.strip().isdecimal():
            return int(value)
    return None


def is_for_the_quantity(document: Evidence, dossier: Dossier) -> bool:
    """Whether it permits at least the shipment's quantity, where both are known."""
    permitted = quantity_of(document)
    return permitted is None or dossier.quantity is None or dossier.quantity <= permitted


def judge_authority(document: Evidence, dossier: Dossier, rulebook: Rulebook) -> tuple[Remark, ...] | None:
    """What is open about whose approval it is; None where the destination does not accept that authority's.

    The country that the document states is that of the authority or body that approved. A certificate of free sale is by
    its kind one of the country of origin where it states nothing, and most destinations take that one; an approval that
    states nothing may be anybody's.
    """
    kind = rulebook.evidence_types.get(document.type)
    if kind is None or kind.parameter not in (AUTHORITY, AUTHORITY_OR_ORIGIN):
        return ()
    countries = _countries(document)
    accepted = rulebook.accepted_authorities.get((dossier.market or "", document.type))
    may_be_of_origin = kind.parameter == AUTHORITY_OR_ORIGIN and (accepted is None or accepted.takes_origin)
    if may_be_of_origin and (not countries or ORIGIN in countries or not dossier.shipped_from_china):
        return ()
    if not countries:
        return (Remark.AUTHORITY_NOT_STATED,)
    if accepted is None:
        return (Remark.AUTHORITIES_NOT_LISTED,)
    return _judge_by_list(countries, accepted, rulebook)


def _countries(document: Evidence) -> tuple[str, ...]:
    stated = dict(document.stated).get(PARTY_COUNTRY) or ()
    return tuple(one.strip().upper() for one in ((stated,) if isinstance(stated, str) else stated))


def _judge_by_list(
    countries: tuple[str, ...], accepted: AcceptedAuthorities, rulebook: Rulebook
) -> tuple[Remark, ...] | None:
    """A list that is not sure refuses nobody for certain: what is not on it is open too."""
    is_accepted = any({one, rulebook.countries.get(one)} & set(accepted.markets) for one in countries)
    if accepted.confidence is Confidence.LOW:
        return (Remark.AUTHORITIES_UNSURE,)
    return () if is_accepted else None
