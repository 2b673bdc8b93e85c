"""What in the rulebook a person must look at: overdue checks, open doubts, and changed pages of sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from audits.compliance.ages import RuleCheck
from audits.compliance.doubt import Doubt
from audits.compliance.reference import Market, Source
from audits.compliance.rulebook import Rulebook
from audits.law.upkeep import check_of
from audits.models import FetchOutcome, SourceFetch
from audits.upkeep.watching import latest_fetches, watched_sources

SOON = timedelta(days=30)
"""Checks that are due within these days are listed before they are overdue."""


@dataclass(frozen=True, slots=True)
class DueCheck:
    """Product types of a market whose rules must be compared with their sources; ``check`` is the last comparison."""

    market: Market
    product_types: tuple[str, ...]
    check: RuleCheck | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class OpenDoubt:
    """What is not settled about these rows, by their ids."""

    doubt: Doubt
    rows: tuple[str, ...]
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class WatchedPage:
    """A watched source with the last attempt to fetch it, and the last that brought the page."""

    source: Source
    last: SourceFetch | None
    reached: SourceFetch | None


def due_checks(rulebook: Rulebook, *, today: date) -> list[DueCheck]:
    """The checks that are overdue, due soon or missing, by market, the most urgent first."""
    found: list[DueCheck] = []
    for market in rulebook.markets.values():
        by_check: dict[RuleCheck | None, list[str]] = {}
        for product_type in rulebook.product_types:
            if rulebook.requirements_for(product_type, market.id):
                check = check_of(rulebook, product_type, market.id, on=today)
                by_check.setdefault(check, []).append(product_type)
        found += _due(market, by_check, today)
    return sorted(found, key=lambda due: (due.check.review_by if due.check else date.min, due.market.name))


def _due(market: Market, by_check: dict[RuleCheck | None, list[str]], today: date) -> Iterator[DueCheck]:
    for check, product_types in by_check.items():
        if check is None or check.review_by <= today + SOON:
            is_overdue = check is None or check.is_overdue(today)
            yield DueCheck(market, tuple(product_types), check, is_overdue)


def open_doubts(rulebook: Rulebook, *, today: date) -> list[OpenDoubt]:
    """Every doubt that rows carry, those that are due first at the top; rows with the same doubt stand together."""
    rows: dict[Doubt, list[str]] = {}
    for row in rulebook.requirements:
        if row.doubt:
            rows.setdefault(row.doubt, []).append(row.id)
    doubts = [OpenDoubt(doubt, tuple(ids), doubt.due < today) for doubt, ids in rows.items()]
    return sorted(doubts, key=lambda one: (one.doubt.due, one.rows))


def watched_pages(rulebook: Rulebook) -> list[WatchedPage]:
    """Every watched source, in two queries."""
    latest = latest_fetches()
    silent = [id_ for id_, row in latest.items() if row.outcome in (FetchOutcome.UNREACHABLE, FetchOutcome.GONE)]
    reached = SourceFetch.objects.reached().filter(source__in=silent).order_by("at", "pk").defer("text", "difference")
    before = {row.source: row for row in reached}
    return [
        WatchedPage(source, last := latest.get(source.id), last if last and last.digest else before.get(source.id))
        for source in watched_sources(rulebook)
    ]
