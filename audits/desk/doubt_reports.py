"""What is done about a document that somebody doubts: anybody reports it, the desk answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from audits.models import DoubtReport
from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox import writing as outbox
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Certificate

SHORTEST_NUMBER = 4
"""Characters of a number by which documents of ours are looked for."""
MOST_MATCHES = 20


@dataclass(frozen=True)
class Doubt:
    """What somebody says; all but the reason may be empty."""

    reason: str
    number: str = ""
    company: str = ""
    found_at: str = ""
    email: str = ""


class AlreadyAnswered(Exception):
    """A colleague answered this report first."""


def report_doubt(doubt: Doubt, *, language: str, by: User | None, at: datetime) -> DoubtReport:
    """Keep what somebody reports. Nothing about the document changes by it."""
    return DoubtReport.objects.create(**vars(doubt), language=language, by=by, at=at)


@transaction.atomic
def answer_report(report: DoubtReport, outcome: str, *, note: str, by: User, at: datetime) -> DoubtReport:
    """Answer a report once, with a letter where an address was left. Raises AlreadyAnswered."""
    answer = {"outcome": outcome, "note": note, "decided_by": by, "decided_at": at}
    if not DoubtReport.objects.open().filter(pk=report.pk).update(**answer):
        raise AlreadyAnswered
    report.refresh_from_db()
    if report.email:
        outbox.write([letter(report)], at=at)
    return report


def letter(report: DoubtReport) -> Letter:
    """The answer to whoever reported the document."""
    return mail.compose("audits/doubt_answered", report, {"report": report}, key=f"doubt-{report.pk}")


def documents_meant(report: DoubtReport) -> QuerySet[Certificate]:
    """Submitted documents of ours with the number that was reported, whatever the case of its letters."""
    found = Certificate.objects.exclude(submitted_at=None).select_related("supplier", "certificate_type")
    if len(report.number) < SHORTEST_NUMBER:
        return found.none()
    return found.filter(number__iexact=report.number).order_by("pk")[:MOST_MATCHES]
