"""By what pages are known is noted when their reading is over, so that the same page is found again at another company."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from audits.findings.similar_pages import known_by
from audits.findings.similarity import Kind, Known
from audits.models import PageFingerprint
from suppliers.models import CertificateReading

MOST_AT_ONCE = 200
NOTHING = Known(Kind.PAGE)
"""What stands for a file without a page to compare."""


def note_pages(*, most: int = MOST_AT_ONCE) -> int:
    """Note the pages of readings that ended since; the number of files. What was noted of a former reading goes."""
    done = CertificateReading.objects.filter(state=CertificateReading.State.DONE, finished_at__isnull=False)
    noted = PageFingerprint.objects.filter(file=OuterRef("file"), read_at=OuterRef("finished_at"))
    waiting = list(done.filter(~Exists(noted)).defer("fields").order_by("finished_at", "pk")[:most])
    for reading in waiting:
        note(reading)
    return len(waiting)


@transaction.atomic
def note(reading: CertificateReading) -> None:
    """Note the pages of one reading, in place of those of a former one."""
    PageFingerprint.objects.filter(file=reading.file_id).delete()
    rows = list(_rows(reading)) or [_row(reading, 0)]
    PageFingerprint.objects.bulk_create(rows, ignore_conflicts=True)


def _rows(reading: CertificateReading) -> Iterator[PageFingerprint]:
    for page in reading.reading.pages if reading.reading else ():
        for known in known_by(page):
            yield _row(reading, page.number, known)


def _row(reading: CertificateReading, page: int, known: Known = NOTHING) -> PageFingerprint:
    facts: dict[str, Any] = dict(zip(PageFingerprint.BANDS, known.bands(), strict=True))
    facts |= {"read_at": reading.finished_at, "kind": known.kind, "bits": known.bits, "figures": known.figures}
    return PageFingerprint(file_id=reading.file_id, page=page, **facts)
