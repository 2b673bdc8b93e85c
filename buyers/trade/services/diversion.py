"""Where else the goods of an order may go: the markets in which the product is cleared today, and no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from audits.law.current import current_rulebook
from audits.models import Clearance, Country
from buyers.catalogue import reference
from buyers.models import Enquiry, ShortlistEntry
from buyers.trade.models import Order, OrderLine
from kpmarket.foundation.places import place_name


@dataclass(frozen=True, slots=True)
class Diversion:
    """A market in which the product is cleared, until when, and what speaks for it. ``countries`` by name, known ones first."""

    market: str
    name: str
    countries: tuple[str, ...]
    until: date | None
    """The last day; None where no end is known."""
    is_known: bool
    """Whether the buyer ships, asks or looks for products there already."""
    is_same_language: bool
    """Whether the law there takes a label in the language of this order's label."""


@dataclass(frozen=True, slots=True)
class LineDiversions:
    """One line of an order with the markets that its goods may go to."""

    line: OrderLine
    markets: tuple[Diversion, ...]


def diversions(
    order: Order, lines: Sequence[OrderLine], on: date, *, label_language: str = ""
) -> tuple[LineDiversions, ...]:
    """For each of these lines the markets cleared on that day, best first, in a fixed number of queries.

    Sorted by: the buyer's other destinations, the language of the label, the last day. ``label_language`` is the order's,
    as an ISO 639-1 code; empty where none was agreed.
    """
    cleared = _cleared([line.product_id for line in lines], on)
    countries = _countries({row.market_id for rows in cleared.values() for row in rows})
    known = _destinations_of_buyer(order) - {order.destination}
    same_language = _countries_of_language(label_language)
    here = reference.market_of(order.destination)
    found = []
    for line in lines:
        rows = [row for row in cleared[line.product_id] if row.market_id != here or row.countries]
        options = (_diversion(row, countries[row.market_id], known, same_language, order) for row in rows)
        ordered = sorted((one for one in options if one.countries), key=_place_in_list)
        found.append(LineDiversions(line, tuple(ordered)))
    return tuple(found)


def _place_in_list(one: Diversion) -> tuple[bool, bool, date, str]:
    until = one.until or date.max
    return (
        not one.is_known,
        not one.is_same_language,
        date.fromordinal(date.max.toordinal() - until.toordinal() + 1),
        one.name,
    )


def _cleared(products: Collection[int], on: date) -> dict[int, list[Clearance]]:
    """Rows that say *cleared* on that day. Where the rules were not checked for too long nothing is more than conditional."""
    found: dict[int, list[Clearance]] = defaultdict(list)
    for row in Clearance.objects.holding(on).cleared().filter(product__in=products).order_by("market", "pk"):
        if row.product_type_id not in reference.overdue_types(row.market_id, on=on, today=on):
            found[row.product_id].append(row)
    return found


def _countries(markets: Collection[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for code, market in Country.objects.filter(market__in=markets).order_by("code").values_list("code", "market"):
        found[market].append(code)
    return found


def _destinations_of_buyer(order: Order) -> set[str]:
    """Where the organisation ships, asks or looks for products, in one query."""
    buyer = order.buyer_id
    places = Order.objects.filter(buyer=buyer).order_by().values_list("destination")
    asked = Enquiry.objects.filter(buyer=buyer).order_by().values_list("destination")
    kept = ShortlistEntry.objects.filter(buyer=buyer).order_by().values_list("destination")
    return {code for (code,) in places.union(asked, kept)}


def _countries_of_language(language: str) -> frozenset[str]:
    """Countries whose law takes a label in that language alone."""
    if not language:
        return frozenset()
    listed = current_rulebook().label_languages
    return frozenset(code for code, asked in listed.items() if asked.is_met_by(frozenset({language})))


def _diversion(
    row: Clearance, codes: Iterable[str], known: Collection[str], same_language: Collection[str], order: Order
) -> Diversion:
    there = [code for code in codes if row.holds_in(code) and code != order.destination]
    first = sorted(there, key=lambda code: (code not in known, code not in same_language, place_name(code)))
    market = reference.markets().get(row.market_id)
    return Diversion(
        row.market_id,
        market.display_name if market else row.market_id,
        tuple(place_name(code) for code in first),
        row.last_day,
        any(code in known for code in there),
        any(code in same_language for code in there),
    )
