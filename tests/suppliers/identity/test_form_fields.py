from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from suppliers.identity.form_fields import MOST, AmountField, CountField, PlainField


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
