import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from suppliers.identity.form_fields import MOST, AmountField, CountField, MeasureField, PlainField


@pytest.mark.parametrize("typed", ["10000", "10,000", "１０，０００", " 10 000 "])
def test_a_count_is_read_as_it_was_meant(typed):
    assert CountField().clean(typed) == 10_000


@pytest.mark.parametrize("typed", ["0", "-1", "ten", "1.5", str(MOST + 1), "9" * 400])
def test_what_is_no_count_is_refused(typed):
    with pytest.raises(ValidationError):
        CountField().clean(typed)


def test_an_amount_is_read_in_full_width():
    assert AmountField().clean("１，２５０．５") == Decimal("1250.5")


@pytest.mark.parametrize("typed", ["NaN", "Infinity", "1e999", "0.00001", "9" * 13])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(ValidationError):
        AmountField().clean(typed)


def test_a_plain_text_loses_its_width():
    assert PlainField().clean("ＬＨ－２００　Ａ") == "LH-200 A"


@pytest.mark.parametrize(
    ("typed", "unit", "number"),
    [
        ("≥98%", "%", "98"),
        ("≥ 99.5 ％", "%", "99.5"),
        ("≤40", "Pa/cm²", "40"),
        ("< 29.4 Pa/cm²", "Pa/cm²", "29.4"),
        ("<=49Pa", "Pa", "49"),
        ("约 3.5 g", "g", "3.5"),
        ("120 mmHg", "mmHg", "120"),
        ("-5", "°C", "-5"),
    ],
)
def test_a_measure_is_taken_as_data_sheets_print_it(typed, unit, number):
    assert MeasureField(unit=unit).clean(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "unit", "words"),
    [
        ("36.0–42.9", "°C", "This is a range"),
        ("10-40 ℃", "°C", "This is a range"),
        ("98~99%", "%", "This is a range"),
        ("5 mm", "cm", "Write the number alone, in cm."),
        ("98%", "", "Write the number alone"),
        ("good", "%", "Enter a number"),
    ],
)
def test_a_range_and_another_unit_are_refused_in_words(typed, unit, words):
    with pytest.raises(ValidationError, match=re.escape(words)):
        MeasureField(unit=unit).clean(typed)
