from decimal import Decimal

import pytest
from django.utils import translation

from buyers.catalogue.prices import Price, decimal, money, number, price_of, tier_price
from tests.factories import PriceTierFactory, ProductFactory


@pytest.mark.parametrize(
    ("amount", "currency", "english", "chinese"),
    [
        ("0.05", "USD", "US$0.05", "US$0.05"),
        ("0.0375", "USD", "US$0.0375", "US$0.0375"),
        ("0.0500", "EUR", "€0.05", "€0.05"),
        ("1234.5", "CNY", "CN¥1,234.50", "¥1,234.50"),
        ("2.3456", "USD", "US$2.3456", "US$2.3456"),
    ],
)
def test_an_amount_says_whose_money_it_is_and_keeps_the_places_that_matter(amount, currency, english, chinese):
    assert money(Decimal(amount), currency) == english
    with translation.override("zh-hans"):
        assert money(Decimal(amount), currency) == chinese


def test_numbers_are_grouped():
    assert number(1_250_000) == "1,250,000"
    assert decimal(1240.50) == "1,240.5"


@pytest.mark.django_db
def test_the_lowest_price_is_named_with_the_quantity_from_which_it_holds():
    product = ProductFactory(unit="pair")
    low = PriceTierFactory(product=product, from_quantity=100_000, unit_price=Decimal("0.04"))
    PriceTierFactory(product=product, from_quantity=1_000, unit_price=Decimal("0.05"))

    assert price_of(product) == tier_price(product, low) == Price("US$0.04 / pair", "from 100,000")


@pytest.mark.django_db
def test_without_tiers_no_price_is_named():
    assert price_of(ProductFactory()) is None
