from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from buyers.catalogue.prices import Price, decimal, estimate, money, number, price_of, tier_price
from buyers.catalogue.rates import Rates
from suppliers.models import PriceTier, Product
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
def test_the_price_of_the_minimum_order_is_named_with_the_quantity_from_which_it_holds():
    product = ProductFactory(unit="pair", moq=5_000)
    PriceTierFactory(product=product, from_quantity=100_000, unit_price=Decimal("0.04"))
    first = PriceTierFactory(product=product, from_quantity=1_000, unit_price=Decimal("0.05"))

    assert price_of(product) == tier_price(product, first) == Price("US$0.05 / pair", "from 1,000", "US$0.0250 a piece")


def test_a_unit_of_several_pieces_says_what_a_piece_costs():
    tier = PriceTier(from_quantity=100, unit_price=Decimal("1.85"))

    def of(unit, pieces=None):
        return tier_price(Product(unit=unit, pieces_per_unit=pieces, currency="USD"), tier).per_piece

    assert of("box", 50) == "US$0.0370 a piece"
    assert of("box", 60) == "US$0.030833 a piece"
    assert of("box") == of("piece") == of("bottle", 1) == ""


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0.5", "≈ €0.25"),
        ("0.0334", "≈ €0.0167"),
        ("0.0001", "≈ €0.00005"),
        ("24690.24", "≈ €12,345.12"),
        ("9", "≈ €4.50"),
    ],
)
def test_an_estimate_has_no_digits_that_say_nothing(amount, words):
    known = Rates(date(2026, 11, 2), per_euro={"EUR": Decimal(1), "USD": Decimal(2)})

    assert estimate(Decimal(amount), "USD", "EUR", known) == words
    assert estimate(Decimal(amount), "USD", "USD", known) == ""
    assert estimate(Decimal(amount), "USD", "GBP", known) == ""
    assert estimate(Decimal(amount), "USD", "EUR", Rates()) == ""


@pytest.mark.django_db
def test_without_tiers_no_price_is_named():
    assert price_of(ProductFactory()) is None
