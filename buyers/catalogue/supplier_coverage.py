"""Where each kind of product of a supplier may go on a day: product types by destinations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from audits.clearances.market_status import MarketStatus, capped
from audits.models import Clearance
from buyers.catalogue import reference
from suppliers.models import ProductType, Supplier

BEST_FIRST = (
    MarketStatus.CLEARED,
    MarketStatus.CONDITIONAL,
    MarketStatus.READY,
    MarketStatus.READY_CONDITIONAL,
)


@dataclass(frozen=True)
class Coverage:
    """One product type: names of destinations by the best state of any of its products there."""

    type: ProductType
    products: int
    cleared: list[str]
    conditional: list[str]
    ready: list[str]


def coverage(supplier: Supplier, *, on: date, today: date) -> list[Coverage]:
    """A row for each product type on offer that may go anywhere; two queries."""
    holding = Clearance.objects.holding(on).open().filter(supplier=supplier, is_on_offer=True)
    best = _best_states(holding, on=on, today=today)
    counts: dict[str, set[int]] = defaultdict(set)
    for kind, product in holding.values_list("product_type", "product").distinct():
        counts[kind].add(product)
    types, names = reference.product_types(), reference.destinations()
    rows = []
    for kind in sorted(best, key=lambda key: types[key].display_name):
        by_state: dict[str, list[str]] = defaultdict(list)
        for code, place in names.items():
            if status := best[kind].get(code):
                by_state[_column(status)].append(place.name)
        rows.append(
            Coverage(types[kind], len(counts[kind]), by_state["cleared"], by_state["conditional"], by_state["ready"])
        )
    return rows


def _column(status: MarketStatus) -> str:
    return "ready" if status.is_ready else status.value


def _best_states(holding: QuerySet[Clearance], *, on: date, today: date) -> Mapping[str, Mapping[str, MarketStatus]]:
    """By product type and country the best state; conditional at best where a check of the rules is overdue."""
    best: dict[str, dict[str, MarketStatus]] = defaultdict(dict)
    for kind, market, state, countries in holding.values_list(
        "product_type", "market", "state", "countries"
    ).distinct():
        is_overdue = kind in reference.overdue_types(market, on=on, today=today)
        status = capped(MarketStatus(state), is_overdue=is_overdue)
        for code in _codes(market, countries):
            known = best[kind].get(code)
            if known is None or BEST_FIRST.index(status) < BEST_FIRST.index(known):
                best[kind][code] = status
    return best


def _codes(market: str, countries: str) -> Iterable[str]:
    """Countries of the market in which a clearance holds; it names none where it holds in all."""
    codes = reference.codes_of(market)
    return [code for code in codes if f"|{code}|" in countries] if countries else codes
