"""Pages of shipments: for both sides and for a forwarder with a link; what is wrong is said at the field, the rest stays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from buyers.delivery.models import CarrierReading, Leg, Shipment, ShipmentEvent, ShipmentLot
from buyers.trade.models import Order, Side
from suppliers.models import Membership
from tests.factories.delivery import (
    GuestLinkFactory,
    LegFactory,
    ShipmentEventFactory,
    ShipmentFactory,
    ShipmentLotFactory,
)
from tests.factories.trade import OrderFactory

LIST_QUERIES = 20
LEG = {"mode": "sea", "origin": "Shanghai", "destination": "DEHAM", "carrier": "Ocean Example Line"}


def seller_of(order):
    return Membership.objects.get(supplier=order.supplier_id).user


@pytest.fixture
def shipment(db):
    return ShipmentFactory()


@pytest.fixture
def supplier(client, shipment):
    client.force_login(seller_of(shipment.order))
    return client


def url(name, *args):
    return reverse(f"delivery:{name}", args=args)


def test_the_supplier_opens_a_shipment(client, db):
    order = OrderFactory()
    client.force_login(seller_of(order))

    answer = client.post(url("order-shipments", order.pk), {"mode": "air", "forwarder": "Sinotrans Hubei"})

    made = Shipment.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert (made.order, made.mode, made.forwarder, made.created_by) == (order, "air", "Sinotrans Hubei", order.seller)


def test_a_wrong_digit_of_a_container_is_said_at_the_field_and_all_else_stays(supplier, shipment):
    page = url("shipment-leg", shipment.pk, 1)

    answer = supplier.post(page, {**LEG, "container": "CSQU3054384", "seal": "MLCN 44132"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "The last digit does not fit the others: compare it with the bill of lading. (CSQU3054384)" in text
    assert 'value="CSQU3054384"' in text and 'value="Ocean Example Line"' in text
    assert not Leg.objects.exists()
    supplier.post(page, {**LEG, "container": "csqu 305438-3"})
    leg = Leg.objects.get()
    assert (leg.container, leg.origin, leg.destination) == ("CSQU3054383", "CNSHA", "DEHAM")


def test_an_air_waybill_with_a_wrong_digit_is_refused(supplier, shipment):
    page, leg = url("shipment-leg", shipment.pk, 1), {**LEG, "mode": "air"}

    assert "(176-12345676)" in supplier.post(page, {**leg, "bill": "176-12345676"}).content.decode()
    supplier.post(page, {**leg, "bill": "176 1234 5675"})

    assert Leg.objects.get().bill == "176-12345675"


def test_a_scanned_label_fills_what_was_left_empty(supplier, shipment):
    label = "010950110153000317290531" + "10B2611\x1d21S-77"

    answer = supplier.post(url("shipment-goods", shipment.pk), {"line": "1", "quantity": "20,000", "scan": label})

    lot = ShipmentLot.objects.get()
    assert answer.status_code == 302
    assert (lot.quantity, lot.lot, lot.gtin, f"{lot.expires_on}", lot.serials) == (
        20_000,
        "B2611",
        "09501101530003",
        "2029-05-31",
        ["S-77"],
    )


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"scan": "(01)09501101530004(10)B1"}, "the GTIN in this label does not fit"),
        ({"scan": "(01)09501101530003(10)B1", "lot": "B2"}, "The label says B1."),
        ({"quantity": "50,001"}, "50000 ordered; 50000 are still free"),
        ({"quantity": "-3"}, "Enter a whole number"),
        ({"line": "7"}, "7"),
        ({"made_on": "2029-06-01", "expires_on": "2028-06-01"}, "before the day of make"),
        ({"net_kg": "12", "gross_kg": "11.5"}, "The gross weight is below the net weight."),
    ],
)
def test_goods_that_cannot_be_are_refused_with_a_sentence(supplier, shipment, typed, words):
    answer = supplier.post(url("shipment-goods", shipment.pk), {"line": "1", "quantity": "10", **typed})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ShipmentLot.objects.exists()


def test_rows_of_a_spreadsheet_come_in_together_or_not_at_all(supplier, shipment):
    page = url("shipment-table", shipment.pk)
    good = "Line\tLot\tUnits\tExpiry\n1\tB1\t20,000\t2029-05-31\t2026-11-02\t40\n1\tB2\t10000\n"

    answer = supplier.post(page, {"table": good + "1\tB3\tmany\n"})
    assert "Row 3, units: “many” cannot be read." in answer.content.decode()
    assert "Row" not in supplier.post(page, {"table": good}).content.decode()

    rows = [(lot.lot, lot.quantity, lot.cartons) for lot in ShipmentLot.objects.order_by("pk")]
    assert rows == [("B1", 20_000, 40), ("B2", 10_000, None)]


def test_a_day_that_is_ahead_did_not_happen(supplier, shipment):
    page = url("shipment-report", shipment.pk, "departed")
    entry = {"kind": "happened", "place": "CNSHA", "day": "2035-01-31", "time": "10:00", "note": "On the Example Star"}

    answer = supplier.post(page, entry)

    assert "the day is ahead. Choose “expected”." in answer.content.decode()
    assert "On the Example Star" in answer.content.decode()
    supplier.post(page, {**entry, "kind": "expected"})
    event = ShipmentEvent.objects.get()
    assert event.happens_at == datetime(2035, 1, 31, 2, 0, tzinfo=UTC) and event.offset_minutes == 480


def test_the_page_says_where_the_goods_are_and_what_cannot_be_true(supplier, shipment):
    LegFactory(shipment=shipment)
    ShipmentLotFactory(shipment=shipment)
    ShipmentEventFactory(shipment=shipment)
    ShipmentEventFactory(
        shipment=shipment, code="delivered", place="DEHAM", happens_at=datetime(2026, 11, 19, tzinfo=UTC)
    )
    old = datetime.now(UTC) - timedelta(days=3)
    CarrierReading.objects.create(
        shipment=shipment, carrier="EXMP", reference="EXMP1", tried_at=old, answered_at=old, problem="busy"
    )

    text = supplier.get(shipment.get_absolute_url()).content.decode()

    for words in ("On the way", "Shanghai (CNSHA)", "One of the two is wrong", "CSQU3054383", "EXMP is unreachable"):
        assert words in text
    assert 'class="way"' in text
    order_page = supplier.get(shipment.order.get_absolute_url()).content.decode()
    assert "Reports contradict each other" in order_page


def test_a_forwarder_with_a_link_reports_and_sees_nothing_else(client, shipment):
    other = ShipmentFactory(order=shipment.order)
    link = GuestLinkFactory(order=shipment.order, shipment=shipment, side=Side.BUYER, token="t-1")
    start = client.get(url("guest-shipment", "t-1"))
    assert start.headers["Location"] == url("guest-shipment-one", "t-1", shipment.number)

    client.post(url("guest-shipment-goods", "t-1", shipment.number), {"line": "1", "quantity": "100", "lot": "B1"})
    client.post(url("guest-shipment-leg", "t-1", shipment.number, 1), LEG)
    entry = {"kind": "expected", "place": "DEHAM", "day": "2035-01-31", "time": "10:00"}
    client.post(url("guest-shipment-report", "t-1", shipment.number, "arrived"), entry)

    event = ShipmentEvent.objects.get()
    assert (event.guest, event.recorded_by, event.side, event.source) == (link, None, "buyer", "guest")
    assert ShipmentLot.objects.get().shipment == Leg.objects.get().shipment == shipment
    page = client.get(url("guest-shipment-one", "t-1", shipment.number)).content.decode()
    assert "Wei Lan, Yangtze Freight Forwarding" in page and "Take back" in page
    assert client.get(url("guest-shipment-one", "t-1", other.number)).status_code == 404
    assert client.get(url("guest-shipment", "t-2")).status_code == 404


def test_a_link_of_the_whole_order_opens_its_own_shipments_alone(client, shipment):
    GuestLinkFactory(order=shipment.order, token="t-1")

    answer = client.post(url("guest-shipment", "t-1"), {"mode": "sea", "forwarder": "Yangtze"})

    made = Shipment.objects.exclude(pk=shipment.pk).get()
    assert answer.headers["Location"] == url("guest-shipment-one", "t-1", made.number)
    assert made.guest is not None and made.created_by is None
    assert client.get(url("guest-shipment-one", "t-1", shipment.number)).status_code == 404


def test_what_is_reported_twice_and_taken_back_twice_is_said(supplier, shipment):
    event = ShipmentEventFactory(shipment=shipment)
    page = url("shipment-take-back", shipment.pk)

    for _press in range(2):
        supplier.post(page, {"event": event.pk})

    assert ShipmentEvent.objects.filter(retracts=event).count() == 1
    assert "was taken back before" in supplier.get(shipment.get_absolute_url()).content.decode()
    assert supplier.post(page, {"event": "x"}).status_code == 404


def test_nothing_is_written_of_an_order_that_is_over(supplier, shipment):
    Order.objects.filter(pk=shipment.order_id).update(status=Order.Status.CANCELLED)

    answer = supplier.post(url("shipment-leg", shipment.pk, 1), LEG)

    assert "The order does not run" in answer.content.decode()
    assert supplier.get(shipment.get_absolute_url()).status_code == 200


def test_the_list_of_shipments_costs_the_same_for_one_and_three(supplier, shipment, django_assert_num_queries):
    def fill(one):
        LegFactory(shipment=one)
        ShipmentLotFactory(shipment=one, quantity=100)
        ShipmentEventFactory(shipment=one)

    page = url("order-shipments", shipment.order_id)
    fill(shipment)
    supplier.get(page)
    with django_assert_num_queries(LIST_QUERIES):
        supplier.get(page)
    for _more in range(2):
        fill(ShipmentFactory(order=shipment.order))
    with django_assert_num_queries(LIST_QUERIES):
        supplier.get(page)


def test_the_page_leads_to_documents_and_names_the_limit_that_keeps_the_goods_from_being_booked(client, db):
    order = OrderFactory(terms={"shelf_life_months": 18})
    shipment = ShipmentFactory(order=order)
    ShipmentLotFactory(shipment=shipment, lot="26110007", expires_on=date(2027, 3, 2))
    pages = ("shipment-documents", "temperature", "shipment-archive", "shipment-workbook")
    own = url("goods", order.pk, 1)

    for person, is_supplier in ((seller_of(order), True), (order.buyer.user, False)):
        client.force_login(person)
        shown = client.get(url("shipment", shipment.pk)).text
        assert all(f'href="{url(name, shipment.pk)}"' in shown for name in pages)
        assert f'href="{url("issued", order.pk)}"' in shown
        assert "Cannot be booked" in shown and "18 months" in shown
        assert (own in shown) is is_supplier
