"""Who holds a case, how many one person may hold, and when a case goes back to the queue by itself."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from audits.desk.permissions import NotAllowed
from audits.models import Auditor, FindingAnswer, Recommendation, RegisterCheck, Review
from audits.models.review import IS_IN_REVIEW
from kpmarket.accounts.models import User
from kpmarket.accounts.offices import in_office
from kpmarket.foundation import working_days

IS_RECOMMENDED = Exists(Recommendation.objects.filter(review=OuterRef("pk"), closed_at=None))
"""Condition of reviews whose auditor recommended something, so that a colleague has to act."""


class TooManyCases(NotAllowed):
    """This person holds as many cases as one person may."""


def limit() -> int:
    """How many cases one auditor may hold at a time."""
    number: int = settings.CASES_IN_HAND
    return number


def require_room(user: User) -> None:
    """Raise TooManyCases where one more case is too many. The office stays locked until the transaction ends.

    Without the lock two cases that are taken at once would both find room.
    """
    list(Auditor.objects.select_for_update().filter(user=user))
    if Review.objects.held().exclude(IS_RECOMMENDED).filter(auditor=user).count() >= limit():
        raise TooManyCases


def due_back(*, at: datetime) -> Q:
    """Condition of open reviews that end by themselves.

    The office has ended, nothing was done for too long, the supplier took the certificate back, or its company was rejected.
    """
    return Q(closed_at=None) & (~IS_IN_REVIEW | _is_out_of_office(at) | _is_idle(timezone.localdate(at)))


def is_due_back(review: Review, *, at: datetime) -> bool:
    """Whether this case goes back to the queue, so that somebody else may take it."""
    return Review.objects.filter(due_back(at=at), pk=review.pk).exists()


def goes_back_on(acted_on: date) -> date:
    """The first day on which a case goes back whose auditor last did something on ``acted_on``."""
    return working_days.due_on(acted_on, settings.RESERVATION_DAYS) + timedelta(days=1)


def _is_out_of_office(at: datetime) -> Q:
    offices = Auditor.objects.filter(in_office(at), user=OuterRef("auditor"))
    return Q(~Exists(offices.filter(user__is_active=True, user__is_staff=True)))


def _is_idle(on: date) -> Q:
    """Taken, last answered and last looked up on a day from which too many working days have passed; what waits for a second
    signature is not left."""
    last = working_days.latest_day_past(on, settings.RESERVATION_DAYS)
    since = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    same_case = {"certificate": OuterRef("certificate"), "by": OuterRef("auditor")}
    answered = FindingAnswer.objects.filter(at__gte=since, **same_case)
    looked_up = RegisterCheck.objects.filter(taken_at__gte=since, **same_case)
    return Q(opened_at__lt=since) & ~Exists(answered) & ~Exists(looked_up) & ~Q(IS_RECOMMENDED)
