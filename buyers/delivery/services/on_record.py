"""What delivery may have on record of an order: what has no rows is not read."""

from __future__ import annotations

from buyers.delivery.models import (
    CheckedQuantity,
    FactConfirmation,
    GoodsFacts,
    Inspection,
    IssuedDocument,
    Shipment,
    ShipmentDocument,
    TemperatureLog,
)
from buyers.trade.services.on_record import OF_ORDER, subscribe


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
