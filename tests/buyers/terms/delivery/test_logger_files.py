from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.delivery.logger_files import MAX_BYTES, MAX_ROWS, read_logger_file
from buyers.terms.errors import TermsError
from tests.buyers.terms.delivery import logger_exports as exports
from tests.buyers.terms.refusals import refused


def read(text, encoding="utf-8", **how):
    return read_logger_file(text.encode(encoding), **how)


def only_channel(file):
    (channel,) = file.channels
    return channel


def test_a_libero_with_semicolons_and_decimal_commas():
    file = read(exports.LIBERO)

    assert (file.serial, file.unit, file.skipped) == ("00417732", "C", 0)
    assert [one.temperature for one in only_channel(file)] == [480, 510, 830, 940, 790, 290]
    assert only_channel(file)[0].at == datetime(2026, 11, 30, 8, 0)


def test_a_temptale_in_fahrenheit_with_the_month_first_and_half_days():
    file = read(exports.TEMPTALE, "cp1252")

    assert (file.unit, [one.temperature for one in only_channel(file)]) == ("F", [450, 400, 889, 444])
    assert [one.at.hour for one in only_channel(file)] == [7, 8, 12, 12]


def test_a_logtag_past_midnight_with_a_row_without_a_figure():
    file = read(exports.LOGTAG)

    assert (file.skipped, len(only_channel(file)), file.serial) == (1, 3, "A0C2 0071 5513")
    assert only_channel(file)[-1].at - only_channel(file)[0].at == timedelta(minutes=30)


def test_a_testo_in_german_below_zero():
    assert [one.temperature for one in only_channel(read(exports.TESTO, "cp1252"))] == [-1840, -2100]


def test_a_chinese_logger():
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        file = read(exports.CHINESE, encoding)
        assert (file.serial, [one.temperature for one in only_channel(file)]) == ("SH220917", [520, 530])


def test_every_channel_of_the_goods_is_read_and_the_dew_point_is_not():
    assert [[one.temperature for one in channel] for channel in read(exports.TWO_CHANNELS).channels] == [
        [500, 510, 520],
        [550, 890, 540],
    ]


def test_days_that_may_be_read_in_two_ways_are_asked_about():
    with refused("day-order-unclear"):
        read(exports.UNCLEAR_DAYS)

    assert only_channel(read(exports.UNCLEAR_DAYS, day_order="dmy"))[0].at == datetime(2026, 3, 4, 8, 0)
    assert only_channel(read(exports.UNCLEAR_DAYS, day_order="mdy"))[0].at == datetime(2026, 4, 3, 8, 0)


def test_days_are_read_in_the_order_that_leaves_no_jump():
    rows = "".join(f"{day:02}/03/2026,{hour:02}:00,5.0\n" for day in (11, 12) for hour in range(24))

    assert only_channel(read(f"Date,Time,Temp (°C)\n{rows}"))[-1].at == datetime(2026, 3, 12, 23, 0)


def test_what_is_no_export_of_a_logger_is_refused():
    for content, code in (
        (b"", "no-readings"),
        (b"Dear Sir,\nthe temperature was fine at all times.\n", "no-readings"),
        (b"Date,Time,Temp (\xc2\xb0C)\n", "no-readings"),
        (b"\0\1\2" * 50, "not-text"),
        (b"x" * (MAX_BYTES + 1), "too-large"),
        (b"a\n" * (MAX_ROWS + 1), "too-many-rows"),
        (b"Date,Time,Temperature\n2026-11-30,08:00,5.0\n", "unit-unknown"),
        (b"Date,Time,Temp (C)\n2026-11-30,08:00,5.0\n2026-11-30,07:00,5.0\n", "not-in-order"),
        (b"Date,Time,Temp (C)\n2026-11-30,08:00,999\n", "no-readings"),
    ):
        with refused(code):
            read_logger_file(content)


@given(st.binary(max_size=300) | st.text(alphabet='0123456789.,;:/- \n°CFTempDateTime"', max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(content):
    try:
        file = read_logger_file(content)
    except TermsError:
        return
    assert file.channels
