"""What a market requires of a product type, read from the rulebook alone: today, before, and soon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from audits.compliance.buyer_facts import BuyerCondition
from audits.compliance.expression import STANDARD, as_list
from audits.compliance.reference import CONFIDENCE_ORDER, Confidence, Source
from audits.compliance.rulebook import Combine, Leaf, Outcome, Requirement, Rulebook, StandardEdition, leaves
from audits.compliance.standards import citations

EXPORTER = "CN"
"""The market whose rows are the exporting side's."""
DAYS_AHEAD = 548
"""Changes within eighteen months count as soon."""
ONE_DAY = timedelta(days=1)
MAX_CACHED_EDITIONS = 4


class ChangeKind(StrEnum):
    """What happens on a day. ``follows``: a row replaces one that had the same route and condition.

    ``informs``: law begins that no document proves.
    """

    BEGINS = "begins"
    ENDS = "ends"
    FOLLOWS = "follows"
    EDITION = "edition"
    INFORMS = "informs"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the law: ``day`` is the first day under the new law."""

    day: date
    kind: ChangeKind
    market: str
    product_types: tuple[str, ...]
    row: Requirement | None = None
    before: Requirement | None = None
    accepted: StandardEdition | None = None
    """The edition of a standard that is accepted from this day on."""
    no_longer: StandardEdition | None = None
    """The edition of a standard whose last day was the day before."""

    @property
    def added(self) -> tuple[Leaf, ...]:
        """Documents that the new row asks for and the old one did not."""
        return _leaves_only_in(self.row, self.before)

    @property
    def dropped(self) -> tuple[Leaf, ...]:
        """Documents that the old row asked for and the new one does not."""
        return _leaves_only_in(self.before, self.row)


_changes_by_edition: dict[str, tuple[Change, ...]] = {}
"""Edition -> its changes."""


@dataclass(frozen=True, slots=True)
class Guide:
    """The rows of one product type and market on one day, by what they are to a reader."""

    product_type: str
    market: str
    on: date
    routes: tuple[Requirement, ...] = ()
    additional: tuple[Requirement, ...] = ()
    export: tuple[Requirement, ...] = ()
    remarks: tuple[Requirement, ...] = ()
    earlier: tuple[Requirement, ...] = ()
    ahead: tuple[Change, ...] = ()
    sources: tuple[Source, ...] = ()
    confidence: Confidence | None = field(default=None)
    """The highest of its routes; ``None`` where there is none."""
    prohibitions: tuple[Requirement, ...] = ()
    """What forbids such products, all of them or those that fit a condition."""

    @property
    def is_assessed(self) -> bool:
        """Whether any route is open on the day; without one the product is not assessed."""
        return bool(self.routes)

    @property
    def low_confidence_rows(self) -> tuple[Requirement, ...]:
        """Rows of low confidence: to be confirmed with the authority."""
        return tuple(row for row in (*self.routes, *self.additional) if row.confidence is Confidence.LOW)


def guide(rulebook: Rulebook, product_type: str, market: str, *, on: date, shipped_on: date | None = None) -> Guide:
    """Everything that the rulebook says of that pair as of that day. A market without rows is not assessed.

    What is asked on leaving China is that of the day of shipping; None: of the same day.
    """
    leaves_on = shipped_on or on
    rows = rulebook.requirements_for(product_type, market)
    if not any(_is_open_route(row) for row in rows):
        return Guide(product_type, market, on)
    exported = rulebook.requirements_for(product_type, EXPORTER)
    routes = tuple(row for row in rows if _is_open_route(row) and row.in_force(on))
    additional = tuple(row for row in rows if row.combine is Combine.ADDITIONAL and row.in_force(on))
    export = tuple(row for row in exported if _is_open_route(row) and row.in_force(leaves_on))
    remarks = tuple(row for row in (*rows, *exported) if _is_remark(row) and row.in_force(on))
    forbidding = tuple(row for row in rows if row.outcome is Outcome.PROHIBITED and row.in_force(on))
    return Guide(
        product_type,
        market,
        on,
        prohibitions=forbidding,
        routes=routes,
        additional=additional,
        export=export,
        remarks=remarks,
        earlier=_ended_before((*rows, *exported), on),
        ahead=tuple(change for change in upcoming_changes(rulebook, on=on) if _concerns(change, product_type, market)),
        sources=_sources(rulebook, (*routes, *additional, *export, *remarks, *forbidding)),
        confidence=max((row.confidence for row in routes), key=CONFIDENCE_ORDER.index, default=None),
    )


def assessed_markets(rulebook: Rulebook, product_type: str, *, on: date) -> dict[str, Confidence]:
    """Every market with a route that is open to that product type on that day, and the highest confidence of its routes."""
    markets: dict[str, Confidence] = {}
    for market in rulebook.markets:
        rows = rulebook.requirements_for(product_type, market)
        confidences = [row.confidence for row in rows if _is_open_route(row) and row.in_force(on)]
        if market != EXPORTER and confidences:
            markets[market] = max(confidences, key=CONFIDENCE_ORDER.index)
    return markets


def assessed_types(rulebook: Rulebook, market: str, *, on: date) -> frozenset[str]:
    """Every product type with a route into that market that is open on that day."""
    return frozenset(
        kind
        for (kind, where), rows in rulebook.by_pair.items()
        if where == market and any(_is_open_route(row) and row.in_force(on) for row in rows)
    )


def upcoming_changes(rulebook: Rulebook, *, on: date, days: int = DAYS_AHEAD) -> tuple[Change, ...]:
    """What changes in the days after ``on``, the nearest first; the same change of several product types is one."""
    until = on + timedelta(days=days)
    return changes_between(rulebook, first=on + ONE_DAY, last=until)


def changes_between(rulebook: Rulebook, *, first: date, last: date) -> tuple[Change, ...]:
    """What changes on the days from ``first`` to ``last``, in order of day, market and route."""
    return tuple(change for change in _all_changes(rulebook) if first <= change.day <= last)


def _is_open_route(row: Requirement) -> bool:
    return row.combine is Combine.ALTERNATIVE and row.outcome is Outcome.ALLOWED_IF


def _is_remark(row: Requirement) -> bool:
    return row.combine is Combine.INFORMATIONAL


def _leaves_only_in(row: Requirement | None, other: Requirement | None) -> tuple[Leaf, ...]:
    if row is None or other is None:
        return ()
    known = set(leaves(other.expression))
    return tuple(dict.fromkeys(leaf for leaf in leaves(row.expression) if leaf not in known))


def _ended_before(rows: Iterable[Requirement], on: date) -> tuple[Requirement, ...]:
    """Rows that ended before the day, the latest first."""
    ended = [(row.effective_until, row) for row in rows if row.effective_until and row.effective_until < on]
    return tuple(row for _until, row in sorted(ended, key=lambda pair: pair[0], reverse=True))


def _sources(rulebook: Rulebook, rows: Iterable[Requirement]) -> tuple[Source, ...]:
    """The pages that the rows rest on, each once."""
    return tuple(rulebook.sources[key] for key in dict.fromkeys(key for row in rows for key in row.sources))


def _concerns(change: Change, product_type: str, market: str) -> bool:
    return product_type in change.product_types and change.market in (market, EXPORTER)


def _all_changes(rulebook: Rulebook) -> tuple[Change, ...]:
    """Every change that an edition knows of; cached, because an edition never changes."""
    if rulebook.edition not in _changes_by_edition:
        if len(_changes_by_edition) >= MAX_CACHED_EDITIONS:
            _changes_by_edition.clear()
        _changes_by_edition[rulebook.edition] = _merge_product_types(
            [*_changes_of_rows(rulebook), *_changes_of_editions(rulebook)]
        )
    return _changes_by_edition[rulebook.edition]


def _changes_of_rows(rulebook: Rulebook) -> Iterator[Change]:
    for rows in rulebook.by_pair.values():
        ended = {_rule_line(row, row.effective_until + ONE_DAY): row for row in rows if row.effective_until}
        begun = [(_rule_line(row, row.effective_from), row) for row in rows if row.effective_from]
        for line, row in begun:
            before = ended.get(line)
            kind = ChangeKind.FOLLOWS if before else ChangeKind.BEGINS
            yield Change(line[0], kind, row.market, (row.product_type,), row, before)
        begins = {line for line, _row in begun}
        for line, row in ended.items():
            if line not in begins:
                yield Change(line[0], ChangeKind.ENDS, row.market, (row.product_type,), before=row)


Line = tuple[date, str, tuple[tuple[str, bool | str | date], ...], BuyerCondition]


def _rule_line(row: Requirement, day: date) -> Line:
    """Two rows with the same line are one rule that continues, changed, from that day."""
    return day, row.route, row.condition, row.buyer


def _changes_of_editions(rulebook: Rulebook) -> Iterator[Change]:
    for standard, editions in rulebook.editions_of.items():
        listed = {edition.edition: edition for entries in editions.values() for edition in entries}.values()
        begins = {edition.effective_from: edition for edition in listed if edition.effective_from}
        ends = {edition.effective_until + ONE_DAY: edition for edition in listed if edition.effective_until}
        asked = markets_asking_for(rulebook, standard)
        for day in {*begins, *ends}:
            for market, product_types in asked.items():
                yield Change(
                    day,
                    ChangeKind.EDITION,
                    market,
                    product_types,
                    accepted=begins.get(day),
                    no_longer=ends.get(day),
                )


def markets_asking_for(rulebook: Rulebook, standard: str) -> dict[str, tuple[str, ...]]:
    """Market -> the product types for which the standard matters there: a row requires it, or the product type names it."""
    types_by_market: dict[str, set[str]] = {}
    for row in rulebook.requirements:
        if any(standard in _undated_standards(leaf, rulebook) for leaf in leaves(row.expression)):
            types_by_market.setdefault(row.market, set()).add(row.product_type)
    for product_type, facts in rulebook.product_types.items():
        known = facts.get("standards")
        for market, text in known.items() if isinstance(known, dict) else ():
            if any(one.key == standard for one in citations(rulebook.vocabulary, text)):
                types_by_market.setdefault(market, set()).add(product_type)
    order = list(rulebook.product_types)
    return {market: tuple(sorted(types, key=order.index)) for market, types in types_by_market.items()}


def _undated_standards(leaf: Leaf, rulebook: Rulebook) -> set[str]:
    """The standards that a leaf requires without naming an edition."""
    texts = [text for key, value in leaf.narrowing if key == STANDARD for text in as_list(value)]
    cited = [one for text in texts for one in citations(rulebook.vocabulary, text)]
    return {one.key for one in cited if not one.edition}


def _merge_product_types(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The same change of several product types as one."""
    ordered = sorted(changes, key=_group_key)
    return tuple(_merge_group(list(group)) for _key, group in groupby(ordered, key=_group_key))


def _group_key(change: Change) -> tuple[date, str, str, str]:
    row = change.row or change.before
    what = (
        (row.route, row.condition, row.buyer, change.added, change.dropped)
        if row
        else (change.accepted, change.no_longer)
    )
    return change.day, change.market, change.kind, repr(what)


def _merge_group(group: list[Change]) -> Change:
    product_types = dict.fromkeys(kind for change in group for kind in change.product_types)
    return replace(group[0], product_types=tuple(product_types))
