"""A deadline ends with a day in the place of whom it binds, and is read in other places at another hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

LAST_MINUTE = time(23, 59)


@dataclass(frozen=True)
class Deadline:
    """The last day of something for somebody in a zone."""

    day: date
    zone: ZoneInfo

    @property
    def ends_at(self) -> datetime:
        """The last minute of that day there."""
        return datetime.combine(self.day, LAST_MINUTE, self.zone)

    def is_over(self, at: datetime) -> bool:
        """Whether that day is over there at that moment, which must know its zone."""
        return at.astimezone(self.zone).date() > self.day

    def read_in(self, zone: ZoneInfo) -> datetime | None:
        """The same moment as a reader's clock shows it; None where that is the clock of whom it binds."""
        there = self.ends_at.astimezone(zone)
        return None if there.replace(tzinfo=None) == self.ends_at.replace(tzinfo=None) else there
