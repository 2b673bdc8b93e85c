"""The progress of reading on the page of a case: the page follows it, and unread documents can be read on request."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from audits.admin.case.base import page_of_case
from audits.admin.case.findings import FindingsAdmin
from audits.admin.case.pages import reading_of
from suppliers.models import CertificateFile
from suppliers.models.reading import ReadingState
from suppliers.readings import jobs

MAX_POLLING_TIME = timedelta(minutes=10)
"""For so long after the request the page checks by itself whether a reading has ended."""
UNFINISHED = frozenset({ReadingState.WAITING, ReadingState.READING})


@dataclass(frozen=True)
class ReadingProgress:
    """How many files are unfinished, whether the page checks again by itself, and whether it was doing so before.

    ``has_unread``: a file has no reading, or one that can no longer be used.
    """

    unfinished: int
    is_polling: bool
    has_unread: bool
    was_polling: bool = False


class ReadingAdmin(FindingsAdmin):
    """Adds the progress of reading to the page of a certificate."""

    def get_urls(self) -> list[URLPattern]:
        request_view = self.admin_site.admin_view(require_POST(self.request_reading))
        progress_view = self.admin_site.admin_view(require_safe(self.reading_progress))
        return [
            path("<int:pk>/read/", request_view, name="audits_certificatecase_read"),
            path("<int:pk>/reading/", progress_view, name="audits_certificatecase_reading"),
            *super().get_urls(),
        ]

    def request_reading(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have the files read that were not read yet."""
        certificate = self.subject(request, pk)
        jobs.enqueue_stale(certificate, at=timezone.now())
        return redirect(page_of_case(certificate))

    def reading_progress(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A fragment that polls until all files are read."""
        certificate = self.subject(request, pk)
        files = certificate.files.as_shown().defer("reading__content", "reading__fields")
        progress = progress_of(files, at=timezone.now(), was_polling=True)
        return render(request, "admin/audits/_reading.html", {"subject": certificate, "reading": progress})


def progress_of(files: Iterable[CertificateFile], *, at: datetime, was_polling: bool = False) -> ReadingProgress:
    """The progress of reading these files."""
    readings = [reading_of(file) for file in files]
    unfinished = [reading for reading in readings if reading and reading.state in UNFINISHED]
    return ReadingProgress(
        unfinished=len(unfinished),
        is_polling=any(at - reading.asked_at < MAX_POLLING_TIME for reading in unfinished),
        has_unread=not was_polling and any(reading is None or reading.is_outdated for reading in readings),
        was_polling=was_polling,
    )
