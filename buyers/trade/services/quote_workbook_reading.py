"""Reading the workbook that a supplier filled in: within limits, for this request alone, values only.

Every refusal is a sentence, and names the cell where there is one. What could be read goes to the form, which is the one
judge of values: the file is only another way to type.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from buyers.models import EnquiryLine, Thread
from buyers.trade.services import quote_workbook as form
from buyers.trade.services.quote_workbook import COLUMNS, FIRST_HEAD, FIRST_LINE, HEAD, KEY_CELL, MARK, VALUE_COLUMN

MAX_BYTES = 1024 * 1024
"""Of the file as uploaded; one of two hundred lines has some twenty thousand."""
MAX_UNPACKED_BYTES = 8 * 1024 * 1024
MAX_PARTS = 60
"""Files inside the archive."""
MAX_TEXT = 2000
NO = frozenset({"", "no", "n", "0", "false", "否"})
"""What in the column “not offered” says that it is offered."""


class Readable(Protocol):
    """An uploaded file."""

    def read(self, size: int, /) -> bytes: ...


class WorkbookRefused(Exception):
    """The file cannot be read; ``sentences`` say why, one for each fault."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


def read_workbook(file: Readable, size: int, thread: Thread, lines: Sequence[EnquiryLine]) -> dict[str, list[str]]:
    """What was filled in, by the names of the form's fields. Raises WorkbookRefused."""
    if size > MAX_BYTES:
        raise WorkbookRefused(_("The file is too large: at most %(most)s kB.") % {"most": MAX_BYTES // 1024})
    content = file.read(MAX_BYTES + 1)
    _check_archive(content)
    cells = _cells_of(content, FIRST_LINE + len(lines))
    _check_request(cells, thread)
    return _values_of(cells, lines)


def _check_archive(content: bytes) -> None:
    """An XLSX is a ZIP archive; one that unpacks to too much, or lies about it, is not opened."""
    not_a_workbook = WorkbookRefused(
        _("This is not an XLSX file. Save it as “Excel workbook (.xlsx)” and upload it again.")
    )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
                raise WorkbookRefused(
                    _("The file holds more than a quote needs. Download the workbook again and fill that in.")
                )
            if any(part.flag_bits & 1 for part in parts):
                raise WorkbookRefused(_("The file is protected by a password. Remove it and upload the file again."))
            _unpack_within(archive, parts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise not_a_workbook from None


def _unpack_within(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> None:
    """Count what really comes out: the sizes that an archive states may be false."""
    left = MAX_UNPACKED_BYTES
    for part in parts:
        with archive.open(part) as stream:
            content = stream.read(left + 1)
            left -= len(content)
        plain = content.replace(b"\0", b"")  # UTF-16 writes the same marks with zeros between
        if left < 0 or b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise WorkbookRefused(
                _("The file holds more than a quote needs. Download the workbook again and fill that in.")
            )


def _cells_of(content: bytes, last_row: int) -> dict[str, Any]:
    """The cells of the first sheet that the form knows, by their names; formulas as they are."""
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(min_row=1, max_row=last_row, max_col=len(COLUMNS))
        return {cell.coordinate: cell for row in rows for cell in row if getattr(cell, "value", None) is not None}
    except (InvalidFileException, KeyError, IndexError, ValueError, TypeError, AttributeError, SyntaxError):
        raise WorkbookRefused(_("The file is damaged and cannot be read. Download the workbook again.")) from None


def _check_request(cells: dict[str, Any], thread: Thread) -> None:
    key = str(getattr(cells.get(KEY_CELL), "value", "")).strip()
    if key == form.key_of(thread):
        return
    if key.startswith(MARK):
        words = _("%(cell)s: this workbook is for another request. Download the one of this request and fill that in.")
    else:
        words = _(
            "%(cell)s: the key of the request is missing. Download the workbook of this request and fill that in."
        )
    raise WorkbookRefused(words % {"cell": KEY_CELL})


def _values_of(cells: dict[str, Any], lines: Sequence[EnquiryLine]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    faults: list[str] = []
    for place, name in _places(lines):
        try:
            text = _text_of(cells.get(place), place)
        except WorkbookRefused as refusal:
            faults += refusal.sentences
            continue
        is_tick = name.startswith("declined-")
        values[name] = ([] if text.casefold() in NO else ["on"]) if is_tick else [text]
    if faults:
        raise WorkbookRefused(*faults)
    return values


def _places(lines: Sequence[EnquiryLine]) -> Iterator[tuple[str, str]]:
    """Each cell to be filled in, with the name of its field in the form."""
    for row, name in enumerate(HEAD, start=FIRST_HEAD):
        yield f"{'ABCDEFGHI'[VALUE_COLUMN - 1]}{row}", name
    for row, line in enumerate(lines, start=FIRST_LINE):
        for column in COLUMNS:
            if column.field:
                yield f"{column.letter}{row}", f"{column.field}-{line.pk}"


def _text_of(cell: Any, place: str) -> str:
    """What the cell says, as somebody would type it into the form. Raises WorkbookRefused."""
    value = getattr(cell, "value", None)
    if value is None:
        return ""
    if cell.data_type == "f":
        raise WorkbookRefused(_("%(cell)s holds a formula. Type the value itself.") % {"cell": place})
    if cell.data_type == "e":
        raise WorkbookRefused(
            _("%(cell)s holds an error of the spreadsheet: %(value)s.") % {"cell": place, "value": value}
        )
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, int | float):
        return _number(value, place)
    text = str(value).removeprefix("'").strip()
    if len(text) > MAX_TEXT:
        raise WorkbookRefused(_("%(cell)s holds more than %(most)s characters.") % {"cell": place, "most": MAX_TEXT})
    return text


def _number(value: float, place: str) -> str:
    """A number of the file with a point before its decimals; the file holds the nearest fraction to what was typed."""
    try:
        number = Decimal(repr(value))
        if not number.is_finite() or abs(number.adjusted()) > 20:
            raise InvalidOperation
    except InvalidOperation:
        raise WorkbookRefused(_("%(cell)s holds a number that cannot be read.") % {"cell": place}) from None
    return f"{number.normalize():f}"
