"""What Chinese documents say of a product in its home market: shown next to an answer, required by none of today's rules."""

from __future__ import annotations

from datetime import date

from audits.compliance.acceptance import accepted_days, is_of_the_product
from audits.compliance.dossier import Dossier, Evidence
from audits.compliance.rulebook import HomeStatus, Rulebook
from audits.compliance.verdict import HomeMarketFact


def home_market_facts(dossier: Dossier, rulebook: Rulebook, *, on: date) -> tuple[HomeMarketFact, ...]:
    """The Chinese documents valid on the day, by what they say; empty for what is not shipped from China."""
    if not dossier.shipped_from_china:
        return ()
    day = on.toordinal()
    documents: dict[HomeStatus, list[Evidence]] = {}
    for document in dossier.evidence:
        kind = rulebook.evidence_types.get(document.type)
        if kind is None or kind.home_status is None or not is_of_the_product(document, dossier):
            continue
        if any(first <= day <= last for first, last, _entitlement in accepted_days(document, rulebook)):
            documents.setdefault(kind.home_status, []).append(document)
    return tuple(HomeMarketFact(status, tuple(documents[status])) for status in HomeStatus if status in documents)
