"""What is known of shipments, computed from their rows: stage, expected day, contradictions. Read with few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from functools import cached_property

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, prefetch_related_objects

from buyers.delivery.models import EventProof, Leg, Shipment, ShipmentEvent, ShipmentLot
from buyers.terms.contract import Terms
from buyers.terms.delivery import journey
from buyers.terms.delivery.journey import Arrival, Contradiction, Inspection, Report, Stage, Way
from buyers.terms.events import Event, quantity_of
from buyers.terms.progress import INSPECTION
from buyers.trade.models import Order
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.on_record import has_rows, have_rows


@dataclass(frozen=True)
class Journey:
    """A shipment on a day. ``rows`` are its events by key, with what takes them back."""

    shipment: Shipment
    rows: tuple[ShipmentEvent, ...]
    way: Way
    on: date
    inspection: Inspection | None = None

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        return tuple(report_of(row) for row in self.rows if row.retracts_id is None)

    @cached_property
    def stage(self) -> Stage:
        return journey.stage(self.reports, self.way, self.on)

    @cached_property
    def arrival(self) -> Arrival:
        return journey.arrival(self.reports, self.way, self.on)

    @cached_property
    def last_known(self) -> Report | None:
        return journey.last_known(self.reports, self.on)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        return journey.contradictions(self.reports, self.way, self.inspection)

    @property
    def is_waited_for(self) -> bool:
        """Whether the goods left, did not come, and nobody said so for the day that is over."""
        return self.stage.id not in ("planned", "booked", "delivered") and self.arrival.is_overdue


def report_of(row: ShipmentEvent) -> Report:
    """The row as the pure functions read it; ``retraction`` must be selected with it."""
    zone = timezone(timedelta(minutes=row.offset_minutes))
    return Report(
        key=row.pk,
        event=row.code,
        kind=row.kind,
        at=row.happens_at.astimezone(zone),
        recorded_at=row.recorded_at,
        place=row.place,
        source=row.source,
        is_retracted=getattr(row, "retraction", None) is not None,
    )


def journeys_of(facts: Sequence[OrderFacts]) -> dict[int, list[Journey]]:
    """By the keys of the orders that have some: two queries however many there are, asked once for the same orders.

    Of the way only its two ends are read.
    """
    shipped = [one for one in facts if "shipments" in one.on_record]
    prefetch_related_objects([one.order for one in shipped], Prefetch("shipments", queryset=_with_ends()))
    found: dict[int, list[Journey]] = {}
    for one in shipped:
        for shipment in one.order.shipments.all():
            shipment.order = one.order
            way = way_of(shipment, one.terms) if has_rows(one.order, "shipments") else _way_between(shipment, one.terms)
            found.setdefault(one.order.pk, []).append(Journey(shipment, tuple(shipment.events.all()), way, one.on))
    return found


def _way_between(shipment: Shipment, terms: Terms | None) -> Way:
    ends = (getattr(shipment, "way_from", None) or "", getattr(shipment, "way_to", None) or "")
    return Way((ends,) if all(ends) else (), terms.expected_entry if terms else None)


def _with_ends() -> QuerySet[Shipment]:
    """Shipments with their events, and with where their way begins and ends."""
    legs = Leg.objects.filter(shipment=OuterRef("pk"))
    events = ShipmentEvent.objects.select_related("retraction").order_by("happens_at", "pk")
    rows = Shipment.objects.order_by("order", "number").annotate(
        way_from=Subquery(legs.order_by("number").values("origin")[:1]),
        way_to=Subquery(legs.order_by("-number").values("destination")[:1]),
    )
    return rows.prefetch_related(Prefetch("events", queryset=events))


def events_of() -> Prefetch:
    """Events of shipments with what takes them back, and with the evidence that they became."""
    rows = ShipmentEvent.objects.select_related("retraction", "recorded_by", "guest").order_by("happens_at", "pk")
    proofs = Prefetch("proofs", queryset=EventProof.objects.select_related("evidence__answer"))
    return Prefetch("events", queryset=rows.prefetch_related(proofs))


def journey_of(shipment: Shipment, facts: OrderFacts, lots: Iterable[ShipmentLot] = ()) -> Journey:
    """The shipment, whose legs and events are read; with ``lots`` the inspection of these goods counts too."""
    return Journey(
        shipment=shipment,
        rows=tuple(shipment.events.all()),
        way=way_of(shipment, facts.terms),
        on=facts.on,
        inspection=_inspection(facts, list(lots)),
    )


def way_of(shipment: Shipment, terms: Terms | None) -> Way:
    """Its legs, and the day of entry that the contract names."""
    legs = tuple((leg.origin, leg.destination) for leg in shipment.legs.all())
    return Way(legs, terms.expected_entry if terms else None)


def contradicting_orders(orders: Sequence[Order]) -> set[int]:
    """Orders of which reports of one shipment contradict each other: one query of events and one of legs, or what was read."""
    if have_rows(orders, "shipments"):
        return {one.pk for one in orders if any(_is_contradicted(shipment) for shipment in one.shipments.all())}
    rows = ShipmentEvent.objects.filter(
        shipment__order__in=orders, kind=ShipmentEvent.Kind.HAPPENED, retracts=None
    ).select_related("retraction", "shipment")
    by_shipment: dict[Shipment, list[Report]] = defaultdict(list)
    for row in rows:
        by_shipment[row.shipment].append(report_of(row))
    legs: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for leg in Leg.objects.filter(shipment__in=by_shipment).order_by("number") if by_shipment else ():
        legs[leg.shipment_id].append((leg.origin, leg.destination))
    return {
        shipment.order_id
        for shipment, reports in by_shipment.items()
        if journey.contradictions(reports, Way(tuple(legs[shipment.pk])))
    }


def _is_contradicted(shipment: Shipment) -> bool:
    happened = [row for row in shipment.events.all() if row.kind == row.Kind.HAPPENED and row.retracts_id is None]
    return bool(journey.contradictions([report_of(row) for row in happened], way_of(shipment, None)))


def _inspection(facts: OrderFacts, lots: Sequence[ShipmentLot]) -> Inspection | None:
    """Whether these goods had passed the agreed inspection, and since when."""
    if facts.terms is None or not lots:
        return None
    wanted: dict[int, int] = defaultdict(int)
    for lot in lots:
        wanted[lot.line] += lot.quantity
    return Inspection(bool(facts.terms.inspection), _passed_on(facts.terms, facts.events, wanted))


def _passed_on(terms: Terms, events: Sequence[Event], wanted: dict[int, int]) -> date | None:
    """The first day by whose end so many units of each line had passed."""
    passed = sorted((one for one in events if one.event == INSPECTION), key=lambda one: one.day)
    lines = [line for line in terms.lines if line.number in wanted]
    for one in passed:
        until = [other for other in passed if other.day <= one.day]
        if all(quantity_of(INSPECTION, line, until) >= min(wanted[line.number], line.quantity) for line in lines):
            return one.day
    return None
