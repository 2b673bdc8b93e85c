"""Whether a lot keeps long enough on the day on which it arrives, by what the contract asks for."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from buyers.terms.money import WHOLE

MONTHS_PER_YEAR = 12


class LotState(StrEnum):
    ENOUGH = "enough"
    SHORT = "short"
    UNKNOWN = "unknown"
    """A day is not stated that is needed to judge."""
    NOT_AGREED = "not_agreed"


@dataclass(frozen=True)
class ShelfLife:
    """``months_left`` whole months and ``days_left`` from the arrival to the last day; ``needed_until`` the earliest last
    day that the contract allows, where that is known. Missing days leave them None.
    """

    state: LotState
    months_left: int | None = None
    days_left: int | None = None
    needed_until: date | None = None


def shelf_life_of(made: date | None, expires: date | None, arrival: date, *, months: int, share: int) -> ShelfLife:
    """A lot against what was agreed: at least ``months`` left, and ``share`` basis points of its whole life; 0 asks for neither.

    A lot is still good on its last day. The arrival is that at the named place, not the day of shipment.
    """
    if not months and not share:
        return ShelfLife(LotState.NOT_AGREED)
    if expires is None or (share and made is None):
        return ShelfLife(LotState.UNKNOWN)
    needed = add_months(arrival, months) if months else arrival
    if share and made is not None:
        needed = max(needed, _needed_by_share(made, expires, arrival, share))
    state = LotState.ENOUGH if expires >= needed else LotState.SHORT
    return ShelfLife(state, months_between(arrival, expires), (expires - arrival).days, needed)


def add_months(day: date, months: int) -> date:
    """The same day that many months later; the last of the month where there is no such day."""
    year, month = divmod(day.month - 1 + months, MONTHS_PER_YEAR)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_between(start: date, end: date) -> int:
    """Whole months from one day to another; below 0 where the end lies before."""
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * MONTHS_PER_YEAR + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def _needed_by_share(made: date, expires: date, arrival: date, share: int) -> date:
    """The earliest last day with which the share of the life that this lot has would be left."""
    life = max(0, (expires - made).days)
    left = -(-life * share // WHOLE)
    return date.fromordinal(min(date.max.toordinal(), arrival.toordinal() + left))
