from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from suppliers.models import PriceList
from suppliers.models.price_list import ListedTier
from suppliers.products import price_lists, services
from tests.factories import ProductFactory, UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST = [ListedTier(1000, Decimal("0.05")), ListedTier(10_000, Decimal("0.0425"))]
SECOND = [ListedTier(1000, Decimal("0.06"))]


def save(product, tiers, at):
    services.save_product(product, tiers, by=UserFactory(), at=at)


def test_what_was_listed_on_a_day_can_be_asked_after_prices_changed():
    product = ProductFactory(unit="box", pieces_per_unit=50)
    save(product, FIRST, NOON)
    save(product, SECOND, NOON + 10 * DAY)

    before, later = (price_lists.listed_at(product, NOON + days * DAY) for days in (9, 10))

    assert (before.tiers, later.tiers) == (FIRST, SECOND)
    assert before.pieces == 50
    assert price_lists.listed_at(product, NOON - DAY) is None


def test_saving_the_same_prices_writes_no_list():
    product = ProductFactory()
    save(product, FIRST, NOON)
    product.name_en = "Another name"
    save(product, FIRST, NOON + DAY)

    assert PriceList.objects.count() == 1


@pytest.mark.parametrize(
    "change", [{"currency": "EUR"}, {"unit": "box"}, {"incoterm": "FCA", "incoterm_place": "Wuhan"}]
)
def test_the_same_figures_of_something_else_are_another_list(change):
    product = ProductFactory()
    save(product, FIRST, NOON)
    for name, value in change.items():
        setattr(product, name, value)
    save(product, FIRST, NOON + DAY)

    assert PriceList.objects.count() == 2


def test_taking_all_prices_away_is_a_list_too_and_never_having_any_is_none():
    product = ProductFactory()
    save(product, [], NOON)
    assert not PriceList.objects.exists()

    save(product, FIRST, NOON)
    save(product, [], NOON + DAY)

    assert price_lists.listed_at(product, NOON + DAY).tiers == []
    assert [one.tiers for one in price_lists.earlier_price_lists(product)] == [FIRST]


@pytest.mark.parametrize(
    "statement", ["UPDATE suppliers_pricelist SET currency = 'EUR'", "DELETE FROM suppliers_pricelist"]
)
def test_the_database_refuses_to_change_what_was_listed(statement):
    save(ProductFactory(), FIRST, NOON)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("price", "pieces", "each"), [("2.00", 50, "0.040000"), ("1", 3, "0.333333"), ("2.00", None, None)]
)
def test_the_price_of_a_piece_follows_from_the_size_of_the_unit(price, pieces, each):
    assert price_lists.price_per_piece(Decimal(price), pieces) == (each and Decimal(each))
