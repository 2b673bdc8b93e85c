"""Prices as buyers read them: in the offer's own currency, from which quantity on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_currency, format_decimal
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from buyers.catalogue.rates import Rates
from suppliers.models import PriceTier, Product
from suppliers.products.price_lists import price_per_piece
from suppliers.products.price_tiers import tier_for

ESTIMATE_DIGITS = 3
"""Digits that an estimate below ten keeps: a rate of the day is no surer."""


@dataclass(frozen=True, slots=True)
class Price:
    """A price per unit in words, from which quantity on it holds, and what a piece costs where a unit holds several."""

    text: str
    note: str
    per_piece: str = ""


def price_of(product: Product) -> Price | None:
    """The price of the minimum order; None where none is named."""
    return price_of_tiers(product, list(product.price_tiers.all()))


def price_of_tiers(product: Product, tiers: Sequence[PriceTier]) -> Price | None:
    """Of these prices the one of the minimum order; None where there are none."""
    return at_quantity(product, tiers, None)


def at_quantity(product: Product, tiers: Sequence[PriceTier], quantity: int | None) -> Price | None:
    """Of these prices the one that so many units have, of the minimum order where none is named; None without prices."""
    tier = tier_for(tiers, quantity or product.moq)
    return tier_price(product, tier) if tier else None


def estimate(amount: Decimal, currency: str, into: str, rates: Rates) -> str:
    """About how much that is in the other currency, in words; empty where it is the same or no rate is known."""
    converted = None if currency == into else rates.convert(amount, of=currency, into=into)
    return f"≈ {money(rounded(converted), into)}" if converted else ""


def rounded(amount: Decimal) -> Decimal:
    """An estimate without digits that say nothing: cents from ten on, three digits below."""
    if amount >= 10:
        return amount.quantize(Decimal("0.01"))
    places = min(6, ESTIMATE_DIGITS - 1 - amount.adjusted())
    return amount.quantize(Decimal(1).scaleb(-places))


def tier_price(product: Product, tier: PriceTier) -> Price:
    """One tier in words."""
    unit, quantity = product.get_unit_display(), number(tier.from_quantity)
    text = _("%(price)s / %(unit)s") % {"price": money(tier.unit_price, product.currency), "unit": unit}
    return Price(text, _("from %(quantity)s") % {"quantity": quantity}, per_piece(product, tier.unit_price))


def per_piece(product: Product, unit_price: Decimal) -> str:
    """What one piece of a larger unit costs, in words; empty where the unit is a piece, or its size is not stated."""
    pieces = product.pieces
    price = price_per_piece(unit_price, pieces) if pieces and pieces > 1 else None
    return "" if price is None else _("%(price)s a piece") % {"price": money(price, product.currency)}


def money(amount: Decimal, currency: str) -> str:
    """An amount in the reader's notation; a price that says more than cents keeps its places."""
    exponent = amount.normalize().as_tuple().exponent
    places = 2 if amount == amount.quantize(Decimal("0.01")) else max(4, -int(exponent))
    return format_currency(amount, currency, f"¤#,##0.{'0' * places}", locale=_locale(), currency_digits=False)


def number(value: int) -> str:
    """A number in the reader's notation."""
    return format_decimal(value, locale=_locale())


def decimal(value: float) -> str:
    """A measure in the reader's notation, with the places that it has."""
    return format_decimal(Decimal(str(value)), format="#,##0.######", locale=_locale())


def _locale() -> str:
    """English as the world writes it: 'US$' says whose dollars."""
    locale = to_locale(get_language() or "en")
    return "en_001" if locale == "en" else locale
