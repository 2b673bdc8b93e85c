"""Join lines where a line break runs through a date, a number or a period."""

from __future__ import annotations

import re
from dataclasses import replace

from suppliers.documents.fields.characters import is_chinese
from suppliers.documents.fields.dates import dates_in
from suppliers.documents.fields.layout import Row, Sheet

ENDS_OPEN = re.compile(
    r"(?:至|到|自|[-–—~]|\b(?:to|until|till|thru|through|from|on|dated|and ends on|up to))[\s:]*$", re.IGNORECASE
)
"""A line with such an end continues with a date."""
EMPTY_VALUE = " -–—~/"
"""What forms print where there is no value: nothing continues it."""
BROKEN, REST = re.compile(r"[A-Z0-9][-/]$"), re.compile(r"[A-Z0-9]{1,8}$|(?=\S*\d)[A-Z0-9][A-Z0-9-]{2,14}(?=[,.;]?\s)")
"""A number that breaks after a hyphen or slash, and its rest."""
TO_A_DAY = re.compile(r"(?:至|到|to\s|until\s)\s?(?=\d)")
BEFORE_A_DAY = re.compile(r"[\s:.,(]{0,3}")


def joined_rows(sheet: Sheet) -> tuple[Row, ...]:
    """The rows of a sheet. Where a date, a period or a number continues on the row below, both become one row, which
    stands in the place of the first."""
    rows: list[Row] = []
    taken: set[int] = set()
    for row in sheet.rows:
        if row.order in taken:
            continue
        low = row
        while following := _next_row(sheet, row, low, taken):
            taken.add(following.order)
            row, low = join(row, following), following
        rows.append(row)
    return tuple(rows)


def _next_row(sheet: Sheet, row: Row, low: Row, taken: set[int]) -> Row | None:
    """The row that continues `row`, whose last piece so far is `low`; None if it is complete."""
    following = sheet.below(low) or _row_under_last_word(sheet, low)
    return following if following and following.order not in taken and _continues(row, following) else None


def _row_under_last_word(sheet: Sheet, row: Row) -> Row | None:
    """The rest of a value that is below the value, not below its label."""
    return sheet.under(row, row.places[-1].box.left) if row.places else None


def _continues(row: Row, following: Row) -> bool:
    if BROKEN.search(row.text) and REST.match(following.text):
        return True
    if TO_A_DAY.match(following.text) and any(one.end == len(row.text) for one in dates_in(row.text)):
        return True
    gap = BEFORE_A_DAY.match(following.text)
    begins = [one for one in dates_in(following.text) if one.start <= (gap.end() if gap else 0)]
    if begins and ENDS_OPEN.search(row.text) and row.text.strip(EMPTY_VALUE):
        return True
    days = dates_in(join(row, following).text)
    at = len(row.text)
    is_whole = any(one.end == at for one in dates_in(row.text)) or any(not one.is_month for one in begins)
    return any(one.start < at < one.end for one in days) and not is_whole


def join(row: Row, following: Row) -> Row:
    """Two rows as one, at the place of the first; each word keeps its own box."""
    between = "" if _joins_without_space(row.printed[-1:]) and _joins_without_space(following.printed[:1]) else " "
    shift = len(row.printed) + len(between)
    further = (replace(one, start=one.start + shift, end=one.end + shift) for one in following.places)
    return replace(
        row,
        printed=row.printed + between + following.printed,
        confidence=min(row.confidence, following.confidence),
        places=(*row.places, *further),
    )


def _joins_without_space(char: str) -> bool:
    """Chinese characters, digits, hyphens and slashes continue after a line break without a space."""
    return char.isdigit() or is_chinese(char) or char in tuple("-/")
