"""Whether the stored files are still those whose hashes the tables keep: page images before a decision, all of them by night."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import chain

from kpmarket.foundation.storage import files
from suppliers.models import Certificate, CertificateFile, CertificatePage

SLICES = 30
"""Each night one document in so many is compared: all of them in a month."""
Stored = CertificateFile | CertificatePage


class PagesChanged(Exception):
    """A page image is missing in the storage, or is not the one that was rendered from the supplier's file."""


def require_unchanged_pages(certificate: Certificate) -> None:
    """Raise PagesChanged where somebody would judge another picture than the one that was uploaded."""
    if changed_pages(certificate):
        raise PagesChanged


def changed_pages(certificate: Certificate) -> list[CertificatePage]:
    """Pages whose stored image is missing or another one."""
    pages = CertificatePage.objects.filter(file__certificate=certificate, file__removed_at=None)
    return [page for page in pages.order_by("file", "number") if not is_as_stored(page)]


def is_as_stored(row: Stored) -> bool:
    """Whether the stored file has the hash that the row keeps."""
    try:
        return hashlib.sha256(files.read(row.stored_name)).hexdigest() == row.sha256
    except (OSError, ValueError):
        return False


def changed_files(*, slice_number: int | None = None) -> Iterator[str]:
    """Names of the rows, such as ``page:12``, whose stored original or page image is missing or another one.

    With ``slice_number``, any number that goes up each day, only one document in SLICES is looked at.
    """
    kept = CertificateFile.objects.kept().exclude(certificate__status=Certificate.Status.DRAFT).order_by("pk")
    for file in kept.prefetch_related("pages").iterator(chunk_size=500):
        if slice_number is None or file.certificate_id % SLICES == slice_number % SLICES:
            rows: Iterable[Stored] = chain([file], file.pages.all())
            yield from (_name_of(row, file) for row in rows if not is_as_stored(row))


def _name_of(row: Stored, file: CertificateFile) -> str:
    kind = "page" if isinstance(row, CertificatePage) else "file"
    return f"{kind}:{row.pk} of certificate:{file.certificate_id}"
