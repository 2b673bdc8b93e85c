"""The queue of the legal desk: what waits for somebody and what is one's own, by the day on which it is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from buyers.disputes.models import LegalCase
from buyers.disputes.services.cases import law_days
from buyers.disputes.services.cases.access import cases_for_desk
from buyers.disputes.services.cases.opening import answer_by
from kpmarket.accounts.models import User


@dataclass(frozen=True)
class Waiting:
    """A case in the queue. ``due``: the desk's answer, or the next day of law; None where there is none."""

    case: LegalCase
    due: date | None
    is_answer: bool
    is_late: bool


def queue_of(user: User, *, at: datetime) -> list[Waiting]:
    """What this person may take or works on, what is due first on top; a fixed number of queries."""
    on = timezone.localdate(at)
    cases = list(cases_for_desk(user, at=at))
    days = law_days.next_days(cases, on)
    rows = [_row(case, days.get(case.pk), at) for case in cases]
    return sorted(rows, key=lambda one: (one.due is None, one.due or date.max, one.case.pk))


def _row(case: LegalCase, law_day: date | None, at: datetime) -> Waiting:
    if case.answered_at:
        return Waiting(case, law_day, is_answer=False, is_late=False)
    answer = answer_by(case)
    if law_day and law_day < answer.day:
        return Waiting(case, law_day, is_answer=False, is_late=answer.is_over(at))
    return Waiting(case, answer.day, is_answer=True, is_late=answer.is_over(at))
