"""Deadlines of the audit desk in working days of China: holidays are not counted, make-up Saturdays and Sundays are.

The State Council decrees each November how the holidays of the next year are moved and which weekends are worked.
Until the library has that decree, a year has its statutory holidays and no make-up days; before 1950 and after 2100
only weekends are known. Pure: days in, days out.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from holidays.countries.china import China

SATURDAY = 5


class Year(NamedTuple):
    """A year's holidays, and the days of its weekends that are worked."""

    holidays: frozenset[date]
    worked_weekend_days: frozenset[date]


def is_working_day(day: date) -> bool:
    year = _year(day.year)
    return day in year.worked_weekend_days if day.weekday() >= SATURDAY else day not in year.holidays


def last_decreed_year(on: date) -> int | None:
    """The last of this year and the next whose decree is known, None for neither; each decree has make-up days."""
    return next((year for year in (on.year + 1, on.year) if _year(year).worked_weekend_days), None)


def due_on(since: date, days: int) -> date:
    """The last working day of the allowance; the day of arrival is not counted."""
    day = since
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_left(on: date, due: date) -> int:
    """Working days after ``on`` up to and including ``due``; negative when that day is past."""
    first, last, factor = (on, due, 1) if on <= due else (due, on, -1)
    span = range(1, (last - first).days + 1)
    return factor * sum(is_working_day(first + timedelta(days=step)) for step in span)


@cache
def _year(number: int) -> Year:
    calendar = China(years=number)  # type: ignore[no-untyped-call] # the library declares no types
    return Year(frozenset(calendar), frozenset(day for day in calendar.weekend_workdays if day.year == number))
