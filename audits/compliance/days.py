"""Spans of days as ordinals, both ends included, with the first and the last day of the calendar for open ends."""

from __future__ import annotations

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
    merged: list[Span] = []
    for first, last in sorted(spans):
        if first > last:
            continue
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)


def intersection(some: Iterable[Span], others: tuple[Span, ...]) -> tuple[Span, ...]:
    """The days that are in both."""
    return union((max(a, c), min(b, d)) for a, b in some for c, d in others)


def includes(spans: Iterable[Span], day: int) -> bool:
    """Whether one of the spans has that day."""
    return any(first <= day <= last for first, last in spans)
