"""How far a shipment is, when it is expected, and what about it cannot be true: computed from dated reports, never stored.

What *happened* is evidence; what is *expected* or *planned* only moves the expected day. Reports count by the moment that
they speak of, not by when they came in; a report that was taken back counts no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from buyers.terms.delivery.events import event_kinds

HAPPENED, EXPECTED, PLANNED = "happened", "expected", "planned"
ARRIVALS = ("delivered", "arrived")
"""What the expected day speaks of, the better first."""
BOARDED = ("handed_over", "loaded")
"""The goods left the supplier's hands."""


@dataclass(frozen=True)
class Report:
    """One row of what was reported. ``at`` carries the offset of its place; ``recorded_at`` is when it came in.

    ``place`` is a UN/LOCODE, empty where none was named; ``key`` names the row.
    """

    key: int
    event: str
    kind: str
    at: datetime
    recorded_at: datetime
    place: str = ""
    source: str = ""
    is_retracted: bool = False

    @property
    def day(self) -> date:
        """The day that it was, or will be, at its place."""
        return self.at.date()


@dataclass(frozen=True)
class Way:
    """Legs by their places, in order. ``agreed`` is the day of entry that the contract names."""

    legs: tuple[tuple[str, str], ...] = ()
    agreed: date | None = None

    @property
    def origin(self) -> str:
        return self.legs[0][0] if self.legs else ""

    @property
    def destination(self) -> str:
        return self.legs[-1][1] if self.legs else ""


@dataclass(frozen=True)
class Inspection:
    """Whether the contract asks for an inspection, and the day on which all goods had passed; None: not yet."""

    is_agreed: bool = False
    passed_on: date | None = None


@dataclass(frozen=True)
class Stage:
    """``id`` of ``shipment_events.yaml``; ``since`` is the report that reached it, None at the beginning."""

    id: str
    since: Report | None = None


@dataclass(frozen=True)
class Arrival:
    """The day on which the goods are expected, or came. ``kind``: ``agreed`` (nobody said another day), ``planned``,
    ``expected`` or ``happened``. ``days_late`` against the agreed day; negative where it is earlier, 0 where none was agreed.

    ``is_overdue``: the day is over, and nobody said that the goods came or when they will.
    """

    day: date | None
    kind: str
    said: Report | None
    days_late: int
    is_overdue: bool


@dataclass(frozen=True)
class Contradiction:
    """Reports that cannot both be true, or that the contract does not allow. ``code``:

    ``order``: ``first`` never comes after ``then`` and yet it did. ``ahead``: it says that it happened, and the moment was
    still to come when it was reported. ``not-inspected``: the goods left before the agreed inspection had passed.
    """

    code: str
    first: Report
    then: Report | None = None


def counted_reports(reports: Iterable[Report], kind: str = HAPPENED) -> tuple[Report, ...]:
    """Those of a kind that were not taken back, by the moment that they speak of."""
    known = event_kinds().events
    found = [one for one in reports if one.kind == kind and not one.is_retracted and one.event in known]
    return tuple(sorted(found, key=lambda one: (one.at, known[one.event].place, one.key)))


def stage(reports: Iterable[Report], way: Way, on: date) -> Stage:
    """Where the goods are on their way, as the last thing that happened by that day says.

    An arrival at a place where another leg begins leaves them under way; after a delivery nothing but a delivery counts.
    """
    kinds = event_kinds()
    found = Stage(next(iter(kinds.stages)))
    for one in counted_reports(reports):
        reached = kinds.events[one.event].stage
        if not reached or one.day > on:
            continue
        if reached == "arrived" and way.destination and one.place and not _is_end(one.place, way):
            reached = "under_way"
        found = Stage(reached, one)
    return found


def arrival(reports: Sequence[Report], way: Way, on: date) -> Arrival:
    """The day on which the goods are expected at the end of their way, or came there."""
    for kind in (HAPPENED, EXPECTED, PLANNED):
        if said := _report_of_day(reports, way, kind, on):
            late = (said.day - way.agreed).days if way.agreed else 0
            return Arrival(said.day, kind, said, late, kind != HAPPENED and said.day < on)
    late = max(0, (on - way.agreed).days) if way.agreed else 0
    return Arrival(way.agreed, "agreed", None, late, late > 0)


def last_known(reports: Iterable[Report], on: date) -> Report | None:
    """The last thing that happened by that day at a place that was named."""
    happened = [one for one in counted_reports(reports) if one.place and one.day <= on]
    return happened[-1] if happened else None


def contradictions(
    reports: Sequence[Report], way: Way, inspection: Inspection | None = None
) -> tuple[Contradiction, ...]:
    """Everything about these reports that cannot be true. Both rows stay: a person settles it."""
    happened = counted_reports(reports)
    found = [Contradiction("ahead", one) for one in happened if one.at > one.recorded_at]
    found += _out_of_order(happened)
    found += _against_legs(happened, way)
    if inspection and inspection.is_agreed:
        boarded = [one for one in happened if one.event in BOARDED]
        passed = inspection.passed_on
        found += [Contradiction("not-inspected", one) for one in boarded if passed is None or one.day < passed][:1]
    return tuple(dict.fromkeys(found))


def _report_of_day(reports: Sequence[Report], way: Way, kind: str, on: date) -> Report | None:
    """The report of that kind that names the day: of a delivery before one of an arrival, the last that came in."""
    rows = [one for one in counted_reports(reports, kind) if kind != HAPPENED or one.day <= on]
    for event in ARRIVALS:
        named = [one for one in rows if one.event == event]
        if event == "arrived":
            named = [one for one in named if not one.place or _is_end(one.place, way)]
        if kind == HAPPENED and named:
            return named[0]
        if named:
            return max(named, key=lambda one: (one.recorded_at, one.key))
    return None


def _is_end(place: str, way: Way) -> bool:
    """Whether that is where the way ends; without legs any place is."""
    return not way.destination or place == way.destination


def _out_of_order(happened: Sequence[Report]) -> list[Contradiction]:
    """Kinds whose order is fixed, and yet the later one came first."""
    kinds, found = event_kinds().events, []
    first: dict[str, Report] = {}
    for one in happened:
        first.setdefault(one.event, one)
    for one in first.values():
        kind = kinds[one.event]
        found += [
            Contradiction("order", one, first[before])
            for before in kind.after
            if before in first and first[before].at > one.at
        ]
    for one in first.values():
        for later in happened:
            is_same = any(row.first == one and row.then == later for row in found)
            if later.event in kinds[one.event].closes and later.at > one.at and not is_same:
                found.append(Contradiction("order", one, later))
                break
    return found


def _against_legs(happened: Sequence[Report], way: Way) -> list[Contradiction]:
    """On one leg, an arrival at its end before the departure from its beginning."""
    found = []
    for origin, destination in way.legs:
        left = next((one for one in happened if one.event == "departed" and one.place == origin), None)
        came = next(
            (one for one in happened if one.event in ("arrived", "discharged") and one.place == destination), None
        )
        if left and came and came.at < left.at:
            found.append(Contradiction("order", came, left))
    return found
