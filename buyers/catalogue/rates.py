"""Prices in the reader's currency: estimates by the latest reference rates that we hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from babel.core import get_global
from django.conf import settings

from buyers.catalogue import reference
from buyers.models import ExchangeRate
from suppliers.models import Currency

EURO = "EUR"
USUAL = "USD"
"""The currency of readers whose own one has no rate."""


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of one day. ``day`` is None where we hold none: then nothing is converted."""

    day: date | None = None
    is_demonstration: bool = False
    per_euro: Mapping[str, Decimal] = field(default_factory=dict, hash=False, compare=False)
    """How much of each currency one euro is worth."""

    def convert(self, amount: Decimal, *, of: str, into: str) -> Decimal | None:
        """About how much that is; None where a rate is missing."""
        known, wanted = self.per_euro.get(of), self.per_euro.get(into)
        return None if known is None or wanted is None else amount / known * wanted

    def in_dollars(self, currency: str) -> Decimal:
        """How many US dollars one unit of a currency of offers is: by these rates, else by the site's reference rate."""
        return self.convert(Decimal(1), of=currency, into=USUAL) or settings.REFERENCE_RATES[currency]

    @property
    def currencies(self) -> list[str]:
        """What a reader may choose, by code; without rates the currencies of offers."""
        return sorted(self.per_euro) or sorted(Currency.values)


def rates() -> Rates:
    """The rates of the latest day that was imported."""
    return reference.keep("rates", _latest)


def _latest() -> Rates:
    """In one query."""
    latest = ExchangeRate.objects.order_by("-day").values("day")[:1]
    found = list(ExchangeRate.objects.filter(day=latest))
    if not found:
        return Rates()
    return Rates(
        found[0].day,
        any(one.is_demonstration for one in found),
        {EURO: Decimal(1), **{one.currency: one.per_euro for one in found}},
    )


def currency_of(country: str, known: Rates) -> str:
    """The currency that people in that country pay with, where we hold a rate for it; else US dollars."""
    used = get_global("territory_currencies").get(country.partition("-")[0], [])
    current = [code for code, _since, until, is_tender in used if until is None and is_tender]
    return next((code for code in current if code in known.per_euro), USUAL)
