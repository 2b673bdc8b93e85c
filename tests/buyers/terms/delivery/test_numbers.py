"""Numbers of transport as people type and scan them: vectors of the standards, and what is one digit off."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.delivery import numbers
from tests.buyers.terms.refusals import refused


@pytest.mark.parametrize(
    ("check", "typed", "kept"),
    [
        (numbers.container, "CSQU3054383", "CSQU3054383"),
        (numbers.container, "csqu 305438-3", "CSQU3054383"),
        (numbers.container, "MSKU0000006", "MSKU0000006"),
        (numbers.air_waybill, "176-12345675", "176-12345675"),
        (numbers.air_waybill, "020 1234 5675", "020-12345675"),
        (numbers.sscc, "1 0614141 2345678908", "106141412345678908"),
        (numbers.gtin, "9501101530003", "09501101530003"),
        (numbers.ship, "imo 9074729", "IMO9074729"),
        (numbers.ship, "9074729", "IMO9074729"),
        (numbers.locode, "cn sha", "CNSHA"),
        (numbers.seal, "ml-cn 4413 207", "ML-CN4413207"),
    ],
)
def test_what_people_add_while_typing_is_dropped(check, typed, kept):
    assert check(typed) == kept


@pytest.mark.parametrize(
    ("check", "typed", "code", "number"),
    [
        (numbers.container, "CSQU3054384", "check-digit", "CSQU3054384"),
        (numbers.container, "CSQU305438", "pattern", "CSQU305438"),
        (numbers.container, "MSKX1234567", "pattern", "MSKX1234567"),
        (numbers.air_waybill, "176-12345676", "check-digit", "176-12345676"),
        (numbers.air_waybill, "MAWB 1", "pattern", "MAWB 1"),
        (numbers.sscc, "106141412345678907", "check-digit", "106141412345678907"),
        (numbers.sscc, "10614141234567890", "pattern", "10614141234567890"),
        (numbers.gtin, "09501101530004", "check-digit", "09501101530004"),
        (numbers.ship, "IMO9074728", "check-digit", "9074728"),
        (numbers.locode, "CN1", "pattern", "CN1"),
    ],
)
def test_a_wrong_digit_differs_from_what_is_no_such_number(check, typed, code, number):
    with refused(code, number=number):
        check(typed)


@given(at=st.integers(4, 9), by=st.integers(1, 9))
def test_one_wrong_digit_of_a_container_never_passes(at, by):
    right = "CSQU3054383"
    wrong = right[:at] + str((int(right[at]) + by) % 10) + right[at + 1 :]

    with refused("check-digit", number=wrong):
        numbers.container(wrong)


@pytest.mark.parametrize(
    "typed",
    [
        "(01)09501101530003(17)260526(10)12345ABC",
        "(01) 09501101530003 (10) 12345ABC (17) 260526",
        "]d20109501101530003172605261012345ABC",
        "]C1010950110153000310" + "12345ABC\x1d17260526",
        "\x1d0109501101530003172605261012345ABC",
    ],
)
def test_a_label_reads_the_same_printed_and_scanned(typed):
    found = numbers.read_udi(typed)

    assert (found.gtin, found.lot, found.expires_on) == ("09501101530003", "12345ABC", date(2026, 5, 26))


def test_a_label_may_name_serial_count_and_a_month_without_day():
    found = numbers.read_udi("(01)09501101530003(11)250400(21)SN-7(30)48")

    assert (found.made_on, found.serial, found.units, found.lot) == (date(2025, 4, 30), "SN-7", 48, "")


def test_the_code_of_another_issuer_is_kept_as_text():
    found = numbers.read_udi("+A123BJC5D6E71")

    assert not found.is_read and found.text == "+A123BJC5D6E71" and not found.gtin


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("(01)09501101530004(10)A", "check-digit"),
        ("(00)106141412345678907", "check-digit"),
        ("(17)269950", "pattern"),
        ("lot 7, 200 boxes", "pattern"),
        ("", "pattern"),
    ],
)
def test_a_label_that_is_none_is_refused_with_its_reason(typed, code):
    with refused(code):
        numbers.read_udi(typed)
