"""When a certificate counts: its approvals and revocations, one after the other, as runs of days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from audits.models import Decision
from suppliers.models import Certificate

Outcome = Decision.Outcome


class Course(NamedTuple):
    """When a certificate counts: runs of days from first to last (None: no bound), in order.

    ``revoked_from`` is the first day of the revocation that stands, the first of all days where it never counted; None
    where none stands. ``breaks`` are revocations that ended: first day, and first day on which it counts again.
    """

    periods: tuple[tuple[date | None, date | None], ...]
    revoked_from: date | None = None
    breaks: tuple[tuple[date, date], ...] = ()

    def is_revoked_on(self, day: date) -> bool:
        """Whether a revocation keeps it from counting on that day."""
        now = self.revoked_from is not None and self.revoked_from <= day
        return now or any(first <= day < again for first, again in self.breaks)


def course_of(certificate: Certificate) -> Course:
    """The course of a certificate with its ``judgements``: approved, revoked from a day, reopened from a day, approved again."""
    starts: list[date | None] = [certificate.valid_from]
    revoked: list[date] = []
    reopened: date | None = None
    for decision in certificate.judgements:  # type: ignore[attr-defined]
        if decision.outcome == Outcome.REVOKED:
            day = decision.effective_on or date.min
            if len(revoked) == len(starts):
                revoked[-1] = min(revoked[-1], day)
            else:
                revoked.append(day)
        elif decision.outcome == Outcome.REOPENED:
            reopened = decision.effective_on
        elif revoked and reopened and len(revoked) == len(starts):
            starts.append(max(reopened, certificate.valid_from or reopened))
    periods = []
    for number, first in enumerate(starts):
        last = certificate.valid_until
        if number < len(revoked):
            before = revoked[number] - timedelta(days=1) if revoked[number] > date.min else date.min
            last = before if last is None else min(before, last)
        if (first is None or last is None or first <= last) and last != date.min:
            periods.append((first, last))
    breaks = tuple((day, again) for day, again in zip(revoked, starts[1:], strict=False) if again)
    return Course(tuple(periods), revoked[-1] if len(revoked) == len(starts) else None, breaks)


def counts_until(certificate: Certificate) -> date | None:
    """The last day that a certificate with its ``judgements`` counts; None where it has no end, or never counted."""
    periods = course_of(certificate).periods
    return periods[-1][1] if periods else None


def revoked_from(certificate: Certificate) -> date | None:
    """The first day on which it is revoked: the first of all days where no decision says from when; None for one that stands."""
    return course_of(certificate).revoked_from
