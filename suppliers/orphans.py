"""Files that no row names: a process that was ended between writing the file and its row leaves one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from typing import NamedTuple

from django.core.files.storage import storages

from kpmarket.foundation.storage import files
from suppliers.models import CertificateFile, CertificatePage, ProductPicture, RemovedPicture
from suppliers.products import picture_files, pictures

logger = logging.getLogger(__name__)

SETTLED = timedelta(days=1)
"""A younger file may belong to a row that is being written now."""


MAX_UNATTENDED_FILES = 100
"""More at once were not left by ended processes: rather the database is not that of the files, and a person decides."""


Names = Callable[[], Iterable[str]]
_names_elsewhere: list[Names] = []


def subscribe(names: Names) -> None:
    """Called once by the ``ready()`` of an app downstream: the names of private files that its rows hold."""
    if names not in _names_elsewhere:
        _names_elsewhere.append(names)


class Stored(NamedTuple):
    """A file by the name of its storage, "private" or "pictures", and its key there."""

    storage: str
    key: str


def orphans(*, at: datetime) -> list[Stored]:
    """Files older than a day, private or pictures of products, that no row names. Files that are not ours stay out."""
    before = at - SETTLED
    unnamed = sorted(set(_stored_files()).difference(_named_by_rows()))
    return [file for file in unnamed if storages[file.storage].get_modified_time(file.key) < before]


def remove_orphans(*, at: datetime, max_files: int | None = None) -> list[Stored]:
    """Delete them; what is returned is what was deleted: nothing where they are more than ``max_files``."""
    unnamed = orphans(at=at)
    if max_files is not None and len(unnamed) > max_files:
        logger.error("%d files that no row names stay: is this the database of these files?", len(unnamed))
        return []
    for file in unnamed:
        storages[file.storage].delete(file.key)
    return unnamed


def _stored_files() -> Iterator[Stored]:
    private = (Stored("private", key) for key in files.stored_keys())
    return chain(private, (Stored("pictures", key) for key in pictures.stored_keys()))


def _named_by_rows() -> Iterator[Stored]:
    for rows in (CertificateFile.objects, CertificatePage.objects):
        for name in rows.values_list("stored_name", flat=True).iterator():
            yield Stored("private", files.storage_key(name))
    for kept in RemovedPicture.objects.values_list("files", flat=True).iterator():
        yield from (Stored("private", files.storage_key(name)) for name in kept.values())
    for name in chain.from_iterable(names() for names in _names_elsewhere):
        yield Stored("private", files.storage_key(name))
    for picture in ProductPicture.objects.only("name", "width").iterator():
        yield from (Stored("pictures", picture_files.storage_key(picture.name, width)) for width in picture.widths)
