from decimal import Decimal

import pytest

from buyers.models import Buyer
from buyers.services.approvals import ListedSum, dearest, is_above_limit
from tests.factories import PriceTierFactory, ProductFactory


def limited(limit, currency):
    return Buyer(approval_limit=limit and Decimal(limit), approval_currency=currency)


@pytest.mark.parametrize(
    ("limit", "currency", "amount", "of", "is_above"),
    [
        ("20000.00", "USD", "20000.00", "USD", False),
        ("20000.00", "USD", "20000.01", "USD", True),
        ("20000", "EUR", "20000", "USD", False),
        ("20000", "CNY", "20000", "EUR", True),
        (None, "", "9999999", "USD", False),
    ],
)
def test_a_sum_is_compared_with_the_limit_in_its_own_currency_or_about(limit, currency, amount, of, is_above):
    assert is_above_limit(limited(limit, currency), ListedSum(Decimal(amount), of)) is is_above


@pytest.mark.django_db
def test_the_dearest_line_counts_at_the_price_of_its_quantity():
    cheap, dear, silent = (ProductFactory() for _number in range(3))
    PriceTierFactory(product=cheap, from_quantity=1000, unit_price=Decimal("0.05"))
    PriceTierFactory(product=cheap, from_quantity=10_000, unit_price=Decimal("0.04"))
    PriceTierFactory(product=dear, from_quantity=10, unit_price=Decimal(90))

    assert dearest([(cheap, 20_000)]) == ListedSum(Decimal(800), "USD")
    assert dearest([(cheap, 500)]) == ListedSum(Decimal(25), "USD")
    assert dearest([(cheap, 20_000), (dear, 10), (silent, 5)]) == ListedSum(Decimal(900), "USD")
    assert dearest([(silent, 5)]) is None
