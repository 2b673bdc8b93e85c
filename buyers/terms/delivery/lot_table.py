"""Lots pasted from a table, as packing lists have them: one row for each lot, in the columns that the form names.

Columns: line, lot, units, last day of use, day of make, cartons, GTIN. Cells end with a tab; where there is no tab in the
whole text, with a semicolon or a comma. What is left out at the end of a row is empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from buyers.terms.delivery.numbers import gtin
from buyers.terms.errors import TermsError

COLUMNS = ("line", "lot", "units", "expires_on", "made_on", "cartons", "gtin")
MOST_ROWS = 500
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True)
class LotRow:
    """A row of the table; ``number`` counts from 1 as the person sees it."""

    number: int
    line: int
    lot: str
    units: int
    expires_on: date | None
    made_on: date | None
    cartons: int | None
    gtin: str


def read_lots(text: str) -> tuple[LotRow, ...]:
    """The rows; a first row without any digit is a heading and is passed over.

    Raises TermsError ``bad-cell`` (row, column, value), ``too-many-rows`` (most) or ``no-rows``.
    """
    typed = [line for line in text.splitlines() if line.strip()]
    if typed and not re.search(r"\d", typed[0]):
        typed = typed[1:]
    if not typed:
        raise TermsError("no-rows")
    if len(typed) > MOST_ROWS:
        raise TermsError("too-many-rows", most=MOST_ROWS)
    mark = next((mark for mark in "\t;；" if any(mark in line for line in typed)), ",")
    return tuple(_row(number, line.split(mark)) for number, line in enumerate(typed, start=1))


def _row(number: int, cells: list[str]) -> LotRow:
    named = dict(zip(COLUMNS, (cell.strip() for cell in [*cells, *[""] * len(COLUMNS)]), strict=False))
    return LotRow(
        number=number,
        line=_whole(number, "line", named["line"] or "1", most=10_000),
        lot=named["lot"][:60],
        units=_whole(number, "units", named["units"]),
        expires_on=_day(number, "expires_on", named["expires_on"]),
        made_on=_day(number, "made_on", named["made_on"]),
        cartons=_whole(number, "cartons", named["cartons"]) if named["cartons"] else None,
        gtin=_gtin(number, named["gtin"]),
    )


def _whole(row: int, column: str, value: str, *, most: int = 2_000_000_000) -> int:
    digits = re.sub(r"[\s,.'’](?=\d{3}(?:\D|$))", "", value)
    if not re.fullmatch(r"[0-9]{1,10}", digits) or not 1 <= int(digits) <= most:
        raise TermsError("bad-cell", row=row, column=column, value=value)
    return int(digits)


def _day(row: int, column: str, value: str) -> date | None:
    """Year first, as 2027-03-14 or 2027年3月14日: in any other order a day may mean another."""
    if not value:
        return None
    found = _DAY.fullmatch(value)
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(value)
    except ValueError:
        raise TermsError("bad-cell", row=row, column=column, value=value) from None


def _gtin(row: int, value: str) -> str:
    try:
        return gtin(value) if value else ""
    except TermsError:
        raise TermsError("bad-cell", row=row, column="gtin", value=value) from None
