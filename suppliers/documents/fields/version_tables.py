"""Version tables: which date is that of this document, and which are of earlier versions."""

from __future__ import annotations

import re

from suppliers.documents.fields.date_role_words import EXPLICIT, Role
from suppliers.documents.fields.dates import dates_in
from suppliers.documents.fields.layout import Row, Sheet

MAX_CELL_CHARS = 48
"""A longer line is no cell with a date."""
THIS = re.compile(
    r"\W*\d{0,2}\W*(?:(?:this|current) (?:certificate|version|issue|edition|revision)|本证书|当前版本)\W*",
    re.IGNORECASE,
)
EARLIER = re.compile(
    (
        r"\b(?:superseded|replaced|withdrawn)\b"
        r"|^(?:first|initial|original) (?:issue|certification|version|registration)\b|^(?:首次|初次)(?:认证|发证|颁证)"
    ),
    re.IGNORECASE,
)
"""The neighbours of a date in a version table."""


def version_of(sheet: Sheet, row: Row) -> tuple[Role, float] | None:
    """The role of a date in a version table, with its strength; None for any other date."""
    neighbours = [one.text for one in (sheet.left_of(row), sheet.right_of(row)) if one and not dates_in(one.text)]
    if not row.places or len(row.text) > MAX_CELL_CHARS or not neighbours:
        return None
    if any(THIS.fullmatch(text) for text in neighbours):
        return Role.ISSUED, 0.95
    return (Role.OTHER, EXPLICIT) if any(EARLIER.search(text) for text in neighbours) else None
