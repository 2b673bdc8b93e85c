"""The page of the watch over one order, for both sides."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.buyers.trade.watched_orders import watched_order
from tests.factories import ClearanceFactory, MarketFactory

pytestmark = pytest.mark.usefixtures("countries")

ENDED = timezone.localdate() - timedelta(days=2)
"""Over everywhere: no day is longer than two of the site's."""


def page(client, order, user):
    client.force_login(user)
    return client.get(reverse("trade:watch", args=[order.pk]))


def test_the_buyer_reads_what_is_stopped_and_where_else_the_goods_may_go(client):
    order = watched_order(until=ENDED)
    ClearanceFactory(
        product=order.watched[0].product,
        market=MarketFactory(id="US"),
        valid_until=timezone.localdate() + timedelta(days=99),
    )
    text = page(client, order, order.placed_by).text
    assert "Not cleared for Germany since" in text
    assert "United States" in text
    assert "Cancel what has not been shipped" in text
    assert "Renew the document" not in text


def test_the_supplier_reads_what_the_supplier_may_do(client):
    order = watched_order(until=ENDED)
    text = page(client, order, order.seller).text
    assert "Renew the document" in text
    assert "the buyer may cancel" in text


def test_who_belongs_to_both_sides_reads_it_from_neither(client):
    order = watched_order()
    order.supplier.memberships.create(user=order.placed_by, role="owner")
    assert page(client, order, order.placed_by).status_code == 404


@pytest.mark.parametrize("lines", [1, 3])
def test_the_page_costs_the_same_for_one_line_and_for_three(client, lines, django_assert_num_queries):
    order = watched_order(until=ENDED, lines=lines)
    page(client, order, order.placed_by)
    with django_assert_num_queries(19):
        client.get(reverse("trade:watch", args=[order.pk]))
