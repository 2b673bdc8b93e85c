"""The service-level clock: working days, weekends not counted. Pure: days in, days out."""

from __future__ import annotations

from datetime import date, timedelta

SATURDAY = 5


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY


def due_on(since: date, days: int) -> date:
    """The last working day of the allowance; the day of arrival is not counted."""
    day = since
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_left(on: date, due: date) -> int:
    """Working days after ``on`` up to and including ``due``; negative when that day is past."""
    first, last, sign = (on, due, 1) if on <= due else (due, on, -1)
    span = range(1, (last - first).days + 1)
    return sign * sum(is_working_day(first + timedelta(days=step)) for step in span)
