"""Enqueues the reading of those documents that visitors open first; the others are read on request."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from kpmarket.site.demo.world.people import LOGINS
from suppliers.models import Certificate
from suppliers.readings import jobs

_C = Certificate.Status
ON_THE_DESK = (_C.SUBMITTED, _C.IN_REVIEW)
IN_WORK = (_C.DRAFT, _C.REVISION_REQUESTED)


def enqueue_first(*, at: datetime) -> int:
    """Enqueue files that await an auditor, and those that the demonstration's supplier works on. Returns how many."""
    visitor = next(login.email for login in LOGINS if login.role == "supplier")
    in_work = Q(status__in=IN_WORK, supplier__memberships__user__email=visitor)
    first = Certificate.objects.filter(Q(status__in=ON_THE_DESK) | in_work).order_by("submitted_at", "pk")
    return sum(jobs.enqueue_stale(certificate, at=at) for certificate in first)
