"""Deadlines are counted in working days of the country that they bind; the desk's in those of China."""

from datetime import date

import pytest

from kpmarket.foundation.working_days import due_on, is_working_day, last_decreed_year, working_days_left

FRIDAY, SATURDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("since", "days", "due"),
    [
        (MONDAY, 5, date(2026, 11, 30)),
        (FRIDAY, 2, date(2026, 11, 24)),
        (SATURDAY, 1, MONDAY),
        (MONDAY, 0, MONDAY),
    ],
)
def test_weekends_and_the_day_of_arrival_are_not_counted(since, days, due):
    assert due_on(since, days) == due


@pytest.mark.parametrize(
    ("on", "due", "left"),
    [(FRIDAY, MONDAY, 1), (MONDAY, MONDAY, 0), (MONDAY, FRIDAY, -1), (date(2026, 11, 25), FRIDAY, -3)],
)
def test_days_left_are_negative_when_the_day_is_past(on, due, left):
    assert working_days_left(on, due) == left


def days_off(first, last):
    """The days of 2026 without work from first to last, as (month, day)."""
    days = [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]
    return [(day.month, day.day) for day in days if not is_working_day(day)]


def test_spring_festival_2026_and_its_make_up_saturdays_are_as_decreed():
    """State Council, 4 November 2025: off from 15 to 23 February; work on Saturdays 14 and 28 February."""
    off = days_off(date(2026, 2, 9), date(2026, 3, 1))

    assert off == [(2, day) for day in range(15, 24)] + [(3, 1)]


def test_national_day_2026_and_its_make_up_days_are_as_decreed():
    """Off from 1 to 7 October; work on Sunday 20 September and Saturday 10 October."""
    off = days_off(date(2026, 9, 14), date(2026, 10, 11))

    assert off == [(9, 19), (9, 25), (9, 26), (9, 27), *((10, day) for day in range(1, 8)), (10, 11)]


def test_a_case_that_arrives_before_spring_festival_is_due_after_it():
    friday = date(2026, 2, 13)

    assert due_on(friday, 1) == date(2026, 2, 14)
    assert due_on(friday, 2) == date(2026, 2, 24)
    assert due_on(friday, 5) == date(2026, 2, 27)
    assert due_on(friday, 6) == date(2026, 2, 28)


def test_no_case_becomes_later_on_a_holiday():
    due = date(2026, 9, 30)

    assert [working_days_left(date(2026, 10, day), due) for day in (1, 7, 8)] == [0, 0, -1]


@pytest.mark.parametrize(
    ("holiday", "weekday"),
    [
        (date(2027, 1, 1), date(2027, 1, 4)),
        (date(2027, 2, 8), date(2027, 2, 15)),
        (date(2099, 10, 1), date(2099, 9, 1)),
    ],
)
def test_a_year_that_is_not_decreed_has_its_statutory_holidays(holiday, weekday):
    assert (is_working_day(holiday), is_working_day(weekday)) == (False, True)


@pytest.mark.parametrize("year", [1900, 1949, 2101, 9999])
def test_outside_of_the_calendar_only_weekends_are_days_off(year):
    days = [date(year, 10, day) for day in range(1, 8)]

    assert [is_working_day(day) for day in days] == [day.weekday() < 5 for day in days]


@pytest.mark.parametrize(("year", "known"), [(2019, 2020), (2020, 2021), (2099, None), (2101, None)])
def test_the_last_year_whose_decree_is_known_is_this_one_or_the_next(year, known):
    assert last_decreed_year(on=date(year, 6, 1)) == known


@pytest.mark.parametrize(
    ("country", "due"),
    [
        ("CN", date(2026, 2, 25)),  # 14 February is worked, 15 to 23 are days off
        ("DE", date(2026, 2, 18)),
        ("SA", date(2026, 2, 17)),  # the weekend is Friday and Saturday; 22 February is Founding Day
        ("US", date(2026, 2, 19)),  # 16 February is Washington's Birthday
    ],
)
def test_three_working_days_from_a_friday_end_on_another_day_in_each_country(country, due):
    assert due_on(date(2026, 2, 13), 3, country) == due


def test_northern_ireland_has_a_holiday_that_great_britain_has_not():
    assert not is_working_day(date(2026, 3, 17), "GB-NIR")
    assert is_working_day(date(2026, 3, 17), "GB")


def test_where_no_holidays_are_known_weekends_alone_count():
    assert due_on(date(2026, 12, 24), 1, "QQ") == date(2026, 12, 25)
