"""Days that a line break runs through, and periods whose last day stands on the next line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from suppliers.documents.fields.characters import is_chinese
from suppliers.documents.fields.dates import dates_in
from suppliers.documents.fields.layout import Row, Sheet

LEFT_OPEN = re.compile(
    r"(?:至|到|自|[-–—~]|\b(?:to|until|till|thru|through|from|on|dated|and ends on|up to))[\s:]*$", re.IGNORECASE
)
"""A line that ends so goes on with a day."""
BEFORE_A_DAY = re.compile(r"[\s:.,(]{0,3}")


def rows_of(sheet: Sheet) -> Iterator[Row]:
    """The lines of a sheet; where a day or a period goes on below, both lines are one, in the place of the first."""
    taken: set[int] = set()
    for row in sheet.rows:
        if row.order in taken:
            continue
        following = sheet.below(row)
        if following is None or following.order in taken or not _goes_on(row, following):
            yield row
            continue
        taken.add(following.order)
        yield _joined(row, following)


def _goes_on(row: Row, following: Row) -> bool:
    days = dates_in(_joined(row, following).text)
    at = len(row.text)
    if any(one.start < at < one.end for one in days) and not any(one.end == at for one in dates_in(row.text)):
        return True
    gap = BEFORE_A_DAY.match(following.text)
    begins = any(one.start <= (gap.end() if gap else 0) for one in dates_in(following.text))
    return begins and bool(LEFT_OPEN.search(row.text))


def _joined(row: Row, following: Row) -> Row:
    between = "" if _sticks(row.printed[-1:]) and _sticks(following.printed[:1]) else " "
    shift = len(row.printed) + len(between)
    further = (replace(one, start=one.start + shift, end=one.end + shift) for one in following.places)
    return replace(
        row,
        printed=row.printed + between + following.printed,
        confidence=min(row.confidence, following.confidence),
        places=(*row.places, *further),
    )


def _sticks(sign: str) -> bool:
    """Chinese signs and digits go on where the line breaks."""
    return sign.isdigit() or is_chinese(sign) or sign == "〇"
