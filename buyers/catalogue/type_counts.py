"""How many products of each type stand how in a destination, for lists of types."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db.models import Count

from audits.clearances.market_status import MarketStatus, capped
from audits.models import Clearance
from buyers.catalogue import reference
from buyers.catalogue.reference import Destination

KEPT_SECONDS = 300
"""The lists that these counts lead to are counted each time."""


@dataclass(frozen=True)
class TypeCount:
    """Products of one type on offer: cleared, and those for which the buyer's side must add something or that are unsure."""

    cleared: int = 0
    others: int = 0


def type_counts(here: Destination | None, *, on: date) -> dict[str, TypeCount]:
    """By product type; types without any are left out. One query, kept for some minutes."""
    if here is None or here.market is None:
        return {}
    key = f"type-counts-{here.code}-{on}"
    found: dict[str, TypeCount] | None = cache.get(key)
    if found is None:
        found = _counts(here, on)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _counts(here: Destination, on: date) -> dict[str, TypeCount]:
    holding = Clearance.objects.holding(on).open().in_country(here.code).filter(market=here.market, is_on_offer=True)
    overdue = reference.overdue_types(here.market, on=on, today=on)
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for kind, state, count in holding.order_by().values_list("product_type", "state").annotate(Count("product")):
        status = capped(MarketStatus(state), is_overdue=kind in overdue)
        sums[kind][status is not MarketStatus.CLEARED] += count
    return {kind: TypeCount(*both) for kind, both in sums.items()}
