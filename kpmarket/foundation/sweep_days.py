"""The day that a sweep is run for by hand: today, a day that was missed, or one to come, which is only shown."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.management.base import CommandError, CommandParser

FURTHEST = timedelta(days=3660)
"""Nothing is due so long before or after today; much further on the calendar ends."""


def add_day_arguments(parser: CommandParser) -> None:
    """``--on`` and ``--pretend``."""
    parser.add_argument("--on", help="the day, as 2026-11-22; today without it")
    parser.add_argument("--pretend", action="store_true", help="show what would be written, and write nothing")


def sweep_day(text: str | date | None, *, today: date, pretend: bool) -> date:
    """The day meant. Raises CommandError with a sentence for what is no day, too far away, or in the future for real."""
    if not text:
        return today
    try:
        day = date.fromisoformat(str(text))
    except ValueError as error:
        raise CommandError(f"“{text}” is not a day: write it as 2026-11-22.") from error
    if abs(day - today) > FURTHEST:
        raise CommandError(f"{day} is more than ten years from today, {today}: nothing is due then.")
    if day > today and not pretend:
        raise CommandError(
            f"{day} is in the future: what is sent now is not sent again then. Add --pretend to see what would be sent."
        )
    return day
