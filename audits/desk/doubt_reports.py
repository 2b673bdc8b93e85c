"""What is done about a document that somebody doubts: anybody reports it, the desk answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db import transaction
from django.db.models import QuerySet

from audits.desk import senior_notices
from audits.models import DoubtFile, DoubtPage, DoubtReport
from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox import writing as outbox
from kpmarket.foundation.outbox.models import Letter
from suppliers.certificates.files import StoredUpload
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


class EnoughFiles(Exception):
    """The report has as many files as one takes."""


@transaction.atomic
def report_doubt(doubt: Doubt, *, language: str, by: User | None, at: datetime) -> DoubtReport:
    """Keep what somebody reports. Nothing about the document changes by it."""
    report = DoubtReport.objects.create(**vars(doubt), language=language, by=by, at=at)
    senior_notices.of_doubt(report, at=at)
    return report


@transaction.atomic
def keep_file(report: DoubtReport, upload: StoredUpload, *, at: datetime) -> bool:
    """Put a stored file to its report; False where it is there already. Raises AlreadyAnswered or EnoughFiles."""
    if not DoubtReport.objects.open().select_for_update().filter(pk=report.pk):
        raise AlreadyAnswered
    if report.files.filter(sha256=upload.original.sha256).exists():
        return False
    if report.files.count() >= DoubtFile.MOST:
        raise EnoughFiles
    row = DoubtFile.objects.create(report=report, at=at, **upload.columns())
    DoubtPage.objects.bulk_create(DoubtPage(file=row, **page.columns()) for page in upload.pages)
    return True


def stored_names() -> Iterator[str]:
    """Names of all files of reports, for the sweep of files that no row names."""
    return chain.from_iterable(
        rows.values_list("stored_name", flat=True).iterator() for rows in (DoubtFile.objects, DoubtPage.objects)
    )


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
