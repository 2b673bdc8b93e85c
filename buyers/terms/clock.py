"""Deadlines of an order: how long each is, whom it binds and what follows. Days are arguments; nothing here reads a clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from buyers.terms.errors import TermsError
from buyers.terms.files import Label, label_of, read_data
from buyers.terms.parts import DueOn

SIDES = frozenset({"buyer", "supplier", "either"})


@dataclass(frozen=True)
class Clock:
    """One deadline. ``days`` are working days of the country of whom it ``binds`` where ``is_working``; else calendar days.

    ``since`` says in English from what it counts, ``then`` what happens when it is over.
    """

    id: str
    days: int
    is_working: bool
    binds: str
    since: str
    then: Label

    def last_day(self, day: date, due_on: DueOn) -> date:
        """The last day, for what happened on ``day``, which is not counted itself.

        ``due_on`` counts the working days of the country of whom it binds; without them it is not asked.
        """
        return due_on(day, self.days) if self.is_working else day + timedelta(days=self.days)

    def is_over(self, day: date, on: date, due_on: DueOn) -> bool:
        """Whether the deadline of what happened on ``day`` is over on a day: its last day still belongs to it."""
        return on > self.last_day(day, due_on)


@cache
def clocks() -> Mapping[str, Clock]:
    """The deadlines by id."""
    return clocks_of(read_data("order_clock.yaml"))


@cache
def reminders_to_pay() -> tuple[int, ...]:
    """Days after the last day to pay, negative before it, on which a reminder is due."""
    return tuple(read_data("order_clock.yaml")["reminders_to_pay"])


def reminder_due(last_day: date, on: date) -> int | None:
    """The latest reminder whose day has come, as its number of days; None before the first."""
    return max((days for days in reminders_to_pay() if on >= last_day + timedelta(days=days)), default=None)


def clocks_of(data: Mapping[str, Any]) -> Mapping[str, Clock]:
    """The deadlines of such a file. Raises TermsError ``id-twice``, ``unknown-party``, ``negative`` or ``no-label``."""
    found = {row["id"]: _clock(row) for row in data["clocks"]}
    if len(found) != len(data["clocks"]):
        raise TermsError("id-twice")
    return found


def _clock(row: dict[str, Any]) -> Clock:
    if row["binds"] not in SIDES:
        raise TermsError("unknown-party", row=row["id"])
    if row["days"] < 1:
        raise TermsError("negative", row=row["id"])
    return Clock(row["id"], row["days"], row.get("working", False), row["binds"], row["from"], label_of(row))
