"""Which entries that only inform are about a dossier: law on the day, law to come within eighteen months, pending law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from audits.compliance.applicable import CHINA
from audits.compliance.buyer_facts import BuyerFacts, buyer_fits
from audits.compliance.dossier import Dossier
from audits.compliance.information import Information
from audits.compliance.rulebook import Rulebook

DAYS_AHEAD = 548
"""Law that begins within eighteen months is shown before it does."""


def information_for(dossier: Dossier, rulebook: Rulebook, *, on: date) -> tuple[Information, ...]:
    """The entries about the product on its way to the market, in the order of the rulebook; pending law comes last."""
    origin = CHINA if dossier.shipped_from_china else ""
    return information_about(dossier.product_type, dossier.market, rulebook, origin=origin, on=on, buyer=dossier.buyer)


def information_about(
    product_type: str,
    market: str | None,
    rulebook: Rulebook,
    *,
    origin: str = CHINA,
    on: date,
    buyer: BuyerFacts | None = None,
) -> tuple[Information, ...]:
    """The entries about such products from that origin into that market; none where we hold no rules."""
    if market is None:
        return ()
    codes = _codes(rulebook.product_types.get(product_type, {}))
    found = [
        one
        for one in rulebook.information.values()
        if one.concerns(market, product_type, codes, origin) and is_shown(one, on, buyer or {})
    ]
    return tuple(sorted(found, key=lambda one: one.is_pending))


def is_shown(one: Information, on: date, buyer: BuyerFacts) -> bool:
    """Whether it is law on the day, begins soon, or is pending; and nothing known of the buyer's side contradicts it."""
    if buyer_fits(one.buyer, buyer) is False:
        return False
    if one.is_pending or one.in_force(on):
        return True
    return one.effective_from is not None and on < one.effective_from <= on + timedelta(days=DAYS_AHEAD)


def _codes(facts: Mapping[str, object]) -> tuple[str, ...]:
    """The codes of the Harmonized System of a product type."""
    said = facts.get("hs_2022", ())
    return tuple(map(str, said)) if isinstance(said, Iterable) else ()
