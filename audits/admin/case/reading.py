"""How far the reading of a case's files is: the page follows it, and a document that nobody read is read when asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from audits.admin.case.base import page_of_case
from audits.admin.case.findings import FindingsDesk
from audits.admin.case.pages import reading_of
from suppliers.models import CertificateFile
from suppliers.models.reading import ReadingState
from suppliers.readings import jobs

PATIENCE = timedelta(minutes=10)
"""So long after it was asked for a page looks by itself whether a reading has ended."""
ON_ITS_WAY = frozenset({ReadingState.WAITING, ReadingState.READING})


@dataclass(frozen=True)
class Standing:
    """How many files are on their way, whether the page looks again by itself, and whether it saw them so before.

    ``has_unread``: of some file there is no reading, or none that is understood any more.
    """

    on_their_way: int
    looks_again: bool
    has_unread: bool
    was_running: bool = False


class ReadingDesk(FindingsDesk):
    """The doors of readings, for the desk of certificates."""

    def get_urls(self):
        ask = self.admin_site.admin_view(require_POST(self.ask_to_read))
        look = self.admin_site.admin_view(require_safe(self.look_again))
        return [
            path("<int:pk>/read/", ask, name="audits_certificatecase_read"),
            path("<int:pk>/reading/", look, name="audits_certificatecase_reading"),
            *super().get_urls(),
        ]

    def ask_to_read(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have the files read that nobody read yet."""
        certificate = self.subject(request, pk)
        jobs.enqueue_stale(certificate, at=timezone.now())
        return redirect(page_of_case(certificate))

    def look_again(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A fragment that asks again by itself until all files are read."""
        certificate = self.subject(request, pk)
        files = certificate.files.as_shown().defer("reading__content", "reading__fields")
        shown = standing_of(files, at=timezone.now(), was_running=True)
        return render(request, "admin/audits/_reading.html", {"subject": certificate, "reading": shown})


def standing_of(files: Iterable[CertificateFile], *, at: datetime, was_running: bool = False) -> Standing:
    """How far the reading of these files is."""
    found = [reading_of(file) for file in files]
    running = [row for row in found if row and row.state in ON_ITS_WAY]
    return Standing(
        on_their_way=len(running),
        looks_again=any(at - row.asked_at < PATIENCE for row in running),
        has_unread=not was_running and any(row is None or row.is_outdated for row in found),
        was_running=was_running,
    )
