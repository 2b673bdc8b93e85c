"""A shipment of 50,000 masks with its packages, as the tests of issued documents use it."""

from datetime import date

from buyers.delivery.services.issued import documents
from buyers.delivery.services.issued.drafts import draft_of
from tests.factories import NOON
from tests.factories.delivery import LegFactory, ShipmentFactory, ShipmentLotFactory
from tests.factories.trade import OrderFactory


def shipped(**facts):
    """The shipment: two lots in 25 cartons, by sea from Shanghai to Hamburg. ``facts`` are the order's."""
    shipment = ShipmentFactory(order=OrderFactory(**facts))
    packed = {"made_on": date(2026, 11, 2), "expires_on": date(2031, 11, 1), "pieces_per_carton": 2000}
    for lot, quantity, cartons in (("26110201", 30_000, 15), ("26110202", 20_000, 10)):
        sizes = {"net_grams": 7600 * cartons, "gross_grams": 8600 * cartons, "volume_cm3": 56_000 * cartons}
        ShipmentLotFactory(shipment=shipment, lot=lot, quantity=quantity, cartons=cartons, **sizes, **packed)
    LegFactory(shipment=shipment)
    return shipment


def issued(shipment, kind, *, before=0, changed="", at=NOON, **facts):
    """A document of the shipment with computed values, issued by the supplier."""
    draft = draft_of(shipment.order, kind, shipment, at=at)
    for name, value in facts.items():
        draft = type(draft)(**{**vars(draft), name: value})
    return documents.issue(
        shipment.order_id, draft, shipment, before=before, changed=changed, by=shipment.order.seller, at=at
    )
