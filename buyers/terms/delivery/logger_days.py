"""Days and times as loggers write them. Whether 03/04 is in March or in April follows from the whole file, or is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from buyers.terms.errors import TermsError

DMY, MDY = "dmy", "mdy"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS_PER_YEAR = 12
NOON = 12
CENTURY = 2000
_DAY = re.compile(
    r"(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?"
    r"|(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})[-/.](?P<year>\d{4}|\d{2})"
    r"|(?P<dd>\d{1,2})[- ](?P<name>[A-Za-z]{3})[a-z]*[- ](?P<yy>\d{4}|\d{2})"
)
_CLOCK = re.compile(r"(?P<h>\d{1,2}):(?P<min>\d{2})(?::(?P<s>\d{2}))?(?:[.,]\d+)?\s*(?P<half>[AaPp])?\.?[Mm]?\.?")


@dataclass(frozen=True)
class Moment:
    """A moment as written. ``first`` and ``second`` are day and month in one order or the other; ``order`` where it is sure."""

    year: int
    first: int
    second: int
    order: str
    hour: int
    minute: int
    second_of_minute: int

    @classmethod
    def parse(cls, text: str) -> Moment | None:
        """None where a day or a time is lacking."""
        day, clock = _DAY.search(text), _CLOCK.search(text)
        if not (day and clock):
            return None
        hour = int(clock["h"])
        if clock["half"]:
            hour = hour % NOON + (NOON if clock["half"] in "Pp" else 0)
        time = (hour, int(clock["min"]), int(clock["s"] or 0))
        if day["y"]:
            return cls(int(day["y"]), int(day["d"]), int(day["m"]), DMY, *time)
        if day["name"]:
            name = day["name"].lower()
            return cls(_year(day["yy"]), int(day["dd"]), MONTHS.index(name) + 1, DMY, *time) if name in MONTHS else None
        first, second = int(day["a"]), int(day["b"])
        order = DMY if day["mark"] == "." or first > MONTHS_PER_YEAR else MDY if second > MONTHS_PER_YEAR else ""
        return cls(_year(day["year"]), first, second, order, *time)

    def in_order(self, order: str) -> datetime | None:
        """None where there is no such day."""
        day, month = (self.first, self.second) if (self.order or order) == DMY else (self.second, self.first)
        try:
            return datetime(self.year, month, day, self.hour, self.minute, self.second_of_minute)
        except ValueError:
            return None


def read_moments(written: Sequence[Moment], day_order: str = "") -> list[datetime]:
    """The moments, on the logger's own clock. Raises TermsError ``day-order-unclear`` or ``not-in-order``.

    Where no day tells its order by itself, the order counts in which the readings follow each other without a jump.
    """
    sure = {moment.order for moment in written if moment.order}
    orders = [day_order] if day_order else sorted(sure) or [DMY, MDY]
    readings = [found for order in orders if (found := _read(written, order))]
    if not readings:
        raise TermsError("not-in-order" if written else "no-readings")
    if len(readings) > 1 and readings[0] != readings[1]:
        gaps = [_longest_gap(found) for found in readings]
        if gaps[0] == gaps[1]:
            raise TermsError("day-order-unclear")
        return readings[gaps.index(min(gaps))]
    return readings[0]


def _read(written: Sequence[Moment], order: str) -> list[datetime] | None:
    """None where a day does not exist or time runs back."""
    found = [moment.in_order(order) for moment in written]
    days = [one for one in found if one is not None]
    if len(days) != len(found) or any(one > following for one, following in pairwise(days)):
        return None
    return days


def _longest_gap(moments: Sequence[datetime]) -> float:
    """Seconds."""
    return max(((after - before).total_seconds() for before, after in pairwise(moments)), default=0.0)


def _year(digits: str) -> int:
    return int(digits) if len(digits) > 2 else CENTURY + int(digits)
