from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from buyers.catalogue import reference
from buyers.catalogue.rates import Rates, currency_of, rates
from buyers.models import ExchangeRate

pytestmark = pytest.mark.django_db


def add(day, **per_euro):
    for currency, amount in per_euro.items():
        ExchangeRate.objects.create(day=day, currency=currency, per_euro=Decimal(amount))
    reference.forget()


def test_the_rates_are_those_of_the_latest_day():
    today = timezone.localdate()
    add(today - timedelta(days=30), USD="9", GBP="9")
    add(today - timedelta(days=3), USD="1.25", JPY="160")

    known = rates()

    assert known.day == today - timedelta(days=3)
    assert known.currencies == ["EUR", "JPY", "USD"]
    assert known.convert(Decimal(10), of="USD", into="EUR") == Decimal(8)
    assert known.convert(Decimal(10), of="USD", into="JPY") == Decimal(1280)
    assert known.convert(Decimal(10), of="USD", into="GBP") is None


def test_without_rates_nothing_is_converted():
    known = rates()

    assert (known.day, known.convert(Decimal(1), of="USD", into="EUR")) == (None, None)
    assert known.currencies == ["CNY", "EUR", "USD"]
    assert known.in_dollars("USD") == 1
    assert known.in_dollars("EUR") > 1


@pytest.mark.parametrize(
    ("country", "currency"),
    [("ES", "EUR"), ("GB-NIR", "GBP"), ("GB", "GBP"), ("NG", "USD"), ("XX", "USD"), ("", "USD")],
)
def test_the_readers_currency_is_the_destinations_where_a_rate_is_known(country, currency):
    known = Rates(date(2026, 11, 2), per_euro={"EUR": Decimal(1), "USD": Decimal(1), "GBP": Decimal(1)})

    assert currency_of(country, known) == currency
