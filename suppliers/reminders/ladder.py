"""Which rungs of the reminder ladder are due. A rung is days before a document's last day: 0 that day, -7 a week after.

A rung that was missed is made up for, within the days of catching up. Of the rungs before the approval, which the
document never lived through as an approved one, only the latest counts, and only while no later rung has fallen due.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """The documents for which a rung may be due on a day, by their last day.

    From ``latest_from`` to ``until`` it is the latest rung that has fallen due, and always counts. From ``since`` on it
    counts where the document was approved by the day on which the rung fell due.
    """

    rung: int
    since: date
    latest_from: date
    until: date

    @property
    def start(self) -> date:
        """The first last day for which the rung may be due at all."""
        return min(self.since, self.latest_from)

    def counts(self, valid_until: date, *, approved_on: date | None) -> bool:
        """Whether the rung is due for a document within reach, approved on that day or always: as in ``rungs_due``."""
        lived_through = approved_on is None or approved_on <= due_on(valid_until, self.rung)
        return valid_until >= self.latest_from or (lived_through and valid_until >= self.since)


def due_on(valid_until: date, rung: int) -> date:
    """The day on which a rung falls due."""
    return valid_until - timedelta(days=rung)


def windows(ladder: Iterable[int], *, on: date, catch_up: timedelta, lowest: int) -> Iterator[Window]:
    """The window of each rung. ``lowest`` is the last rung of any ladder: documents that ended before it, and the days
    of catching up, are let go."""
    rungs = sorted(set(ladder), reverse=True)
    floor = on + timedelta(days=lowest) - catch_up
    for rung, following in zip(rungs, [*rungs[1:], None], strict=True):
        until = on + timedelta(days=rung)
        latest_from = floor if following is None else on + timedelta(days=following) + ONE_DAY
        yield Window(rung, max(until - catch_up, floor), latest_from, until)


def rungs_due(
    valid_until: date, ladder: Iterable[int], *, on: date, already: Collection[int] = (), since: date | None = None
) -> tuple[int, ...]:
    """The rungs that should have gone out by that day and have not, the earliest first; ``since`` is the approval or
    the first day of catching up, whichever is later."""
    due = sorted({rung for rung in ladder if due_on(valid_until, rung) <= on}, reverse=True)
    counts = [rung for rung in due if since is None or due_on(valid_until, rung) >= since] or due[-1:]
    return tuple(rung for rung in counts if rung not in already)


def roles_notified(rung: int, *, owners_from: int, has_editors: bool) -> frozenset[str]:
    """The roles that a rung goes to: those who do the work first, the owners as the day comes near."""
    if rung > owners_from and has_editors:
        return frozenset({"editor"})
    return frozenset({"editor", "owner"})
