"""How far each line of an order is, from what happened: quantities, lateness, and what cannot be true.

A partial shipment moves a quantity, never the whole line. What contradicts itself is kept and named: a person settles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from buyers.terms.contract import LineTerms, Terms
from buyers.terms.events import WHOLE, Event, least_of, quantity_of
from buyers.terms.evidence import planned_on
from buyers.terms.plans import milestones

COURSE = ("goods_ready", "transport_document", "delivered", "accepted")
"""What happens to every unit, in this order; inspection only where one was agreed."""
AFTER_HANDING_OVER = frozenset(COURSE[1:])
"""Of units that were cancelled none goes this far; they may have been made and inspected before."""
INSPECTION, ACCEPTED = "inspection_passed", "accepted"


@dataclass(frozen=True)
class Reached:
    """An event of a line: it happened to ``quantity`` of ``ordered`` units, the last time on ``last_day``.

    ``planned`` is the day that the contract names. ``days_late``: how long after it the last units came, or how long they
    are missing by now; 0 where nothing is late or no day was named.
    """

    event: str
    quantity: int
    ordered: int
    is_complete: bool
    last_day: date | None
    planned: date | None
    days_late: int


@dataclass(frozen=True)
class Contradiction:
    """Two facts about a line that cannot both be true, or one that the contract does not allow. Quantities in its units.

    ``more-than-ordered``: ``quantity`` is above ``most``, what was ordered with its tolerance. ``more-than-before``: by
    ``on``, ``event`` had happened to ``quantity`` units, and the event ``before`` it to ``most`` only.
    """

    code: str
    line: int
    event: str
    quantity: int
    most: int
    before: str = ""
    on: date | None = None


def reached(line: LineTerms, events: Iterable[Event], terms: Terms, on: date) -> tuple[Reached, ...]:
    """The line's course up to a day, event by event."""
    known = [one for one in events if one.counts_from <= on]
    return tuple(_reached(event, line, known, terms, on) for event in course_of(terms))


def contradictions(lines: Sequence[LineTerms], events: Iterable[Event], terms: Terms) -> tuple[Contradiction, ...]:
    """Everything about these lines that cannot be true, line by line."""
    known = list(events)
    return tuple(
        found for line in lines for found in (*_beyond_order(line, known, terms), *_out_of_order(line, known, terms))
    )


def resting_parts(terms: Terms, event: str = "transport_document") -> tuple[int, ...]:
    """Parts of the price that are released on that event, or on one that comes after it."""
    later = course_of(terms)[course_of(terms).index(event) :]
    kinds = milestones().evidence
    return tuple(
        part.number
        for part in terms.parts
        if part.release in later or any(kinds[kind].event in later for kind in part.evidence if kind in kinds)
    )


def contradicted_parts(terms: Terms, found: Iterable[Contradiction]) -> tuple[int, ...]:
    """Parts that are not released of themselves while these contradictions stand.

    What the buyer accepted is its own word and stops nothing, unless it is more than was ordered.
    """
    stopping = [one for one in found if one.event != ACCEPTED or one.code == "more-than-ordered"]
    events = {one.before or one.event for one in stopping}
    return tuple(sorted({number for event in events for number in resting_parts(terms, event)}))


def course_of(terms: Terms) -> tuple[str, ...]:
    """The events that happen to every unit under this contract, in their order."""
    first, *rest = COURSE
    return (first, INSPECTION, *rest) if terms.inspection else COURSE


def most_of(line: LineTerms, tolerance_bp: int) -> int:
    """The largest quantity that is still what was ordered, under a tolerance in basis points, rounded down."""
    return line.quantity * (WHOLE + tolerance_bp) // WHOLE


def _reached(event: str, line: LineTerms, events: Sequence[Event], terms: Terms, on: date) -> Reached:
    quantity = quantity_of(event, line, events)
    is_complete = quantity_of(event, line, events, with_settled=True) >= least_of(line, terms.tolerance_bp)
    last_day = max((one.day for one in _of(event, line, events)), default=None)
    planned = planned_on(event, terms)
    until = last_day if is_complete and last_day else on
    days_late = max(0, (until - planned).days) if planned else 0
    return Reached(event, quantity, line.quantity, is_complete, last_day, planned, days_late)


def _beyond_order(line: LineTerms, events: Sequence[Event], terms: Terms) -> Iterable[Contradiction]:
    cancelled = terms.cancelled_of(line.number)
    for event in course_of(terms):
        ever = line.quantity if event in AFTER_HANDING_OVER else line.quantity + cancelled
        most = most_of(replace(line, quantity=ever), terms.tolerance_bp)
        quantity = quantity_of(event, line, events)
        if quantity > most:
            yield Contradiction("more-than-ordered", line.number, event, quantity, most)


def _out_of_order(line: LineTerms, events: Sequence[Event], terms: Terms) -> Iterable[Contradiction]:
    """The first day on which more units had an event than had the one before it. Goods need not be reported as ready."""
    for before, event in pairwise(course_of(terms)[1:]):
        for day in sorted({one.day for one in _of(event, line, events)}):
            until = [one for one in events if one.day <= day]
            quantity, most = quantity_of(event, line, until), quantity_of(before, line, until)
            if quantity > most:
                yield Contradiction("more-than-before", line.number, event, quantity, most, before, day)
                break


def _of(event: str, line: LineTerms, events: Iterable[Event]) -> list[Event]:
    return [one for one in events if one.event == event and one.line in (None, line.number)]
