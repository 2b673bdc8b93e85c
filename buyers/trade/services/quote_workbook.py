"""One workbook for one request: made for the supplier to fill in, with the lines of the request and nothing of others."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.worksheet import Worksheet

from buyers.models import EnquiryLine, Thread
from kpmarket.foundation.spreadsheets import plain_cell

HEAD_COLUMN, VALUE_COLUMN = 1, 2
FIRST_LINE = 20
"""The row of the first line of the request; the row above heads the columns."""
KEY_CELL = "B1"
MARK = "KP-QUOTE"
"""Begins the key of a workbook: which request it answers."""
HEAD = ("currency", "incoterm", "place", "mode", "lead_time_days", "valid_until", "plan", "freight", "tooling", "note")
"""Fields of the form in rows 3 to 12, each with its value in the second column."""
FIRST_HEAD = 3
FOR_INPUT = PatternFill("solid", fgColor="FFF7E0")


class Column(NamedTuple):
    """A column of the lines: the field of the form that it holds, empty for what only informs, and its width."""

    letter: str
    field: str
    width: int


COLUMNS = (
    Column("A", "", 26),
    Column("B", "", 34),
    Column("C", "price", 14),
    Column("D", "declined", 12),
    Column("E", "quantity", 12),
    Column("F", "unit", 10),
    Column("G", "pieces", 12),
    Column("H", "sample", 14),
    Column("I", "note", 34),
)


def key_of(thread: Thread) -> str:
    """What names the request and the supplier in the file."""
    return f"{MARK}-{thread.enquiry_id}-{thread.pk}"


def labels() -> dict[str, str]:
    """The words for each field in the file, in the reader's language."""
    return {
        "currency": _("Currency of all prices"),
        "incoterm": _("Incoterm"),
        "place": _("Named place"),
        "mode": _("Mode of transport"),
        "lead_time_days": _("Lead time in days"),
        "valid_until": _("Valid until"),
        "plan": _("Payment plan"),
        "freight": _("Freight that is not in the prices"),
        "tooling": _("Tooling"),
        "note": _("Note"),
        "price": _("Price per unit"),
        "declined": _("Not offered"),
        "quantity": _("Quantity"),
        "unit": _("Unit"),
        "pieces": _("Pieces in a unit"),
        "sample": _("Price of a sample"),
    }


def make_workbook(
    thread: Thread, lines: Sequence[EnquiryLine], values: Mapping[str, Any], choices: Mapping[str, Sequence[str]]
) -> bytes:
    """The workbook with what the form would begin with. ``choices``: the codes that a field of the form takes."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook begins with a worksheet")
    sheet.title = "Quote"
    named = labels()
    _write(sheet["A1"], _("Request"), bold=True)
    _write(sheet[KEY_CELL], key_of(thread))
    _write(
        sheet["C1"], _("Fill in the yellow cells. Do not move rows or columns. Type numbers and codes, no formulas.")
    )
    for row, field in enumerate(HEAD, start=FIRST_HEAD):
        _write(sheet.cell(row, HEAD_COLUMN), named[field], bold=True)
        _write(sheet.cell(row, VALUE_COLUMN), values.get(field), is_input=True)
        _write(sheet.cell(row, VALUE_COLUMN + 1), ", ".join(choices.get(field, ())))
    for column in COLUMNS:
        words = {"A": _("Product"), "B": _("Specification")}.get(column.letter) or named[column.field]
        _write(sheet[f"{column.letter}{FIRST_LINE - 1}"], words, bold=True)
        sheet.column_dimensions[column.letter].width = column.width
    for row, line in enumerate(lines, start=FIRST_LINE):
        _write_line(sheet, row, line, values)
    _write(sheet[f"A{FIRST_LINE + len(lines) + 1}"], _hints(choices))
    sheet.protection.sheet = True
    sheet.freeze_panes = f"C{FIRST_LINE}"
    book.properties.creator, book.properties.language = "KP Medical Supplies", get_language()
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write_line(sheet: Worksheet, row: int, line: EnquiryLine, values: Mapping[str, Any]) -> None:
    _write(sheet[f"A{row}"], f"{line.product.display_name} {line.product.model}".strip())
    _write(sheet[f"B{row}"], line.specification)
    for column in COLUMNS:
        if column.field:
            value = values.get(f"{column.field}-{line.pk}")
            is_tick = column.field == "declined"
            _write(sheet[f"{column.letter}{row}"], ("x" if value else "") if is_tick else value, is_input=True)


def _hints(choices: Mapping[str, Sequence[str]]) -> str:
    units = ", ".join(choices.get("unit", ()))
    return _("“Not offered”: type x. Units: %(units)s.") % {"units": units}


def _write(cell: Cell, value: Any, *, bold: bool = False, is_input: bool = False) -> None:
    """Text stays text: nothing that people typed is ever reckoned with."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    text = "" if value is None else str(value)
    cell.value = value if is_number else plain_cell(text) if text else None
    if not is_number and text:
        cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    if is_input:
        cell.fill, cell.number_format = FOR_INPUT, "@" if not is_number else "General"
        cell.protection = Protection(locked=False)
