"""Freight quotes next to each other, and the landed cost of an order."""

from datetime import date
from decimal import Decimal

import pytest

from buyers.catalogue.rates import Rates
from buyers.delivery.models import FreightLine
from buyers.delivery.services.costs import quoting
from buyers.delivery.services.costs.landing import landed_cost, quote_sums, weights_of
from buyers.delivery.services.costs.subjects import subject_of_order
from buyers.delivery.services.shipments.authors import Author
from buyers.trade.models import Side
from suppliers.models import Product
from tests.factories import NOON
from tests.factories.trade import OrderFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 30)
RATES = Rates(date(2026, 11, 27), per_euro={"EUR": Decimal(1), "USD": Decimal("1.10"), "CNY": Decimal("7.80")})
HEAD = {
    "forwarder": "Yangtze Freight Forwarding",
    "mode": "sea",
    "origin": "Shanghai",
    "destination": "Hamburg",
    "containers": 0,
    "currency": "USD",
    "valid_until": date(2026, 12, 20),
}
LINES = (
    quoting.TypedLine("EXC", "document", 6_500, "quoted"),
    quoting.TypedLine("OTHC", "wm", 2_200, "quoted"),
    quoting.TypedLine("FRT", "wm", 4_800, "quoted"),
    quoting.TypedLine("BAF", "shipment", 3_000, "estimate"),
    quoting.TypedLine("INS", "shipment", None, "not_included"),
    quoting.TypedLine("DEM", "day", 9_000, "tariff"),
)


def packed_order(**facts):
    """50,000 masks in 25 cartons of 2,000: 2.7 m³ and 200 kg."""
    order = OrderFactory(**facts)
    Product.objects.filter(order_lines__order=order).update(
        carton_pieces=2_000,
        carton_length_mm=600,
        carton_width_mm=400,
        carton_height_mm=450,
        carton_gross_kg=Decimal("8.000"),
    )
    return order


def subject_of(order):
    return subject_of_order(order, order.contracts.get().terms)


def quoted(order, lines=LINES, **head):
    author = Author(Side.SUPPLIER, person=order.seller)
    return quoting.submit_freight_quote(subject_of(order), {**HEAD, **head}, lines, author=author, at=NOON)


def sums_of(order):
    return quote_sums(subject_of(order), RATES, on=TODAY, language="en")


def test_a_quote_is_counted_for_the_cartons_of_the_order_and_per_piece():
    order = packed_order()
    quoted(order)

    (found,) = sums_of(order)

    assert weights_of(subject_of(order), "sea").chargeable == 2_700_000
    assert {one.line.code: one.amount for one in found.included} == {
        "EXC": 6_500,
        "OTHC": 5_940,
        "FRT": 12_960,
        "BAF": 3_000,
    }
    assert (found.total, found.estimated, found.is_valid) == (28_400, 3_000, True)
    assert found.per_piece == Decimal("0.005680")
    assert [one.line.code for one in found.excluded] == ["INS"]
    assert [one.line.code for one in found.risks] == ["DEM"]


def test_another_currency_is_converted_with_the_day_of_its_rate():
    order = packed_order()
    quoted(
        order, (quoting.TypedLine("FRT", "shipment", 10_000, "quoted"),), currency="EUR", valid_until=date(2026, 11, 29)
    )

    (found,) = sums_of(order)

    assert (found.total, found.converted, found.rate_day, found.is_valid) == (10_000, 11_000, RATES.day, False)


def test_without_cartons_nothing_is_guessed():
    order = OrderFactory()
    quoted(order)

    (found,) = sums_of(order)

    assert weights_of(subject_of(order), "sea") is None
    assert len(subject_of(order).unpacked) == 1
    assert {one.line.code: one.amount for one in found.included} == {
        "EXC": 6_500,
        "OTHC": None,
        "FRT": None,
        "BAF": 3_000,
    }
    assert not found.is_complete


def test_the_landed_cost_of_an_fca_order_delivered_adds_freight_and_names_what_is_missing():
    order = packed_order()
    quoted(order)

    found = landed_cost(subject_of(order), "DAP", sums_of(order)[0], [], RATES)

    amounts = {cost.part.id: (cost.amount, cost.mark) for cost in found.costs}
    assert amounts == {
        "goods": (420_000, "price"),
        "export": (0, "price"),
        "loading_on_board": (5_940, "quoted"),
        "main_carriage": (15_960, "estimate"),
        "insurance": (0, "missing"),
        "delivery": (0, "missing"),
    }
    assert found.estimated == 3_000


def test_the_newest_rate_of_a_product_counts():
    order = packed_order()
    product = order.lines.get().product
    for basis_points in (650, 0):
        rate = quoting.TypedRate(product, "duty", basis_points, "carried", "6307.90", "TARIC", TODAY)
        quoting.type_rate(subject_of(order), rate, by=order.seller, at=NOON)

    (typed,) = subject_of(order).rates

    assert typed.basis_points == 0
    assert order.duty_rates.count() == 2


def test_one_order_has_no_more_than_thirty_quotes(monkeypatch):
    monkeypatch.setattr(quoting, "MOST_QUOTES", 1)
    order = packed_order()
    quoted(order)

    with pytest.raises(quoting.TooManyQuotes):
        quoted(order)
    assert FreightLine.objects.count() == len(LINES)
