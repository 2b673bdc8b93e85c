"""Files that no row knows: what a process that was killed between file and row leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

from django.conf import settings

from kpmarket.foundation import files
from suppliers.models import CertificateFile, CertificatePage, ProductPicture
from suppliers.products.pictures import picture_path

SETTLED = timedelta(days=1)
"""A younger file may belong to a row that is being written now."""


def orphans(*, at: datetime) -> list[Path]:
    """Files older than a day, private or pictures of products, that no row names. Files that are not ours stay out."""
    before = (at - SETTLED).timestamp()
    kept = set(_kept())
    found = (path for path in _stored() if path not in kept and path.stat().st_mtime < before)
    return sorted(found)


def remove_orphans(*, at: datetime) -> list[Path]:
    """Delete them, and tell which."""
    found = orphans(at=at)
    for path in found:
        path.unlink(missing_ok=True)
    return found


def _stored() -> Iterator[Path]:
    private = Path(settings.PRIVATE_ROOT).glob("??/*")
    names = (path for path in private if files.STORED_NAME.fullmatch(path.name.removesuffix(files.PARTIAL)))
    return chain(names, Path(settings.MEDIA_ROOT).glob("*-*.webp"))


def _kept() -> Iterator[Path]:
    for rows in (CertificateFile.objects, CertificatePage.objects):
        yield from map(files.path_of, rows.values_list("stored_name", flat=True).iterator())
    for picture in ProductPicture.objects.only("name", "width").iterator():
        yield from (picture_path(picture.name, width) for width in picture.widths)
