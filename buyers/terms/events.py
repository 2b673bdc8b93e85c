"""What happened to an order: events, of a line or of all lines, of a quantity or of all of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from buyers.terms.contract import LineTerms
from buyers.terms.plans import milestones

WHOLE = 10_000
"""Basis points of all of it."""
ALL_LINES = 0
"""Stands for the number of a line where something concerns every line."""


@dataclass(frozen=True)
class Event:
    """An event that counts. ``line`` None: all lines. ``quantity`` in units of the line, None: all of it.

    ``day`` is when it happened, ``known_on`` from when on it counts: an answer or silence accepted what proves it.
    ``is_good`` is false where something is missing or damaged: silence does not accept such goods. ``is_settled``: it did not
    happen to these units, but a claim about them has ended in money, so nobody waits for it any more.
    """

    event: str
    line: int | None
    quantity: int | None
    day: date
    known_on: date | None = None
    is_good: bool = True
    is_settled: bool = False

    @property
    def counts_from(self) -> date:
        return self.known_on or self.day


@dataclass(frozen=True)
class Withheld:
    """What silence does not accept of a line. ``held`` are codes of what is open about its goods: then nothing of it.

    ``rejected`` units arrived and were rejected, ``missing`` units did not arrive, as the buyer said. Claims that ended in
    money have ``settled`` so many units, the last time on ``settled_on``; ``is_all_settled``: all that was rejected or misses.
    """

    rejected: int = 0
    missing: int = 0
    held: frozenset[str] = frozenset()
    settled: int = 0
    is_all_settled: bool = False
    settled_on: date | None = None

    def __add__(self, other: Withheld) -> Withheld:
        return Withheld(
            self.rejected + other.rejected,
            self.missing + other.missing,
            self.held | other.held,
            self.settled + other.settled,
            self.is_all_settled or other.is_all_settled,
            max(filter(None, (self.settled_on, other.settled_on)), default=None),
        )


NOTHING_WITHHELD = Withheld()
NONE_WITHHELD: Mapping[int, Withheld] = MappingProxyType({})


def quantity_of(event: str, line: LineTerms, events: Iterable[Event], *, with_settled: bool = False) -> int:
    """How many units of the line that event happened to; all of them where it does not happen to a quantity."""
    mine = [one for one in events if one.event == event and one.line in (None, line.number)]
    concerned = [one for one in mine if with_settled or not one.is_settled]
    is_counted = milestones().events[event].of_quantity
    if any(one.quantity is None for one in concerned) or (concerned and not is_counted):
        return line.quantity
    return sum(one.quantity or 0 for one in concerned)


def least_of(line: LineTerms, tolerance_bp: int) -> int:
    """The smallest quantity that is all of the line under the tolerance, rounded up."""
    return -(-line.quantity * (WHOLE - tolerance_bp) // WHOLE)


def is_complete(event: str, lines: Sequence[LineTerms], events: Sequence[Event], *, tolerance_bp: int) -> bool:
    """Whether the event happened to all lines, each within the tolerance of its quantity; settled units count."""
    return bool(lines) and all(
        quantity_of(event, line, events, with_settled=True) >= least_of(line, tolerance_bp) for line in lines
    )


def complete_on(event: str, lines: Sequence[LineTerms], events: Sequence[Event], *, tolerance_bp: int) -> date | None:
    """From which day on the event counts for all lines; None where a quantity is still missing."""
    concerned = sorted((one for one in events if one.event == event), key=lambda one: one.counts_from)
    for number, one in enumerate(concerned, start=1):
        if is_complete(event, lines, concerned[:number], tolerance_bp=tolerance_bp):
            return one.counts_from
    return None


def withheld_of(line: int, withheld: Mapping[int, Withheld]) -> Withheld:
    """What is withheld of a line: what names it, and what names all lines."""
    return withheld.get(line, NOTHING_WITHHELD) + withheld.get(ALL_LINES, NOTHING_WITHHELD)


def settled_units(lines: Sequence[LineTerms], withheld: Mapping[int, Withheld]) -> tuple[Event, ...]:
    """Acceptance that nobody waits for any more: of units about which claims have ended in money."""
    found = []
    for line in lines:
        kept = withheld_of(line.number, withheld)
        units = kept.rejected + kept.missing if kept.is_all_settled else kept.settled
        if units and kept.settled_on:
            found.append(Event("accepted", line.number, units, kept.settled_on, is_settled=True))
    return tuple(found)


def silent_acceptances(
    lines: Sequence[LineTerms],
    events: Sequence[Event],
    *,
    days: int,
    withheld: Mapping[int, Withheld] = NONE_WITHHELD,
) -> tuple[Event, ...]:
    """What silence accepts: of goods that arrived whole, what the buyer has neither accepted nor rejected ``days`` after the
    arrival, and nothing of a line about whose goods something is open. Never more than arrived.

    ``withheld`` by the number of the line, or under ALL_LINES.
    """
    found = []
    for line in lines:
        kept = withheld_of(line.number, withheld)
        if kept.held:
            continue
        delivered = quantity_of("delivered", line, events)
        spoken = quantity_of("accepted", line, events) + _unaccepted(line, delivered, kept)
        still_open = max(0, delivered - spoken)
        for arrival in sorted(_whole_arrivals(line, events), key=lambda one: one.counts_from):
            quantity = line.quantity if arrival.quantity is None else arrival.quantity
            rest = min(still_open, max(0, quantity - spoken))
            spoken = max(0, spoken - quantity)
            if rest:
                still_open -= rest
                day = arrival.counts_from + timedelta(days=days + 1)
                found.append(Event("accepted", line.number, rest, day, day))
    return tuple(found)


def _unaccepted(line: LineTerms, delivered: int, withheld: Withheld) -> int:
    """Units that the buyer will not have of what is said to have arrived: what it misses counts where nobody else misses it."""
    known_missing = max(0, line.quantity - delivered)
    return withheld.rejected + max(0, withheld.missing - known_missing)


def _whole_arrivals(line: LineTerms, events: Iterable[Event]) -> list[Event]:
    return [one for one in events if one.event == "delivered" and one.line in (None, line.number) and one.is_good]
