"""How many orders and how much money rest on products in markets, as the audit desk sees it before it acts."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from audits.clearances import dependants
from audits.clearances.dependants import Dependants
from buyers.trade.models import Order
from buyers.trade.services.dependants import count_dependants
from suppliers.models import Certificate
from tests.buyers.trade.money import hold
from tests.buyers.trade.watched_orders import watched_order
from tests.factories import AuditorFactory
from tests.factories.trade import HolderFactory

pytestmark = pytest.mark.usefixtures("countries")

TODAY = date(2026, 11, 24)


@pytest.fixture
def order():
    order = watched_order(holder=HolderFactory())
    hold(order, 1, 126_000)
    return order


@pytest.fixture
def desk(client, settings):
    settings.EASE_SECOND_FACTOR = True
    client.force_login(AuditorFactory(level="senior").user)
    return client


def products_of(order):
    return {line.product_id for line in order.watched}


def test_orders_in_force_and_what_is_held_for_them_are_counted_once(order):
    other = watched_order(holder=order.holder, lines=2, currency="JPY")
    hold(other, 1, 5_000)
    found = count_dependants({"EU": products_of(order) | products_of(other)}, TODAY)
    assert found == Dependants(orders=2, held=(("JPY", Decimal(5000)), ("USD", Decimal("1260.00"))))


def test_other_markets_other_products_and_orders_that_are_over_do_not_count(order):
    assert count_dependants({"US": products_of(order)}, TODAY) == Dependants()
    assert count_dependants({"EU": {0}}, TODAY) == Dependants()
    assert count_dependants({"EU": products_of(order)}, date(2026, 11, 1)) == Dependants()
    Order.objects.update(status=Order.Status.COMPLETED)
    assert count_dependants({"EU": products_of(order)}, TODAY) == Dependants()


def test_the_count_costs_as_many_queries_for_three_orders_as_for_one(order, django_assert_num_queries):
    others = [watched_order(), watched_order()]
    for orders in ([order], [order, *others]):
        with django_assert_num_queries(3):
            count_dependants({"EU": set().union(*map(products_of, orders))}, TODAY)


def test_the_desk_counts_trade_without_knowing_it(order):
    counted = dependants.count_dependants({"EU": products_of(order)}, on=TODAY)
    assert (counted.orders, counted.held) == (1, (("USD", Decimal("1260.00")),))


def test_whoever_revokes_a_document_sees_the_orders_first(order, desk):
    document = order.watched[0].document
    page = desk.get(reverse("admin:audits_certificatecase_change", args=[document.pk]))
    assert "1 order in force" in page.text
    assert "USD 1,260.00 held" in page.text


def test_whoever_suspends_a_supplier_sees_the_orders_first(order, desk):
    page = desk.get(reverse("admin:audits_suppliercase_change", args=[order.supplier_id]))
    assert "1 order in force" in page.text


def test_a_case_without_an_act_that_takes_something_away_counts_nothing(order, desk):
    document = order.watched[0].document
    Certificate.objects.filter(pk=document.pk).update(status="submitted")
    page = desk.get(reverse("admin:audits_certificatecase_change", args=[document.pk]))
    assert page.context["dependants"] is None
    assert "in force" not in page.text
