"""Spans of days as ordinals (``date.toordinal``), both ends included. Open ends are the calendar's first and last day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date

FIRST = date.min.toordinal()
LAST = date.max.toordinal()

Span = tuple[int, int]
ALWAYS: tuple[Span, ...] = ((FIRST, LAST),)
NEVER: tuple[Span, ...] = ()


def span(first: date | None, last: date | None) -> Span:
    """The days from ``first`` to ``last``; ``None`` is an open end."""
    return (FIRST if first is None else first.toordinal(), LAST if last is None else last.toordinal())


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The days in any of the spans, as spans in order that neither overlap nor touch."""
    ordered = sorted(spans)
    if len(ordered) < 2:
        return tuple(one for one in ordered if one[0] <= one[1])
    merged: list[Span] = []
    for first, last in ordered:
        if first > last:
            continue
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)


def intersection(spans: tuple[Span, ...], others: tuple[Span, ...]) -> tuple[Span, ...]:
    """The days that are in both; each side as ``union`` returns it."""
    return tuple(
        (max(first, opens), min(last, closes))
        for first, last in spans
        for opens, closes in others
        if first <= closes and opens <= last
    )


def includes(spans: tuple[Span, ...], day: int) -> bool:
    """Whether that day is in one of the spans, which are as ``union`` returns them."""
    place = bisect_right(spans, (day, LAST)) - 1
    return place >= 0 and day <= spans[place][1]
