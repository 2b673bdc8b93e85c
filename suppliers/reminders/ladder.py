"""Which rungs of the reminder ladder are due. A rung is days before a document's last day: 0 that day, -7 a week after."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta


def due_on(valid_until: date, rung: int) -> date:
    """The day on which a rung falls due."""
    return valid_until - timedelta(days=rung)


def rungs_due(
    valid_until: date, ladder: Iterable[int], *, on: date, already: Collection[int] = (), since: date | None = None
) -> tuple[int, ...]:
    """The rungs that should have gone out by that day and have not, the earliest first.

    Each rung missed since ``since`` is made up for. Of the rungs before it, which the document never lived through as an
    approved one, only the latest counts, and only while no later rung has fallen due.
    """
    due = sorted({rung for rung in ladder if due_on(valid_until, rung) <= on}, reverse=True)
    counts = [rung for rung in due if since is None or due_on(valid_until, rung) >= since] or due[-1:]
    return tuple(rung for rung in counts if rung not in already)


def told_at(rung: int, *, owners_from: int, has_editors: bool) -> frozenset[str]:
    """The roles that a rung goes to: those who do the work first, the owners as the day comes near."""
    if rung > owners_from and has_editors:
        return frozenset({"editor"})
    return frozenset({"editor", "owner"})
