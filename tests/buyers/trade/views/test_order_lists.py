"""Lists of orders: what needs me, what waits for others, what is done; nobody sees another organisation's."""

import pytest
from django.urls import reverse

from buyers.trade.models import Order
from tests.factories import BuyerFactory, SupplierFactory, UserFactory
from tests.factories.trade import OrderFactory

pytestmark = pytest.mark.django_db


def rows(client, person, url, show):
    client.force_login(person)
    return [row.number for row in client.get(url, {"show": show}).context["rows"]]


def test_each_side_sees_its_orders_under_what_they_wait_for(client):
    order = OrderFactory()
    done = OrderFactory(buyer=order.buyer, supplier=order.supplier, status=Order.Status.DECLINED)
    mine, theirs = reverse("trade:orders"), reverse("trade:supplier-orders", args=[order.supplier_id])

    assert rows(client, order.buyer.user, mine, "mine") == [order.number]
    assert rows(client, order.buyer.user, mine, "done") == [done.number]
    assert rows(client, order.seller, theirs, "mine") == []
    assert rows(client, order.seller, theirs, "waiting") == [order.number]


def test_what_waits_for_a_second_member_is_not_in_the_suppliers_list(client):
    order = OrderFactory(status=Order.Status.TO_APPROVE, is_signed=False)
    url = reverse("trade:supplier-orders", args=[order.supplier_id])

    assert rows(client, order.seller, url, "waiting") == []
    assert rows(client, order.buyer.user, reverse("trade:orders"), "mine") == [order.number]


def test_the_lists_of_others_hold_nothing_of_mine(client):
    order = OrderFactory()

    assert rows(client, BuyerFactory().user, reverse("trade:orders"), "mine") == []
    client.force_login(UserFactory())
    assert client.get(reverse("trade:supplier-orders", args=[order.supplier_id])).status_code == 404
    assert client.get(reverse("trade:orders")).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_query_count(client, count, django_assert_num_queries):
    buyer, supplier = BuyerFactory(), SupplierFactory()
    orders = [OrderFactory(buyer=buyer, supplier=supplier) for _number in range(count)]
    client.force_login(orders[0].seller)
    url = reverse("trade:supplier-orders", args=[supplier.pk])
    client.get(url)

    with django_assert_num_queries(13):
        client.get(url)
