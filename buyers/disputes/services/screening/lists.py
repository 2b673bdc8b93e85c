"""Loading published lists. The site ships none, as they change daily: who runs it fills a folder."""

from __future__ import annotations

import hashlib
import logging
from codecs import BOM_UTF8
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from buyers.disputes.lists.australian_list import read_workbook
from buyers.disputes.lists.copied_table import MARK, read_table
from buyers.disputes.lists.listed import ReadList, Unreadable
from buyers.disputes.lists.screening_list import read_json
from buyers.disputes.lists.xml_lists import read_xml
from buyers.disputes.models import ListedName, SanctionsList

logger = logging.getLogger(__name__)
MAX_BYTES = 200 * 1024 * 1024
"""Of one file; the longest public list has about a fifth."""
ZIP = b"PK\x03\x04"
"""With this begins every Excel workbook."""
MAX_NAME = 400
MAX_PROGRAM = 300
BATCH = 2000


class NotLoaded(Exception):
    """The file changes nothing."""


class LoadedAlready(NotLoaded):
    """The same bytes were loaded before, as ``source``."""

    def __init__(self, source: SanctionsList) -> None:
        super().__init__(f"The same file was loaded before: {source}.")
        self.source = source


class OlderThanLoaded(NotLoaded):
    """A newer version of the list is loaded, ``source``."""

    def __init__(self, source: SanctionsList) -> None:
        super().__init__(f"A newer version is loaded: {source}.")
        self.source = source


def read_list(data: bytes, *, published_on: date) -> ReadList:
    """A list in one of the published formats, or a copied table. ``published_on`` counts where the file does not say its day. Raises Unreadable."""
    if data[:4] == ZIP:
        return read_workbook(data, published_on=published_on)
    if data.removeprefix(BOM_UTF8).startswith(MARK):
        return read_table(data)
    if data.lstrip()[:1] in (b"{", b"["):
        return read_json(data, published_on=published_on)
    return read_xml(data, published_on=published_on)


@transaction.atomic
def load_list(data: bytes, *, published_on: date, at: datetime) -> SanctionsList:
    """Put a list in the place of its older version. Raises Unreadable, LoadedAlready or OlderThanLoaded."""
    sha256 = hashlib.sha256(data).hexdigest()
    if same := SanctionsList.objects.filter(sha256=sha256).first():
        raise LoadedAlready(same)
    read = read_list(data, published_on=published_on)
    newest = SanctionsList.objects.filter(list_id=read.id).order_by("-published_on", "-pk").first()
    if newest and newest.published_on > read.published_on:
        raise OlderThanLoaded(newest)
    loaded = SanctionsList.objects.create(
        list_id=read.id, published_on=read.published_on, sha256=sha256, count=len(read.parties), loaded_at=at
    )
    ListedName.objects.filter(source__list_id=read.id).delete()
    ListedName.objects.bulk_create(
        (
            ListedName(
                source=loaded,
                number=party.number[:60],
                kind=party.kind,
                name=name[:MAX_NAME],
                program=party.program[:MAX_PROGRAM],
            )
            for party in read.parties
            for name in party.names
        ),
        batch_size=BATCH,
    )
    return loaded


def load_folder(folder: Path, *, at: datetime) -> list[SanctionsList]:
    """Every file of the folder that was not loaded yet; what cannot be read is logged and left where it is.

    The day of a file that does not say its own is the day on which it was written there.
    """
    loaded = []
    for file in sorted(folder.glob("*")) if folder.is_dir() else ():
        if not file.is_file() or file.stat().st_size > MAX_BYTES:
            continue
        written_on = datetime.fromtimestamp(file.stat().st_mtime, tz=at.tzinfo).date()
        try:
            loaded.append(load_list(file.read_bytes(), published_on=written_on, at=at))
        except NotLoaded:
            continue
        except Unreadable as error:
            logger.error("The list of sanctions %s was not loaded: %s", file.name, error)
    return loaded


def current_lists() -> list[SanctionsList]:
    """The newest version of each list."""
    newest: dict[str, SanctionsList] = {}
    for one in SanctionsList.objects.order_by("list_id", "-published_on", "-pk"):
        newest.setdefault(one.list_id, one)
    return list(newest.values())
