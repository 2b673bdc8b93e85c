"""What a draft edition would do before it is published: who loses, who gains, and from which day."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from audits.clearances import patterns
from audits.clearances.evidence import gather
from audits.clearances.market_status import MarketStatus
from audits.clearances.patterns import PatternFinding
from audits.compliance.rulebook import Rulebook
from audits.editions.effects import Effect, MarketChange, rank
from audits.law.current import current_rulebook
from audits.models import Judged, Pattern
from kpmarket.accounts.models import User
from suppliers.models import Product

CHUNK = 500


@dataclass(frozen=True)
class Simulation:
    """What would happen on publishing: changes from the day ``on`` count, earlier ones are history."""

    on: date
    effects: tuple[Effect, ...]
    products: int
    """Number of products that were judged; those that no effect names keep all they have."""

    @property
    def losses(self) -> tuple[Effect, ...]:
        return tuple(one for one in self.effects if one.change.is_loss)

    @property
    def gains(self) -> tuple[Effect, ...]:
        return tuple(one for one in self.effects if not one.change.is_loss)

    @property
    def pairs(self) -> dict[str, set[int]]:
        """Market -> keys of the products that are affected there."""
        by_market: dict[str, set[int]] = defaultdict(set)
        for one in self.effects:
            by_market[one.change.market].update(one.products)
        return by_market

    @property
    def touched(self) -> frozenset[int]:
        """Keys of the products that are affected."""
        return frozenset(key for one in self.effects for key in one.products)


def mark_of(result: Simulation, user: User) -> str:
    """What only the page of this simulation shows, and only to this person: whoever hands it back had that page open."""
    said = f"{user.pk} {result.on} {result.products} {result.effects}"
    return hashlib.sha256(said.encode()).hexdigest()


def simulate(after: Rulebook, *, on: date) -> Simulation:
    """Judge every pattern by that law and by the one in force; the effects are what differs from that day on."""
    before = current_rulebook()
    changes: dict[MarketChange, list[int]] = defaultdict(list)
    for keys, kind, known, fresh in _differing(before, after):
        for change in _changes(kind, known, fresh, on, after):
            changes[change].extend(keys)
    touched = {key for keys in changes.values() for key in keys}
    companies = dict(Product.objects.filter(pk__in=touched).values_list("pk", "supplier"))
    return Simulation(
        on=on,
        effects=tuple(
            Effect(change, tuple(sorted(keys)), len({companies[key] for key in keys}))
            for change, keys in sorted(changes.items(), key=_order)
        ),
        products=Judged.objects.count(),
    )


Difference = tuple[list[int], str, list[PatternFinding], list[PatternFinding]]
"""Keys of products, their type, and their findings now and under the other edition."""


def _differing(before: Rulebook, after: Rulebook) -> Iterator[Difference]:
    """The products whose findings differ between the two editions."""
    if patterns.covers_differ(before, after):
        yield from _differing_by_documents(after)
        return
    for pattern in Pattern.objects.order_by("pk").iterator(CHUNK):
        fresh = patterns.findings_after(pattern.facts, pattern.findings, before=before, after=after)
        if fresh != pattern.findings:
            keys = list(Judged.objects.filter(pattern=pattern).values_list("product_id", flat=True))
            yield keys, pattern.facts["product_type"], pattern.findings, fresh


def _differing_by_documents(after: Rulebook) -> Iterator[Difference]:
    """The same where the two editions count documents for different products."""
    last = 0
    while rows := list(_judged_after(last)):
        last = rows[-1].product_id
        documents = gather([row.product for row in rows], law=after)
        for row in rows:
            pattern = patterns.pattern_of(row.product, documents[row.product_id])
            fresh = patterns.findings_of(pattern.text, after)
            if fresh != row.pattern.findings:
                yield [row.product_id], row.product.product_type_id, row.pattern.findings, fresh


def _judged_after(last: int) -> Iterable[Judged]:
    rows = Judged.objects.filter(product_id__gt=last).select_related("product", "pattern")
    return rows.order_by("product_id")[:CHUNK]


def _changes(
    product_type: str, before: list[PatternFinding], after: list[PatternFinding], on: date, law: Rulebook
) -> Iterator[MarketChange]:
    """For each market the change on the first day on which the two differ; where its countries differ, for each group of
    countries with the same findings."""
    for market in sorted({one["market"] for one in (*before, *after)}):
        old, new = ([one for one in some if one["market"] == market] for some in (before, after))
        known = law.markets.get(market)
        groups = _country_groups((*old, *new), known.countries if known else ())
        found = {
            countries: _first_change(_holding_in(old, countries), _holding_in(new, countries), on)
            for countries in groups
        }
        if len(set(found.values())) == 1:
            found = {(): found[groups[0]]}
        for countries, change in found.items():
            if change:
                yield MarketChange(product_type, market, *change, countries)


StatusChange = tuple[date, MarketStatus | None, MarketStatus | None]
"""The first day, and the status before and after."""


def _first_change(old: list[PatternFinding], new: list[PatternFinding], on: date) -> StatusChange | None:
    for day in sorted({on, *_days_of_change(old, on), *_days_of_change(new, on)}):
        was, becomes = _status_on(old, day), _status_on(new, day)
        if was != becomes:
            return day, was, becomes
    return None


def _country_groups(findings: Iterable[PatternFinding], countries: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The countries of a market by which findings hold in them; one empty group where all hold everywhere."""
    named = [frozenset(one["countries"]) for one in findings if one.get("countries")]
    groups: dict[tuple[bool, ...], list[str]] = {}
    for country in dict.fromkeys((*countries, *(code for one in named for code in sorted(one)))):
        groups.setdefault(tuple(country in one for one in named), []).append(country)
    return list(map(tuple, groups.values())) if named else [()]


def _holding_in(findings: list[PatternFinding], countries: tuple[str, ...]) -> list[PatternFinding]:
    """Those that hold in the countries of a group; all where the group is the market."""
    return [one for one in findings if not countries or not one.get("countries") or countries[0] in one["countries"]]


def _days_of_change(findings: list[PatternFinding], on: date) -> Iterator[date]:
    for one in findings:
        first, last = date.fromisoformat(one["valid_from"]), date.fromisoformat(one["valid_until"])
        yield from (day for day in (first, last + timedelta(days=1) if last < date.max else last) if day > on)


def _status_on(findings: list[PatternFinding], day: date) -> MarketStatus | None:
    iso_day = day.isoformat()
    states = (one["state"] for one in findings if one["valid_from"] <= iso_day <= one["valid_until"])
    return max(map(MarketStatus, states), key=rank, default=None)


def _order(item: tuple[MarketChange, list[int]]) -> tuple[str, str, date, int, int, tuple[str, ...]]:
    change = item[0]
    return change.market, change.product_type, change.day, rank(change.before), rank(change.after), change.countries
