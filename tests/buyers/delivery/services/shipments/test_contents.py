"""What is in a shipment: never more than the order may have, and nothing changes once it was handed over."""

import pytest

from buyers.delivery.models import Shipment, ShipmentChange, ShipmentLot
from buyers.delivery.services.shipments import refusals
from buyers.delivery.services.shipments.authors import Author, of_guest
from buyers.delivery.services.shipments.contents import LotEntry, add_lots, open_shipment, quantities_of, remove_lot
from buyers.trade.models import Order, Side
from tests.factories import NOON
from tests.factories.delivery import GuestLinkFactory, ShipmentFactory, ShipmentLotFactory
from tests.factories.trade import OrderFactory
from tests.threads import together


def supplier(order):
    return Author(Side.SUPPLIER, person=order.seller)


def test_shipments_of_an_order_are_numbered_and_counted_together(db):
    order = OrderFactory(terms={"tolerance_bp": 500})

    first = open_shipment(order, mode="sea", lots=[LotEntry(1, 20_000, "A1")], author=supplier(order), at=NOON)
    second = open_shipment(order, mode="air", lots=[LotEntry(1, 30_000, "A2")], author=supplier(order), at=NOON)

    assert (first.number, second.number, quantities_of(order)) == (1, 2, {1: 50_000})
    with pytest.raises(refusals.TooMany) as refusal:
        add_lots(second, [LotEntry(1, 2_501, "A3")], author=supplier(order), at=NOON)
    assert (refusal.value.ordered, refusal.value.allowed, refusal.value.most) == (50_000, 52_500, 2_500)
    add_lots(second, [LotEntry(1, 2_500, "A3")], author=supplier(order), at=NOON)


def test_of_several_lots_all_are_taken_or_none(db):
    shipment = ShipmentFactory()
    who = supplier(shipment.order)

    for wrong, refusal in (
        (LotEntry(2, 1, "X"), refusals.UnknownLine),
        (LotEntry(1, 60_000, "X"), refusals.TooMany),
        (LotEntry(1, 10, "A1"), refusals.LotTwice),
    ):
        with pytest.raises(refusal):
            add_lots(shipment, [LotEntry(1, 10, "A1"), wrong], author=who, at=NOON)
    assert not ShipmentLot.objects.exists()


def test_the_buyer_opens_an_empty_shipment_and_packs_none(db):
    order = OrderFactory()
    buyer = Author(Side.BUYER, person=order.placed_by)

    shipment = open_shipment(order, mode="sea", author=buyer, at=NOON)

    with pytest.raises(refusals.NotTheirs):
        add_lots(shipment, [LotEntry(1, 1)], author=buyer, at=NOON)
    forwarder = of_guest(GuestLinkFactory(order=order, side=Side.BUYER))
    assert add_lots(shipment, [LotEntry(1, 1)], author=forwarder, at=NOON)


def test_nothing_is_shipped_of_an_order_that_does_not_run(db):
    order = OrderFactory(status=Order.Status.CANCELLED)

    with pytest.raises(refusals.NotRunning):
        open_shipment(order, mode="sea", author=supplier(order), at=NOON)


def test_what_stood_in_a_lot_that_was_taken_out_is_kept(db):
    lot = ShipmentLotFactory(lot="26110007")

    remove_lot(lot, author=supplier(lot.shipment.order), at=NOON)

    change = ShipmentChange.objects.get()
    assert not ShipmentLot.objects.exists()
    assert (change.subject, change.before, change.changed_by) == ("lot:26110007", "50000", lot.shipment.order.seller)


def test_two_people_who_add_the_same_goods_at_once_add_them_once(committing):
    order = OrderFactory()
    first, second = ShipmentFactory(order=order), ShipmentFactory(order=order)
    entry = [LotEntry(1, 30_000, "A1")]

    results = together(
        lambda: add_lots(first, entry, author=supplier(order), at=NOON),
        lambda: add_lots(second, entry, author=supplier(order), at=NOON),
    )

    assert sorted(type(one).__name__ for one in results) == ["TooMany", "list"]
    assert quantities_of(order) == {1: 30_000}
    assert Shipment.objects.count() == 2
