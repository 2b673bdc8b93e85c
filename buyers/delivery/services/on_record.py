"""What delivery may have on record of an order: what has no rows is not read, and the page of an order reads the rest with it."""

from __future__ import annotations

from django.db.models import OuterRef

from buyers.delivery.models import (
    CheckedQuantity,
    DeliveryCheck,
    FactConfirmation,
    GoodsFacts,
    Inspection,
    IssuedDocument,
    Leg,
    ReportLine,
    Shipment,
    ShipmentDocument,
    ShipmentEvent,
    ShipmentLot,
    TemperatureLog,
)
from buyers.delivery.services.goods.temperature import open_excursions
from buyers.delivery.services.inspections.reading import with_last_step
from buyers.delivery.services.packs.on_file import counting_uploads
from buyers.trade.services.on_record import OF_ORDER, subscribe, subscribe_rows
from kpmarket.foundation.nested_rows import Rows


def subscribe_subjects() -> None:
    """Called once, when the tables are known. What officers confirmed is about every order."""
    subscribe(
        checks=CheckedQuantity.objects.filter(check_made__order=OF_ORDER),
        confirmations=FactConfirmation.objects.all(),
        goods_facts=GoodsFacts.objects.filter(order=OF_ORDER),
        inspections=Inspection.objects.filter(order=OF_ORDER),
        issued=IssuedDocument.objects.filter(order=OF_ORDER),
        shipments=Shipment.objects.filter(order=OF_ORDER),
        temperature=TemperatureLog.objects.filter(shipment__order=OF_ORDER),
        uploads=ShipmentDocument.objects.filter(order=OF_ORDER),
    )
    subscribe_rows(
        delivery_checks=_checks(),
        goods_facts=Rows(GoodsFacts.objects.filter(order=OF_ORDER).order_by("stated_at", "pk")),
        inspections=_inspections(),
        issued_now=Rows(IssuedDocument.objects.current().filter(order=OF_ORDER).order_by("kind", "number")),
        shipments=_shipments(),
        uploads_now=Rows(counting_uploads().filter(order=OF_ORDER, shipment=None)),
    )


def _shipments() -> Rows:
    """Shipments with their way, their goods, what was reported, and temperature that nobody accepted."""
    of_shipment = OuterRef("pk")
    return Rows(
        Shipment.objects.filter(order=OF_ORDER).order_by("number"),
        events=Rows(ShipmentEvent.objects.filter(shipment=of_shipment).order_by("happens_at", "pk"), "retraction"),
        legs=Rows(Leg.objects.filter(shipment=of_shipment).order_by("number")),
        lots=Rows(ShipmentLot.objects.filter(shipment=of_shipment).order_by("line", "pk")),
        open_excursions=Rows(open_excursions().filter(shipment=of_shipment)),
    )


def _inspections() -> Rows:
    lines = ReportLine.objects.filter(report__inspection=OuterRef("pk"))
    return Rows(with_last_step().filter(order=OF_ORDER), "report", report_lines=Rows(lines))


def _checks() -> Rows:
    counted = CheckedQuantity.objects.filter(check_made=OuterRef("pk")).order_by("pk")
    return Rows(DeliveryCheck.objects.filter(order=OF_ORDER).order_by("pk"), quantities=Rows(counted, "lot"))
