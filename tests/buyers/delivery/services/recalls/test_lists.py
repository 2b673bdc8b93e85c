"""Lot, serial number, GTIN or model lead to shipments and buyers; what nobody typed is said."""

import io

import pytest
from openpyxl import load_workbook

from buyers.delivery.services.recalls.lists import make_workbook, recall_list
from buyers.trade.models import Order
from tests.buyers.trade.watched_orders import happens, watched_order
from tests.factories.delivery import ShipmentLotFactory
from tests.factories.trade import OrderFactory

pytestmark = pytest.mark.usefixtures("countries")


@pytest.fixture
def lots(countries):
    """Two orders with lots; the first buyer took pumps with serial numbers."""
    pumps, masks = OrderFactory(), OrderFactory()
    pumps.lines.get().product.__class__.objects.filter(pk=pumps.lines.get().product_id).update(model="IP-7 Plus")
    return [
        ShipmentLotFactory(shipment__order=pumps, lot="", serials=["SN10077", "SN10078"], gtin="06970000000017"),
        ShipmentLotFactory(shipment__order=masks, lot="2611A007"),
    ]


@pytest.mark.parametrize("words", ["SN10077", "sn10078", "6970000000017", "06970000000017", "ip-7", "IP-7 Plus"])
def test_pumps_are_found_by_serial_number_gtin_and_model(lots, words):
    found = recall_list(words, Order.objects.all())

    assert [row.lot for row in found.rows] == [lots[0]]


def test_a_lot_is_found_whatever_its_case_and_never_by_a_part(lots):
    assert [row.lot for row in recall_list(" 2611a007 ", Order.objects.all()).rows] == [lots[1]]
    assert recall_list("2611", Order.objects.all()).rows == []
    assert recall_list("SN1007", Order.objects.all()).rows == [], "a part of a serial number is another number"


def test_each_side_finds_its_own_orders_alone(lots):
    mine = Order.objects.filter(buyer=lots[1].shipment.order.buyer)

    assert [row.lot for row in recall_list("", mine).rows] == [lots[1]]


def test_orders_that_went_out_without_lots_are_named(countries):
    order = watched_order()
    happens(order, "transport_document", order.placed_at.date())

    found = recall_list("", Order.objects.all())

    assert found.rows == []
    assert [line.order for line in found.unrecorded] == [order]
    sheet = load_workbook(io.BytesIO(make_workbook(found))).active
    assert "No lots on record for these orders" in [cell.value for cell in sheet["A"]]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_three_queries(countries, count, django_assert_num_queries):
    order = OrderFactory()
    for _one in range(count):
        ShipmentLotFactory(shipment__order=order)

    with django_assert_num_queries(3):
        recall_list("", Order.objects.all())
