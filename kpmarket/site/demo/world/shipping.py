"""What people of the demonstration do about shipments and inspections, each act at its own moment through the services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from buyers.delivery.models import GuestLink, Inspection, Shipment, ShipmentEvent
from buyers.delivery.services.acceptance.checking import Goods, submit_check
from buyers.delivery.services.guests import Invited
from buyers.delivery.services.inspections import booking, reporting
from buyers.delivery.services.inspections.booking import Booking
from buyers.delivery.services.inspections.reading import plan_of
from buyers.delivery.services.inspections.reporting import LotFound, Reported, Reporter
from buyers.delivery.services.shipments.authors import Author
from buyers.delivery.services.shipments.contents import LotEntry, open_shipment
from buyers.delivery.services.shipments.events import EventEntry, report_event
from buyers.delivery.services.shipments.legs import LegEntry, write_leg
from buyers.delivery.services.shipments.proofs import Proof
from buyers.terms.delivery.checks import Checked, Outcome
from buyers.terms.delivery.places import zone_of
from buyers.trade.models import Order, Side
from kpmarket.site.demo.world.stage import INSPECTION, Stage

Kind = ShipmentEvent.Kind
CLASSES = {name: INSPECTION[name] for name in ("critical", "major", "minor")}
INSPECTOR = Invited("Gu Wenbo", "Harbour View Inspection (invented)", "gu.wenbo@harbourview.example", "zh-hans")
PER_CARTON = 40
CARTON_NET, CARTON_GROSS, CARTON_VOLUME = 5_400, 6_150, 58_000
"""Grams, grams and cubic centimetres."""


@dataclass(frozen=True)
class Said:
    """A report: what, where, on which day it is or will be, and on which day it was reported."""

    code: str
    place: str
    day: int
    reported: int
    kind: Kind = Kind.HAPPENED
    note: str = ""


def pack(stage: Stage, order: Order, lot: str, day: int, *, mode: str, forwarder: str) -> Shipment:
    """A shipment of all that was ordered, each line in one lot."""
    made, ends = stage.on - timedelta(days=95), stage.on + timedelta(days=1_650)
    lots = []
    for line in order.contracts.order_by("version")[0].terms.lines:
        cartons = -(-line.quantity // PER_CARTON)
        lots.append(
            LotEntry(
                line=line.number,
                quantity=line.quantity,
                lot=lot,
                made_on=made,
                expires_on=ends,
                cartons=cartons,
                pieces_per_carton=PER_CARTON,
                net_grams=cartons * CARTON_NET,
                gross_grams=cartons * CARTON_GROSS,
                volume_cm3=cartons * CARTON_VOLUME,
            )
        )
    author = _author(stage, order, Side.SUPPLIER)
    return open_shipment(order, mode=mode, forwarder=forwarder, lots=lots, author=author, at=stage.at(day, 1))


def route(stage: Stage, shipment: Shipment, legs: Sequence[LegEntry], day: int) -> None:
    """The legs of its way, written by the supplier."""
    author = _author(stage, shipment.order, Side.SUPPLIER)
    for number, leg in enumerate(legs, start=1):
        write_leg(shipment, number, leg, author=author, at=stage.at(day, 1))


def report(
    stage: Stage,
    shipment: Shipment,
    said: Said,
    *,
    title: str = "",
    facts: Mapping[str, str] | None = None,
) -> ShipmentEvent:
    """A report of the supplier; with facts it is evidence too, with its document."""
    order, place = shipment.order, ZoneInfo(zone_of(said.place))
    moment = stage.at(said.day).astimezone(place)
    proof = None
    if facts is not None:
        proof = Proof(files=(stage.sheet(order, title, moment.date(), facts),), facts=facts)
    entry = EventEntry(said.code, said.kind, moment, said.place, said.note)
    at = stage.at(said.reported, 4)
    return report_event(shipment, entry, author=_author(stage, order, Side.SUPPLIER), at=at, proof=proof)


def check_short(stage: Stage, shipment: Shipment, missing: int, note: str, day: int) -> None:
    """The buyer counts: of the first lot so many units are missing, the rest is accepted."""
    rows = []
    for place, lot in enumerate(shipment.lots.order_by("pk")):
        short = missing if place == 0 else 0
        rows.append(Checked(lot.line, Outcome.ACCEPTED, lot.quantity - short, lot.pk))
        if short:
            rows.append(Checked(lot.line, Outcome.SHORT, short, lot.pk, note))
    goods = Goods(rows, stage.on + timedelta(days=day), note)
    submit_check(shipment.order, goods, by=stage.acting(shipment.order, Side.BUYER), at=stage.at(day, 4))


def book(
    stage: Stage, order: Order, day: int, inspected: int, place: str, repeats: Inspection | None = None
) -> Inspection:
    """The buyer proposes an inspection by somebody outside."""
    lots = {line.number: line.quantity for line in order.contracts.order_by("version")[0].terms.lines}
    wanted = Booking(
        lots=lots,
        stage=Inspection.Stage.PRE_SHIPMENT,
        level=INSPECTION["level"],
        classes=CLASSES,
        place=place,
        day=stage.on + timedelta(days=inspected),
        packed_percent=100,
        organisation=INSPECTOR.organisation,
        guest=INSPECTOR,
        paid_by=Side.BUYER,
    )
    by, at = stage.acting(order, Side.BUYER), stage.at(day, 3)
    return booking.propose(order, wanted, side=Side.BUYER, by=by, at=at, repeats=repeats)


def agree(stage: Stage, inspection: Inspection, day: int) -> None:
    """The supplier agrees, and the inspector gets a link."""
    by = stage.acting(inspection.order, Side.SUPPLIER)
    booking.answer(inspection, agrees=True, side=Side.SUPPLIER, by=by, at=stage.at(day, 3))


def find(stage: Stage, inspection: Inspection, defects: Mapping[str, int], note: str, number: str, day: int) -> None:
    """The inspector reports by the link; whether that passes is computed from the figures."""
    link = GuestLink.objects.filter(inspection=inspection).latest("pk")
    found = {
        lot.line: LotFound(plan_of(inspection, lot.quantity).sample, lot.quantity, defects)
        for lot in inspection.lines.all()
    }
    begun = stage.at(day, -7)
    reported = Reported(
        number=number,
        own_result="failed",
        barcodes="readable",
        note=note,
        started_at=begun,
        finished_at=_later(begun, 5),
        photos_taken=None,
        lots=found,
    )
    reporter = Reporter(Side.BUYER, guest=link)
    reporting.report_inspection(inspection, reported, reporter=reporter, at=stage.at(day, 2))


def _later(moment: datetime, hours: int) -> datetime:
    return moment + timedelta(hours=hours)


def _author(stage: Stage, order: Order, side: Side) -> Author:
    return Author(side, person=stage.acting(order, side))
