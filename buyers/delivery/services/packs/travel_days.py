"""When the goods of a shipment left or will leave, and when they are expected: from what was reported, else the contract."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta, timezone

from buyers.delivery.models import Leg, ShipmentEvent
from buyers.terms.contract import Terms
from buyers.terms.delivery.journey import BOARDED, HAPPENED, Report, Way, arrival, counted_reports

DEPARTURES = (*BOARDED, "departed")


@dataclass(frozen=True)
class TravelDays:
    """``departs_on``: the day on which the goods left, or are to leave; ``arrives_on``: in the destination."""

    departs_on: date
    arrives_on: date
    has_left: bool = False


def planned_days(terms: Terms) -> TravelDays:
    """As the contract says, before any shipment exists."""
    return TravelDays(terms.latest_shipment, terms.expected_entry)


def days_of(events: Iterable[ShipmentEvent], legs: Iterable[Leg], terms: Terms, on: date) -> TravelDays:
    """As reported. Events are read with ``retraction``. Nobody's word: the contract, moved as the departure moved."""
    reports = [report_of(one) for one in events]
    way = Way(tuple((leg.origin, leg.destination) for leg in legs), terms.expected_entry)
    left = [one.day for one in counted_reports(reports) if one.event in DEPARTURES]
    departs_on = min(left) if left else _announced(reports) or terms.latest_shipment
    expected = arrival(reports, way, on)
    if expected.said is not None and expected.day is not None:
        return TravelDays(departs_on, expected.day, bool(left))
    later = max(departs_on - terms.latest_shipment, timedelta())
    return TravelDays(departs_on, terms.expected_entry + later, bool(left))


def report_of(event: ShipmentEvent) -> Report:
    """The row as the rules read it."""
    zone = timezone(timedelta(minutes=event.offset_minutes))
    return Report(
        key=event.pk,
        event=event.code,
        kind=event.kind,
        at=event.happens_at.astimezone(zone),
        recorded_at=event.recorded_at,
        place=event.place,
        source=event.source,
        is_retracted=event.retracts_id is not None or hasattr(event, "retraction"),
    )


def _announced(reports: Iterable[Report]) -> date | None:
    """The last word on when the goods are to leave."""
    said = [one for one in reports if one.event in DEPARTURES and one.kind != HAPPENED and not one.is_retracted]
    return max(said, key=lambda one: (one.recorded_at, one.key)).day if said else None
