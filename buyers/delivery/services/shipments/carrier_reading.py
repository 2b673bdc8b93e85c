"""Asking carriers for what happened to shipments that travel. What a carrier reports is a row like any other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from buyers.delivery.carriers.interface import Carrier, CarrierEvent, Unreachable
from buyers.delivery.models import CarrierReading, Leg, Shipment, ShipmentEvent
from buyers.delivery.services.shipments.events import after_report
from buyers.trade.models import Order
from buyers.trade.services.ledger import lock_order

OVERLAP = timedelta(days=2)
"""Asked again from so long before the last answer: carriers enter events late."""
OLDEST = timedelta(days=240)
"""Shipments that were opened earlier are not asked for any more."""


@dataclass(frozen=True)
class Question:
    """A reference of a shipment, and the carrier whose it is."""

    shipment: Shipment
    carrier: str
    reference: str


def read_carriers(carriers: Mapping[str, Carrier], *, clock: Callable[[], datetime]) -> int:
    """Ask for every shipment under way; how many questions were not answered. The network is asked outside transactions."""
    if not carriers:
        return 0
    missed = 0
    for question in questions(carriers, at=clock()):
        missed += not _ask(question, carriers[question.carrier], clock)
    return missed


def questions(carriers: Iterable[str], *, at: datetime) -> list[Question]:
    """What is to be asked: bills of shipments that were not delivered, each once."""
    names = sorted(carriers, key=len, reverse=True)
    rows = Leg.objects.filter(
        shipment__order__status=Order.Status.CONFIRMED, shipment__created_at__gt=at - OLDEST
    ).select_related("shipment__order")
    delivered = ShipmentEvent.objects.filter(code="delivered", kind="happened", retracts=None, retraction=None)
    rows = rows.exclude(shipment__in=delivered.values("shipment")).order_by("shipment", "number")
    found: dict[tuple[int, str, str], Question] = {}
    for leg in rows:
        name = next((one for one in names if _is_of(leg, one)), None)
        reference = leg.bill or leg.container
        if name and reference:
            found.setdefault((leg.shipment_id, name, reference), Question(leg.shipment, name, reference))
    return list(found.values())


@transaction.atomic
def record(question: Question, events: Iterable[CarrierEvent], *, at: datetime) -> int:
    """Write down what is new of these events; how many. A retraction whose event we never had is passed over."""
    order = lock_order(question.shipment.order_id)
    legs = list(question.shipment.legs.order_by("number"))
    known = dict(
        question.shipment.events.filter(source=question.carrier).values_list("source_id", "pk")  # of this shipment
    )
    written = 0
    for event in events:
        if event.id in known or not _is_meant(event, legs):
            continue
        if event.retracts:
            if not (taken := _not_taken_back(known.get(event.retracts))):
                continue
            row = _row(question, event, at, retracts=taken)
        else:
            row = _row(question, event, at)
        known[event.id] = row.pk
        written += 1
    if written:
        after_report(order, at=at)
    return written


def _ask(question: Question, carrier: Carrier, clock: Callable[[], datetime]) -> bool:
    """Whether there was an answer; how it went is written down either way."""
    reading, _made = CarrierReading.objects.get_or_create(
        shipment=question.shipment,
        carrier=question.carrier,
        reference=question.reference,
        defaults={"tried_at": clock()},
    )
    since = reading.answered_at - OVERLAP if reading.answered_at else None
    try:
        events = carrier.fetch(question.reference, since)
    except Unreachable as refusal:
        CarrierReading.objects.filter(pk=reading.pk).update(tried_at=clock(), problem=refusal.problem)
        return False
    now = clock()
    record(question, events, at=now)
    CarrierReading.objects.filter(pk=reading.pk).update(tried_at=now, answered_at=now, problem="")
    return True


def _is_of(leg: Leg, name: str) -> bool:
    """Whether the leg is this carrier's: its bill begins with the name, or the carrier is written so."""
    return leg.bill.upper().startswith(name) or leg.carrier.strip().upper() == name


def _is_meant(event: CarrierEvent, legs: list[Leg]) -> bool:
    """Whether the code means our event where it happened: a gate is passed at both ends of the way."""
    if not event.code.end:
        return True
    if not legs or not event.place:
        return False
    end = legs[0].origin if event.code.end == "origin" else legs[-1].destination
    return event.place[:2] == end[:2]


def _not_taken_back(key: int | None) -> ShipmentEvent | None:
    return ShipmentEvent.objects.filter(pk=key, retraction=None, retracts=None).first() if key else None


def _row(
    question: Question, event: CarrierEvent, at: datetime, *, retracts: ShipmentEvent | None = None
) -> ShipmentEvent:
    offset = event.at.utcoffset() or timedelta()
    return ShipmentEvent.objects.create(
        shipment=question.shipment,
        code=event.code.event,
        kind=event.kind,
        happens_at=event.at,
        offset_minutes=int(offset.total_seconds() // 60),
        place=event.place,
        note=event.note,
        source=question.carrier,
        source_id=event.id,
        retracts=retracts,
        recorded_at=at,
    )
