"""What hinders a side without its fault: how many days of the contract move, and from when on either side may end it.

The contract says whether it counts at all (``Terms.force_majeure_days``). A side that says so too late has the days from its
notice on only. Whoever was late before it began stays late.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from buyers.terms.clock import clocks
from buyers.terms.contract import Terms
from buyers.terms.parts import DueOn

NOTICE, END = "force_majeure_notice", "force_majeure_end"
"""Kinds of evidence: the notice with its proof, and the word of who gave it that it is over."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Hindrance:
    """Force majeure that ``side`` gave notice of. ``ended_on`` None: it lasts."""

    side: str
    began_on: date
    noticed_on: date
    ended_on: date | None = None

    def is_notice_late(self, due_on: DueOn) -> bool:
        """Whether the notice came after the days that it should come in."""
        return clocks()["force_majeure_notice"].is_over(self.began_on, self.noticed_on, due_on)

    def counts_from(self, due_on: DueOn) -> date:
        """The day from which on it counts: when it began, or that of a notice that came too late."""
        return self.noticed_on if self.is_notice_late(due_on) else self.began_on


def moved_by(terms: Terms, hindrances: Iterable[Hindrance], on: date, due_on: DueOn) -> int:
    """By how many days the latest day of shipment has moved on that day; days that two sides are hindered count once."""
    if not terms.force_majeure_days:
        return 0
    moved, counted = timedelta(), date.min
    for one in sorted(hindrances, key=lambda one: one.counts_from(due_on)):
        start = max(one.counts_from(due_on), counted)
        end = min(one.ended_on or on, on)
        if start <= terms.latest_shipment + moved and end > start:
            moved, counted = moved + (end - start), end
    return moved.days


def moved_terms(terms: Terms, days: int) -> Terms:
    """The terms with the days of shipment and entry moved: what lateness is measured by, never what is signed."""
    if not days:
        return terms
    more = timedelta(days=days)
    return replace(terms, latest_shipment=terms.latest_shipment + more, expected_entry=terms.expected_entry + more)


def free_to_end_from(terms: Terms, hindrances: Iterable[Hindrance], on: date, due_on: DueOn) -> date | None:
    """The first day on which either side may end what is not shipped; None where nothing lasts, or nothing is agreed."""
    lasting = [one.counts_from(due_on) for one in hindrances if one.ended_on is None or one.ended_on > on]
    if not lasting or not terms.force_majeure_days:
        return None
    return min(lasting) + timedelta(days=terms.force_majeure_days) + ONE_DAY
