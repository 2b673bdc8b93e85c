"""Amounts made comparable."""

from decimal import Decimal

import pytest

from kpmarket.foundation.money import in_usd


def test_an_amount_is_converted_at_the_sites_reference_rate(settings):
    settings.REFERENCE_RATES = {"USD": Decimal(1), "CNY": Decimal("0.14")}

    assert (in_usd(Decimal("0.5"), "USD"), in_usd(Decimal("0.5"), "CNY")) == (Decimal("0.5000"), Decimal("0.0700"))


def test_a_currency_without_a_rate_is_no_currency_of_ours():
    with pytest.raises(KeyError):
        in_usd(Decimal(1), "XYZ")
