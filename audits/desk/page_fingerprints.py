"""Store what pages are recognised by when their reading is done, so that the same page is found at another company."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from audits.findings.similar_pages import keys_to_store
from audits.findings.similarity import Kind, PageKey
from audits.models import PageFingerprint
from suppliers.models import CertificateReading

MAX_FILES_PER_RUN = 200
EMPTY_KEY = PageKey(Kind.PAGE)
"""Stands for a file without a page to compare."""


def store_new_fingerprints(*, limit: int = MAX_FILES_PER_RUN) -> int:
    """Store the pages of readings that are not stored yet, in place of older ones; return the number of files."""
    done = CertificateReading.objects.filter(state=CertificateReading.State.DONE, finished_at__isnull=False)
    stored = PageFingerprint.objects.filter(file=OuterRef("file"), read_at=OuterRef("finished_at"))
    waiting = list(done.filter(~Exists(stored)).defer("fields").order_by("finished_at", "pk")[:limit])
    for reading in waiting:
        store_fingerprints(reading)
    return len(waiting)


@transaction.atomic
def store_fingerprints(reading: CertificateReading) -> None:
    """Store the pages of one reading, in place of those of an earlier one."""
    PageFingerprint.objects.filter(file=reading.file_id).delete()
    rows = list(_fingerprints_of(reading)) or [_fingerprint(reading, 0, EMPTY_KEY)]
    PageFingerprint.objects.bulk_create(rows, ignore_conflicts=True)


def _fingerprints_of(reading: CertificateReading) -> Iterator[PageFingerprint]:
    for page in reading.reading.pages if reading.reading else ():
        for key in keys_to_store(page):
            yield _fingerprint(reading, page.number, key)


def _fingerprint(reading: CertificateReading, page: int, key: PageKey) -> PageFingerprint:
    facts: dict[str, Any] = dict(zip(PageFingerprint.BANDS, key.bands(), strict=True))
    facts |= {"read_at": reading.finished_at, "kind": key.kind, "bits": key.bits, "figures": key.figures}
    return PageFingerprint(file_id=reading.file_id, page=page, **facts)
