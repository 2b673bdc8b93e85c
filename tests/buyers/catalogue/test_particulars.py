from datetime import date
from decimal import Decimal

import pytest

from audits.models import NO_PRICE, Clearance
from buyers.catalogue.particulars import rows_of
from tests.factories import ClearanceFactory, PriceTierFactory, ProductFactory

pytestmark = pytest.mark.django_db


def test_days_and_amounts_are_the_same_on_every_database():
    product = ProductFactory()
    PriceTierFactory(product=product, from_quantity=500, unit_price=Decimal("0.0375"))
    ClearanceFactory(product=product, valid_until=date(2027, 3, 14), price_usd=Decimal("0.05"))
    ClearanceFactory(price_usd=NO_PRICE)

    priced, bare = rows_of(Clearance.objects.all(), "id")

    assert (priced.valid_until, priced.price_usd, priced.unit_price) == (
        date(2027, 3, 14),
        Decimal("0.05"),
        Decimal("0.0375"),
    )
    assert (bare.price_usd, bare.unit_price, bare.picture) == (NO_PRICE, None, None)


def test_of_equal_prices_the_one_for_the_smaller_quantity_is_named():
    product = ProductFactory()
    for quantity in (5000, 500):
        PriceTierFactory(product=product, from_quantity=quantity, unit_price=Decimal(1))
    ClearanceFactory(product=product)

    assert [row.from_quantity for row in rows_of(Clearance.objects.all(), "id")] == [500]


def test_rows_come_in_the_order_asked_for_and_keep_their_limit():
    dear, cheap = (ClearanceFactory(price_usd=price) for price in (Decimal(2), Decimal(1)))

    assert [row.id for row in rows_of(Clearance.objects.all(), "price_usd", "id")] == [cheap.pk, dear.pk]
    assert [row.id for row in rows_of(Clearance.objects.order_by("pk")[:1], "price_usd")] == [dear.pk]
    assert [row.id for row in rows_of(Clearance.objects.all(), "-id")] == [cheap.pk, dear.pk]


def test_where_nothing_can_be_found_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert rows_of(Clearance.objects.none(), "id") == []
