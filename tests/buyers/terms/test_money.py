"""Amounts are integers; one rounding; parts that sum to the whole; banks' plain text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyers.terms import money
from tests.buyers.terms.refusals import refused

CURRENCIES = st.sampled_from(sorted(money.places()))
AMOUNTS = st.integers(0, money.MOST)


@st.composite
def cuts(draw):
    """Shares in basis points that make a whole."""
    marks = sorted(draw(st.lists(st.integers(0, 10_000), max_size=6)))
    return [end - start for start, end in zip([0, *marks], [*marks, 10_000], strict=True)]


@pytest.mark.parametrize(
    ("currency", "places"),
    [
        ("USD", 2),
        ("EUR", 2),
        ("CNY", 2),
        ("JPY", 0),
        ("KRW", 0),
        ("VND", 0),
        ("KWD", 3),
        ("BHD", 3),
        ("IQD", 3),
        ("LBP", 2),
    ],
)
def test_a_currency_has_the_places_that_banks_use(currency, places):
    assert money.places_of(currency) == places


@pytest.mark.parametrize("currency", ["", "usd", "XXX", "ABC", "EURO"])
def test_a_code_that_is_no_currency_is_refused(currency):
    with refused("unknown-currency") as refusal:
        money.places_of(currency)

    assert refusal.value.facts == {"currency": currency}


def test_every_code_has_three_letters_and_one_number_of_places():
    listed = [code for codes in money.read_data("currencies.yaml")["places"].values() for code in codes.split()]

    assert len(listed) == len(set(listed)) == len(money.places())
    assert all(len(code) == 3 and code.isalpha() and code.isupper() for code in listed)


@pytest.mark.parametrize(
    ("quantity", "price", "currency", "amount"),
    [
        (50_000, "0.0325", "USD", 162_500),
        (3, "0.3350", "USD", 101),  # 1.005: half of a cent goes up
        (3, "0.3349", "USD", 100),
        (1, "0.5", "JPY", 1),
        (1, "0.4999", "JPY", 0),
        (1, "1.0005", "KWD", 1_001),
        (0, "9.99", "USD", 0),
        (2_000_000_000, "0.0001", "USD", 20_000_000),
    ],
)
def test_a_line_is_rounded_once_and_half_up(quantity, price, currency, amount):
    assert money.line_amount(quantity, Decimal(price), currency) == amount


def test_rounding_each_piece_would_give_another_sum():
    each = money.line_amount(1, Decimal("0.0325"), "USD")

    assert each * 50_000 != money.line_amount(50_000, Decimal("0.0325"), "USD")


@pytest.mark.parametrize(("quantity", "price"), [(-1, "1"), (1, "-1"), (-1, "-1"), (1, "-0.01")])
def test_a_line_is_never_negative(quantity, price):
    with refused("negative"):
        money.line_amount(quantity, Decimal(price), "USD")


def test_a_line_has_a_limit_that_the_refusal_names():
    assert money.line_amount(1, Decimal("999999999999.99"), "USD") == money.MOST

    with refused("too-large") as refusal:
        money.line_amount(1, Decimal("1000000000000"), "USD")

    assert refusal.value.facts == {"most": "999999999999.99"}


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_no_amount_is_made_of_what_is_no_number(value):
    with refused("not-finite"):
        money.to_minor(Decimal(value), "USD")


@given(total=AMOUNTS, parts=cuts())
def test_parts_sum_to_the_total_and_none_is_negative(total, parts):
    amounts = money.shares(total, parts)

    assert sum(amounts) == total
    assert min(amounts) >= 0
    assert all(amount == total * share // 10_000 for amount, share in zip(amounts[:-1], parts, strict=False))


def test_the_last_part_takes_the_rest():
    assert money.shares(100, [3333, 3333, 3334]) == (33, 33, 34)
    assert money.shares(1, [3000, 7000]) == (0, 1)


@pytest.mark.parametrize("parts", [[3000, 6999], [3000, 7001], []])
def test_shares_that_are_no_whole_are_refused(parts):
    with refused("shares-not-whole") as refusal:
        money.shares(100, parts)

    assert refusal.value.facts == {"sum": sum(parts)}


@pytest.mark.parametrize(("total", "parts"), [(-1, [10_000]), (1, [-1, 10_001])])
def test_negative_shares_and_totals_are_refused(total, parts):
    with refused("negative"):
        money.shares(total, parts)


def test_a_share_of_nothing_is_fine():
    assert money.shares(0, [0, 10_000]) == (0, 0)


@given(amount=st.integers(-money.MOST, money.MOST), currency=CURRENCIES)
def test_plain_text_is_read_back_as_the_same_amount(amount, currency):
    assert money.from_plain(money.plain(amount, currency), currency) == amount


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [(123_450, "USD", "1234.50"), (-5, "EUR", "-0.05"), (1500, "JPY", "1500"), (1, "KWD", "0.001"), (0, "USD", "0.00")],
)
def test_plain_text_has_all_places_of_the_currency(amount, currency, text):
    assert money.plain(amount, currency) == text


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("12600", "USD", 1_260_000),
        ("12600.5", "USD", 1_260_050),
        ("1.50000", "USD", 150),
        ("-0.00", "USD", 0),
        ("7.0", "JPY", 7),
    ],
)
def test_banks_write_fewer_or_more_places(text, currency, amount):
    assert money.from_plain(text, currency) == amount


@pytest.mark.parametrize("text", ["", "1e9", "NaN", "1,000.00", ".5", "5.", "+5", " 5", "١٢", "1" * 19, "--1", "0x10"])
def test_what_is_no_plain_amount_is_refused(text):
    with refused("not-an-amount"):
        money.from_plain(text, "USD")


@pytest.mark.parametrize(("text", "currency", "places"), [("1.005", "USD", 2), ("1.5", "JPY", 0), ("0.0001", "KWD", 3)])
def test_a_fraction_of_the_minor_unit_is_refused(text, currency, places):
    with refused("too-many-places") as refusal:
        money.from_plain(text, currency)

    assert refusal.value.facts == {"places": places}


def test_plain_text_has_a_limit():
    assert money.from_plain("-999999999999.99", "USD") == -money.MOST

    with refused("too-large") as refusal:
        money.from_plain("1000000000000.00", "USD")

    assert refusal.value.facts == {"most": "999999999999.99"}
