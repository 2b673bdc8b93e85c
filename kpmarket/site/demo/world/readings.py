"""Documents that visitors look at first are read by the workers as soon as they run; the others when somebody asks."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from kpmarket.site.demo.world.people import LOGINS
from suppliers.models import Certificate
from suppliers.readings import jobs

_C = Certificate.Status
ON_THE_DESK = (_C.SUBMITTED, _C.IN_REVIEW)
AT_HOME = (_C.DRAFT, _C.REVISION_REQUESTED)


def ask(*, at: datetime) -> int:
    """Have those read that await an auditor, and what the supplier who may sign in works on; how many files."""
    visitor = next(login.email for login in LOGINS if login.role == "supplier")
    at_home = Q(status__in=AT_HOME, supplier__memberships__user__email=visitor)
    first = Certificate.objects.filter(Q(status__in=ON_THE_DESK) | at_home).order_by("submitted_at", "pk")
    return sum(jobs.enqueue_stale(certificate, at=at) for certificate in first)
