"""Prices as buyers read them: in the offer's own currency, from which quantity on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_currency, format_decimal
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from suppliers.models import PriceTier, Product


@dataclass(frozen=True, slots=True)
class Price:
    """A price per unit in words, and from which quantity on it holds."""

    text: str
    note: str


def price_of(product: Product) -> Price | None:
    """The lowest price of the offer; None where none is named."""
    return price_of_tiers(product, list(product.price_tiers.all()))


def price_of_tiers(product: Product, tiers: Sequence[PriceTier]) -> Price | None:
    """The lowest of these prices; None where there are none."""
    return tier_price(product, min(tiers, key=lambda tier: tier.unit_price)) if tiers else None


def tier_price(product: Product, tier: PriceTier) -> Price:
    """One tier in words."""
    unit, quantity = product.get_unit_display(), number(tier.from_quantity)
    text = _("%(price)s / %(unit)s") % {"price": money(tier.unit_price, product.currency), "unit": unit}
    return Price(text, _("from %(quantity)s") % {"quantity": quantity})


def money(amount: Decimal, currency: str) -> str:
    """An amount in the reader's notation; a price that says more than cents keeps its places."""
    places = 2 if amount == amount.quantize(Decimal("0.01")) else 4
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


def tier_at(tiers: Sequence[PriceTier], quantity: int) -> PriceTier | None:
    """The tier that holds for that quantity; the smallest one where it is below all, None where there are none."""
    ordered = sorted(tiers, key=lambda tier: tier.from_quantity)
    reached = [tier for tier in ordered if tier.from_quantity <= quantity]
    return reached[-1] if reached else next(iter(ordered), None)
