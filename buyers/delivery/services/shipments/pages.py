"""A shipment as its page shows it to both sides and to a forwarder: read with a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from buyers.delivery.models import CarrierReading, EventProof, Leg, Shipment, ShipmentChange, ShipmentEvent, ShipmentLot
from buyers.delivery.services.confirmations import confirmed_rows
from buyers.delivery.services.gates import Gate, gates_from
from buyers.delivery.services.goods.facts import goods_facts_of
from buyers.delivery.services.packs.travel_days import days_of
from buyers.delivery.services.shipments.proofs import kind_of_proof, quantities_in
from buyers.delivery.services.shipments.reading import Journey, events_of, journey_of, report_of
from buyers.delivery.services.shipments.words import (
    KINDS,
    arrival_words,
    contradiction_words,
    event_name,
    place_words,
    source_words,
    stage_name,
)
from buyers.terms.delivery.journey import HAPPENED, Report
from buyers.terms.delivery.world_map import Route, route
from buyers.trade.models import EvidenceAnswer, Order
from buyers.trade.services.contract_words import unit_words
from buyers.trade.services.fact_rows import OrderFacts

EDGE = 0.2
DONE_LEGS = ("arrived", "discharged")


@dataclass(frozen=True)
class EventView:
    """A report in words. ``kind`` is happened, expected or planned; ``zone`` names the clock of ``moment``."""

    row: ShipmentEvent
    title: str
    kind: str
    kind_label: str
    moment: datetime
    offset: str
    place: str
    who: str
    is_retracted: bool
    is_contradicted: bool
    proof: str
    evidence: int | None


@dataclass(frozen=True)
class LegView:
    leg: Leg
    origin: str
    destination: str
    is_done: bool


@dataclass(frozen=True)
class ChangeView:
    """What was replaced: of what, and which field; no field where the whole was taken out."""

    row: ShipmentChange
    subject: str
    field: str


@dataclass(frozen=True)
class MapPoint:
    x: float
    y: float
    name: str
    is_here: bool
    anchor: str


@dataclass(frozen=True)
class MapView:
    """``paths``: legs as SVG paths, each with whether it is behind. ``lands``: where the drawing of land begins again."""

    window: str
    paths: tuple[tuple[str, bool], ...]
    points: tuple[MapPoint, ...]
    lands: tuple[int, ...]
    scale: float


@dataclass(frozen=True)
class ShipmentPage:
    """Everything that the page says; nothing of it is stored."""

    shipment: Shipment
    journey: Journey
    stage: str
    stage_id: str
    arrival: str
    is_late: bool
    last_known: str
    findings: tuple[str, ...]
    events: tuple[EventView, ...]
    legs: tuple[LegView, ...]
    lots: tuple[ShipmentLot, ...]
    quantities: tuple[tuple[str, int, str], ...]
    changes: tuple[ChangeView, ...]
    readings: tuple[CarrierReading, ...]
    map: MapView | None


def shipments_to_show(order: Order) -> QuerySet[Shipment]:
    """All shipments of the order with everything that their pages read."""
    rows = Shipment.objects.filter(order=order).select_related("created_by", "guest").order_by("number")
    legs = Prefetch("legs", queryset=Leg.objects.order_by("number"))
    changes = Prefetch("changes", queryset=ShipmentChange.objects.select_related("changed_by", "guest"))
    lots = Prefetch("lots", queryset=ShipmentLot.objects.order_by("line", "pk"))
    return rows.prefetch_related(legs, lots, events_of(), changes, "readings")


def page_of(shipment: Shipment, facts: OrderFacts) -> ShipmentPage:
    """The page of a shipment that ``shipments_to_show`` read."""
    shipment.order = facts.order
    lots = tuple(shipment.lots.all())
    known = journey_of(shipment, facts, lots)
    last = known.last_known
    return ShipmentPage(
        shipment=shipment,
        journey=known,
        stage=stage_name(known.stage.id),
        stage_id=known.stage.id,
        arrival=arrival_words(known.arrival),
        is_late=known.arrival.days_late > 0,
        last_known=_last_words(last) if last else "",
        findings=tuple(map(contradiction_words, known.contradictions)),
        events=tuple(_event(row, known) for row in reversed(known.rows) if row.retracts_id is None),
        legs=tuple(_leg(leg, known) for leg in shipment.legs.all()),
        lots=lots,
        quantities=_quantities(shipment, facts),
        changes=tuple(map(_change, shipment.changes.all())),
        readings=tuple(shipment.readings.all()),
        map=_map(known),
    )


def closed_gates(shipment: Shipment, facts: OrderFacts) -> list[Gate]:
    """What keeps these goods from being booked, on the day on which they are expected. Two queries."""
    if facts.terms is None or facts.order.status != Order.Status.CONFIRMED:
        return []
    days = days_of(shipment.events.all(), shipment.legs.all(), facts.terms, facts.on)
    stated = goods_facts_of([facts.order.pk])
    found = gates_from(facts, shipment, stated, confirmed_rows(), arrival=days.arrives_on)
    return [gate for gate in found if not gate.is_open]


def _last_words(last: Report) -> str:
    return f"{place_words(last.place)}: {event_name(last.event)}"


def _quantities(shipment: Shipment, facts: OrderFacts) -> tuple[tuple[str, int, str], ...]:
    """What travels of each line: its name, units, and the unit."""
    known = {line.number: line for line in facts.terms.lines} if facts.terms else {}
    return tuple(
        (f"{number}: {known[number].name} {known[number].model}", units, unit_words(known[number].unit))
        for number, units in quantities_in(shipment).items()
        if number in known
    )


def _event(row: ShipmentEvent, known: Journey) -> EventView:
    report = report_of(row)
    doubted = {one.key for found in known.contradictions for one in (found.first, found.then) if one}
    proofs = list(row.proofs.all())
    return EventView(
        row=row,
        title=event_name(row.code),
        kind=row.kind,
        kind_label=str(KINDS[row.kind]),
        moment=report.at,
        offset=f"{report.at:%z}"[:3] + ":" + f"{report.at:%z}"[3:],
        place=place_words(row.place),
        who=source_words(row),
        is_retracted=report.is_retracted,
        is_contradicted=row.pk in doubted,
        proof=_proof_words(row, proofs),
        evidence=proofs[0].evidence_id if proofs else None,
    )


def _proof_words(row: ShipmentEvent, proofs: Sequence[EventProof]) -> str:
    """What the event proves for the order: only evidence moves anything."""
    if row.kind != HAPPENED or not kind_of_proof(row.code):
        return ""
    if not proofs:
        return _("A report without a document: it proves nothing for the order yet.")
    answers = {getattr(getattr(one.evidence, "answer", None), "verdict", "") for one in proofs}
    if answers & {EvidenceAnswer.Verdict.RETURNED, EvidenceAnswer.Verdict.WITHDRAWN}:
        return _("Its evidence was returned or withdrawn.")
    if answers == {EvidenceAnswer.Verdict.ACCEPTED}:
        return _("Evidence of the order, accepted.")
    return _("Evidence of the order.")


def _leg(leg: Leg, known: Journey) -> LegView:
    return LegView(leg, place_words(leg.origin), place_words(leg.destination), _is_done(leg.destination, known))


def _is_done(destination: str, known: Journey) -> bool:
    """Whether something happened at the end of the leg."""
    arrived = any(
        one.place == destination and one.event in DONE_LEGS and one.kind == HAPPENED and not one.is_retracted
        for one in known.reports
    )
    return arrived or known.stage.id == "delivered"


def _map(known: Journey) -> MapView | None:
    found: Route | None = route(known.way.legs)
    if found is None:
        return None
    here = known.last_known.place if known.last_known else ""
    done = [_is_done(end, known) for _start, end in known.way.legs]
    left, right = found.left, found.left + found.width
    return MapView(
        window=f"{found.left} {found.top} {found.width} {found.height}",
        paths=tuple((path, done[number]) for number, path in found.paths),
        points=tuple(
            MapPoint(one.x, one.y, place_words(one.code), one.code == here, _anchor((one.x - left) / found.width))
            for one in found.points
        ),
        lands=tuple(start for start in (-720, 0, 720) if start < right and start + 720 > left),
        scale=round(found.width / 720, 3),
    )


def _anchor(share: float) -> str:
    """Which end of a name stands at its place, so that names at the edges stay on the map."""
    return "start" if share < EDGE else "end" if share > 1 - EDGE else "middle"


def _change(change: ShipmentChange) -> ChangeView:
    kind, _colon, which = change.subject.partition(":")
    words = {"leg": _("Leg %(number)s"), "line": _("Line %(number)s"), "lot": _("Lot %(number)s")}
    column = Leg._meta.get_field(change.field) if kind == "leg" and change.field else None
    return ChangeView(change, words[kind] % {"number": which}, str(getattr(column, "verbose_name", "")))
