"""A confirmed order of masks to Germany under the small law, with a shipment, and documents that are put on file for it."""

from datetime import date

from django.utils import timezone

from buyers.delivery.models import ShipmentDocument
from buyers.trade.models import OrderLine
from suppliers.certificates.files import StoredUpload
from tests.audits.dossiers import product_with
from tests.buyers.trade.watched_orders import sign
from tests.factories.delivery import ShipmentFactory, ShipmentLotFactory
from tests.factories.trade import OrderFactory

DEPARTS, ARRIVES = date(2026, 12, 28), date(2027, 2, 2)
DOCUMENTS = ("doc", "report", "licence")


def ordered(*, documents=DOCUMENTS, lines=1, **terms):
    """Its products have these documents, for the small law: ids, or an id with changed fields."""
    order = OrderFactory(lines=0)
    for number in range(1, lines + 1):
        product = product_with(*documents, supplier=order.supplier)
        OrderLine.objects.create(order=order, number=number, product=product, known_at=order.placed_at)
    sign(order, **terms)
    return order


def shipped(order, **facts):
    """A shipment of the order's first line."""
    shipment = ShipmentFactory(order=order, **facts)
    ShipmentLotFactory(shipment=shipment)
    return shipment


def filed(order, kind, *, shipment=None, **facts):
    """A document of that kind that the supplier put on file."""
    usual = {"number": "A-1", "side": "supplier", "added_by": order.seller, "added_at": timezone.now()}
    return ShipmentDocument.objects.create(order=order, shipment=shipment, kind=kind, **{**usual, **facts})


def no_files():
    """What a document without files is put on file with, where files are of no concern."""
    files: list[StoredUpload] = []
    return files
