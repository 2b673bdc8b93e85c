"""Working days of a country: weekends and public holidays are not counted, make-up days are.

In China the State Council decrees each November how the holidays of the next year are moved and which weekends are
worked. Until the library has that decree, a year has its statutory holidays and no make-up days; outside the years that
it knows, and for countries that it does not know, only weekends count. Pure: days in, days out.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from django.utils.module_loading import import_string

CHINA = "CN"
SATURDAY, SUNDAY = 5, 6
REGIONS = {"GB": ("GB", "ENG"), "GB-NIR": ("GB", "NIR")}
"""Our parts of countries as the library names them; Great Britain has the holidays of England."""


class Year(NamedTuple):
    """A country's year: its weekend as numbers of weekdays, its holidays, and days of the weekend that are worked."""

    weekend: frozenset[int]
    holidays: frozenset[date]
    worked_weekend_days: frozenset[date]


def is_working_day(day: date, country: str = CHINA) -> bool:
    """Whether people of that country work that day; ``country`` is an ISO 3166 code."""
    year = _year(day.year, country)
    return day in year.worked_weekend_days if day.weekday() in year.weekend else day not in year.holidays


def last_decreed_year(on: date) -> int | None:
    """The last of this year and the next whose decree in China is known, None for neither; each has make-up days."""
    return next((year for year in (on.year + 1, on.year) if _year(year, CHINA).worked_weekend_days), None)


def due_on(since: date, days: int, country: str = CHINA) -> date:
    """The last working day of the allowance; the day of arrival is not counted."""
    day = since
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day, country)
    return day


def working_days_left(on: date, due: date, country: str = CHINA) -> int:
    """Working days after ``on`` up to and including ``due``; negative when that day is past."""
    first, last, factor = (on, due, 1) if on <= due else (due, on, -1)
    span = range(1, (last - first).days + 1)
    return factor * sum(is_working_day(first + timedelta(days=step), country) for step in span)


def latest_day_past(on: date, days: int, country: str = CHINA) -> date:
    """The latest day from which more than ``days`` working days have passed by ``on``, which counts as one of them."""
    day = on
    while days > 0 or not is_working_day(day, country):
        days -= is_working_day(day, country)
        day -= timedelta(days=1)
    return day - timedelta(days=1)


@cache
def _year(number: int, country: str) -> Year:
    calendar = _calendar(number, country)
    if calendar is None:
        return Year(frozenset({SATURDAY, SUNDAY}), frozenset(), frozenset())
    worked = frozenset(day for day in calendar.weekend_workdays if day.year == number)
    return Year(frozenset(calendar.weekend), frozenset(calendar), worked)


def _calendar(number: int, country: str) -> Any:
    """The library's calendar of one year; None for a country that it does not know. Loaded late: it takes its time."""
    code, region = REGIONS.get(country, (country.partition("-")[0], None))
    try:
        return import_string("holidays.country_holidays")(code, subdiv=region, years=number)
    except NotImplementedError:
        return None
