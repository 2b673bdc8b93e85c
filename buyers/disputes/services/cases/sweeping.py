"""Once a day: days of law that became known since, and letters before days of law end."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from buyers.disputes.models import LegalCase
from buyers.disputes.services.cases import law_days, letters
from buyers.disputes.services.cases.opening import lock_case

DAYS_BEFORE = (30, 7, 1)
"""So many days before a day of law its client is written to, once for each."""


def notify_of_law_days(*, at: datetime) -> int:
    """Note what became known of every open case, and write of days that are near. Returns how many letters were written."""
    return sum(_look_at(pk, at) for pk in LegalCase.objects.open().order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _look_at(pk: int, at: datetime) -> int:
    case = lock_case(pk)
    if not case.is_open:
        return 0
    on = timezone.localdate(at)
    law_days.note_deadlines(case, at=at)
    written = 0
    for one in law_days.days_of_law(list(case.deadlines.all()), "en", on):
        near = [days for days in DAYS_BEFORE if on >= one.row.day - timedelta(days=days)]
        if near and not one.is_past:
            written += letters.write_of_deadline(case, one.row, min(near), at=at)
    return written
