"""The address at which whoever reported a document adds files to the report: signed, and open for a day."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.urls import reverse

SALT = "files-of-a-report"
OPEN_FOR = timedelta(days=1)
FOLDER = "/report/files/"
"""What such addresses begin with: the web server asks before it reads a stranger's files."""


def address(report: int) -> str:
    """Where files are added to the report with that key."""
    return reverse("trust:report-files", args=[signing.dumps(report, salt=SALT)])


def report_at(token: str) -> int | None:
    """The key of the report whose files the token opens; None for one that is not ours, or too old."""
    try:
        key: int = signing.loads(token, salt=SALT, max_age=OPEN_FOR)
    except signing.BadSignature:
        return None
    return key


def takes_files(path: str) -> bool:
    """Whether that path of a request is such an address."""
    return path.startswith(FOLDER) and report_at(path.removeprefix(FOLDER).rstrip("/")) is not None
