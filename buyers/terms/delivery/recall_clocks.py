"""Days within which laws ask for reports and notices once a recall or an incident is known: ``data/recall_clocks.yaml``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from buyers.terms.errors import TermsError
from buyers.terms.files import Label, check_source, label_of, read_data

WorkingDays = Callable[[date, int, str], date]
"""The last of so many working days after a day, in a country."""


@dataclass(frozen=True)
class RecallClock:
    """One period. ``working`` is the country whose working days count, empty for calendar days."""

    id: str
    market: str
    days: int
    working: str
    act: str
    label: Label
    source: str
    confidence: str

    def last_day(self, known_on: date, working_days: WorkingDays) -> date:
        """The last day of the period that begins on the day on which it is known; that day is not counted itself."""
        return working_days(known_on, self.days, self.working) if self.working else known_on + timedelta(days=self.days)


@cache
def recall_clocks() -> tuple[RecallClock, ...]:
    """The periods, by market, the shortest first."""
    return clocks_of(read_data("recall_clocks.yaml"))


def clocks_of(data: Mapping[str, Any]) -> tuple[RecallClock, ...]:
    """The periods of such a file. Raises TermsError ``id-twice``, ``negative``, ``no-source`` or ``no-label``."""
    sources: Mapping[str, str] = data["meta"]["sources"]
    found = tuple(_clock(row, sources) for row in data["clocks"])
    if len({one.id for one in found}) != len(found):
        raise TermsError("id-twice")
    return tuple(sorted(found, key=lambda one: (one.market, one.days)))


def _clock(row: dict[str, Any], sources: Mapping[str, str]) -> RecallClock:
    check_source(row)
    if row["days"] < 1:
        raise TermsError("negative", row=row["id"])
    if row["source"] not in sources:
        raise TermsError("no-source", row=row["id"])
    return RecallClock(
        id=row["id"],
        market=row["market"],
        days=row["days"],
        working=row.get("working", ""),
        act=row["act"],
        label=label_of(row),
        source=sources[row["source"]],
        confidence=row["confidence"],
    )
