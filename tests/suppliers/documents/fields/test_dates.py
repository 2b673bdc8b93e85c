from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.documents.fields.characters import normalise_keeping_length
from suppliers.documents.fields.dates import UNLIMITED, dates_in, day_order_in, with_day_order

DAYS = st.dates(date(1990, 1, 1), date(2098, 12, 31))
DIGITS = "〇一二三四五六七八九"
FORMAL = str.maketrans("〇一二三四五六七八九十", "零壹贰叁肆伍陆柒捌玖拾")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
WIDE = str.maketrans("0123456789/-.", "０１２３４５６７８９／－．")


def chinese_number(number):
    tens, ones = divmod(number, 10)
    return (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones] if ones else "")


def in_chinese_numerals(day):
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{chinese_number(day.month)}月{chinese_number(day.day)}日"


UNAMBIGUOUS = {
    "iso": lambda day: day.isoformat(),
    "year first with strokes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "year first with dots": lambda day: f"{day.year}.{day.month:02}.{day.day:02}",
    "chinese": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "chinese with spaces": lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    "chinese numerals": in_chinese_numerals,
    "english": lambda day: f"{day.day} {day:%B} {day.year}",
    "english in short": lambda day: f"{day.day:02} {day:%b} {day.year}",
    "english without spaces": lambda day: f"{day.day}{day:%B}{day.year}",
    "english with hyphens": lambda day: f"{day.day:02}-{day:%b}-{day.year}".upper(),
    "english in a deed": lambda day: f"the {day.day}th day of {day:%B} in the year {day.year}",
    "formal numerals": lambda day: in_chinese_numerals(day).translate(FORMAL),
    "with the hour": lambda day: f"{day.isoformat()}T09:30",
    "american": lambda day: f"{day:%B} {day.day}, {day.year}",
    "american in short": lambda day: f"{day:%b}. {day.day} {day.year}",
}


@pytest.mark.parametrize("form", UNAMBIGUOUS)
@given(day=DAYS)
def test_a_day_is_read_in_every_form_that_has_one_meaning(form, day):
    found = dates_in(f"until {UNAMBIGUOUS[form](day)}.")

    assert [(one.value, one.certainty, one.others) for one in found] == [(day, 1.0, ())]


@given(day=DAYS)
def test_a_roman_month_is_read_and_doubted_where_it_may_be_a_number(day):
    found = dates_in(f"{day.day}.{ROMAN[day.month - 1]}.{day.year}")

    assert day in {found[0].value, *(value for value, _ in found[0].others)}
    assert (found[0].certainty < 0.5) == (day.month == 2)


@given(day=DAYS)
def test_full_width_digits_are_digits(day):
    found = dates_in(normalise_keeping_length(f"{day.year}/{day.month}/{day.day}".translate(WIDE)))

    assert [one.value for one in found] == [day]


@given(day=DAYS, separator=st.sampled_from("./-"))
def test_an_ambiguous_order_of_day_and_month_yields_both_dates(day, separator):
    found = dates_in(f"{day.day:02}{separator}{day.month:02}{separator}{day.year}")[0]

    meant = {found.value, *(value for value, _ in found.others)}
    assert day in meant
    assert (found.certainty < 0.9) == (day.day <= 12 and day.day != day.month)
    assert (len(meant) == 2) == (day.day <= 12 and day.day != day.month)


@given(text=st.text())
def test_every_day_stands_where_it_is_said_to_stand(text):
    found = dates_in(text)

    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2O26-11-22", "2026-11-22"),
        ("2026年11月22曰", "2026-11-22"),
        ("22 Novernber 2026", "2026-11-22"),
        ("09 Ju1y 2026", "2026-07-09"),
        ("22nd day of November, 2026", "2026-11-22"),
        ("this fourteenth day of March 2026", "2026-03-14"),
        ("the twenty-first of March, 2026", "2026-03-21"),
        ("2026년 3월 14일", "2026-03-14"),
        ("10. Mai 2026", "2026-05-10"),
        ("1er mars 2026", "2026-03-01"),
        ("长期有效", UNLIMITED),
        ("Not limited", UNLIMITED),
    ],
)
def test_what_is_badly_printed_or_in_another_language_is_read(text, value):
    assert [one.text for one in dates_in(text)] == [value]


@pytest.mark.parametrize(
    "text",
    ["ISO 13485:2016", "EN 149:2001+A1:2009", "21 CFR 878.4040", "Regulation (EU) 2017/745", "2026-13-01", "31.02.2026", "GB 2626-2019",
     "Building 4, No. 295 Road 710000", "version 1.2.3", "2026年13月1日", "2026-11-2222", "the 5 man 2026 plan", "Annex IX 2026", "the thirty-second of March 2026", "14 IIII 2026"],
)  # fmt: skip
def test_other_text_is_no_date(text):
    assert dates_in(text) == []


def test_a_month_without_day_is_less_certain_and_knows_its_last_day():
    found = dates_in("二〇二六年十一月")[0]

    assert (found.value, found.is_month, found.certainty < 0.9) == (date(2026, 11, 1), True, True)
    assert found.last_of_month() == date(2026, 11, 30)


def test_a_year_of_two_digits_is_less_certain():
    found = dates_in("22.11.26")[0]

    assert (found.value, found.certainty < 0.5) == (date(2026, 11, 22), True)


def test_a_day_past_the_twelfth_tells_the_order_of_the_others():
    text = "from 03/04/2026 to 28/04/2027"
    found = dates_in(text)[0]

    ordered = with_day_order(found, day_first=day_order_in(text, "/"))

    assert (ordered.value, ordered.others) == (date(2026, 4, 3), ())


def test_days_in_both_orders_tell_nothing():
    assert day_order_in("13/04/2026 and 04/13/2026", "/") is None


def test_the_american_order_is_believed_where_the_document_shows_it():
    text = "04/28/2026 03/04/2026"

    ordered = with_day_order(dates_in(text)[1], day_first=day_order_in(text, "/"))

    assert ordered.value == date(2026, 3, 4)
