"""Findings of site audits whose day has passed: letters to whoever is to act, until they do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from audits.desk.chasing import due_rung
from audits.models import SiteAudit, SiteAuditEnd
from audits.site_audits import mail
from audits.site_audits.reading import light_rows, state_of
from audits.site_audits.states import FindingStanding, FindingState
from kpmarket.foundation import working_days
from kpmarket.foundation.outbox.models import Letter
from suppliers.models.supplier import NOT_BEFORE_THE_DESK

LADDER = (1, 10)
"""Working days of China after the day that has passed, on which is written."""


def remind_of_late_findings(*, at: datetime) -> int:
    """Write about every finding that is late: to the company while its answer is missing, to the auditors while the check of
    its effect is. How many were written about.

    Safe to run again: the cause of a letter names finding, day and rung. Of rungs that were missed only the latest is written.
    """
    on = timezone.localdate(at)
    return sum(_remind(audit, late, on=on, at=at) for audit, late in _late(on))


def _late(on: date) -> Iterator[tuple[SiteAudit, FindingStanding]]:
    rows = light_rows().select_related("supplier", "lead", "second")
    asked = rows.filter(end__kind=SiteAuditEnd.Kind.REPORTED).exclude(supplier__status__in=NOT_BEFORE_THE_DESK)
    for audit in asked.order_by("pk"):
        yield from ((audit, one) for one in state_of(audit, on=on).findings if one.is_late(on))


def _remind(audit: SiteAudit, late: FindingStanding, *, on: date, at: datetime) -> bool:
    """False where no rung is reached, the letters of this one exist, or nobody can be written to."""
    assert late.due is not None  # noqa: S101 (what is late has a day)
    rung = due_rung(-working_days.working_days_left(on, late.due), (), LADDER)
    cause = f"site-finding-late-{late.finding.pk}-{late.due.isoformat()}-{rung}"
    if rung is None or Letter.objects.filter(key__startswith=f"{cause}-").exists():
        return False
    write = mail.write_late_check if late.state == FindingState.ACCEPTED else mail.write_late_answer
    try:
        with transaction.atomic():
            return write(audit, cause, at=at)
    except IntegrityError:  # another sweep wrote the same
        return False
