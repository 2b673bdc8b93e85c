"""Amounts in several currencies, made comparable for sorting and filtering. Offers keep their own currency."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings

FOUR_PLACES = Decimal("0.0001")


def in_usd(amount: Decimal, currency: str) -> Decimal:
    """About how many US dollars, at the site's reference rate (REFERENCE_RATES). Raises KeyError for others."""
    return (amount * settings.REFERENCE_RATES[currency]).quantize(FOUR_PLACES)
