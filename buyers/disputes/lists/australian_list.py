"""The Australian consolidated list as an Excel workbook: a row for each name; 101a, 101b … are further names of entry 101."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from buyers.disputes.lists.listed import MAX_NAMES, ListedParty, ReadList, Unreadable
from buyers.terms.disputes.lists import Kind

KINDS = {"individual": Kind.PERSON, "entity": Kind.ORGANISATION, "vessel": Kind.VESSEL}
REFERENCE, NAME, TYPE, PROGRAM = "reference", "name of individual or entity", "type", "committees"
HEAD_ROWS = 12
MAX_UNPACKED_BYTES = 400 * 1024 * 1024
DAMAGED = (InvalidFileException, zipfile.BadZipFile, KeyError, IndexError, ValueError, TypeError, AttributeError)


def read_workbook(data: bytes, *, published_on: date) -> ReadList:
    """The list; the file does not say its day, so who loads it does. Raises Unreadable."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise Unreadable(_("This file has more names than a list of sanctions can have."))
        parties = _parties(BytesIO(data))
    except DAMAGED as error:
        raise Unreadable(_("This file is not whole: its workbook cannot be read.")) from error
    if not parties:
        raise Unreadable(_("This workbook is none of the lists that we read."))
    return ReadList("au_dfat", published_on, parties)


def _parties(file: BytesIO) -> tuple[ListedParty, ...]:
    names: dict[str, list[str]] = {}
    first: dict[str, Mapping[str, str]] = {}
    for count, row in enumerate(_rows(file)):
        if count > MAX_NAMES:
            raise Unreadable(_("This file has more names than a list of sanctions can have."))
        number = re.match(r"\d+", row[REFERENCE])
        if number and row[NAME]:
            names.setdefault(number[0], []).append(row[NAME])
            first.setdefault(number[0], row)
    return tuple(
        ListedParty(key, KINDS.get(row[TYPE].casefold(), Kind.OTHER), tuple(dict.fromkeys(names[key])), row[PROGRAM])
        for key, row in first.items()
    )


def _rows(file: BytesIO) -> Iterator[Mapping[str, str]]:
    """Rows below the head, by the words of the head in small letters; of sheets with another head none."""
    book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        head: list[str] = []
        for place, cells in enumerate(sheet.iter_rows(values_only=True)):
            texts = [" ".join(str(cell).replace("_x000D_", " ").split()) if cell is not None else "" for cell in cells]
            if head:
                yield {REFERENCE: "", NAME: "", TYPE: "", PROGRAM: "", **dict(zip(head, texts, strict=False))}
            elif {REFERENCE, NAME} <= (words := {one.casefold() for one in texts}) and words:
                head = [one.casefold() for one in texts]
            elif place > HEAD_ROWS:
                break
