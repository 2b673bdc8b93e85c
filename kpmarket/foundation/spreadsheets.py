"""Rows of text and numbers as files that a spreadsheet opens. Nothing that people typed is ever reckoned with there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

Cell = str | int | Decimal
Kind = Literal["csv", "xlsx"]
CONTENT_TYPES: dict[Kind, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Characters that the format of XLSX cannot hold."""


def kind_of(text: str) -> Kind | None:
    """The kind of file that an address asks for; None for any other."""
    return {"csv": "csv", "xlsx": "xlsx"}.get(text)  # type: ignore[return-value]


def make_spreadsheet(rows: Iterable[Sequence[Cell]], kind: Kind) -> bytes:
    """The rows as a file of that kind; the first is the head."""
    return _xlsx(rows) if kind == "xlsx" else _csv(rows)


def plain_cell(value: Cell) -> Cell:
    """Text that would be a formula gets a quote before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """With the mark by which spreadsheets recognise UTF-8."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerows([plain_cell(value) for value in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def make_workbook(sheets: Mapping[str, Iterable[Sequence[Cell]]]) -> bytes:
    """Several sheets by their titles as one XLSX; the first row of each is its head. Titles have at most 31 characters."""
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        _fill(book.create_sheet(title), rows)
    return _saved(book)


def _xlsx(rows: Iterable[Sequence[Cell]]) -> bytes:
    book = Workbook(write_only=True)
    _fill(book.create_sheet(), rows)
    return _saved(book)


def _fill(sheet: Any, rows: Iterable[Sequence[Cell]]) -> None:
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, _UNPRINTABLE.sub("", value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)


def _saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
