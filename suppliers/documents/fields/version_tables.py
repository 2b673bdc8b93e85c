"""Tables of versions: which day is that of the document at hand, and which of one before it."""

from __future__ import annotations

import re

from suppliers.documents.fields.date_role_words import EXPLICIT, Role
from suppliers.documents.fields.dates import dates_in
from suppliers.documents.fields.layout import Row, Sheet

MAX_CELL_CHARS = 48
"""Signs of a cell with a day."""
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
"""What stands beside a day in a table of versions."""


def version_of(sheet: Sheet, row: Row) -> tuple[Role, float] | None:
    """Of a day in a table of versions, whether it is that of this one or of an earlier one; None of any other day."""
    neighbours = [one.text for one in (sheet.left_of(row), sheet.right_of(row)) if one and not dates_in(one.text)]
    if not row.places or len(row.text) > MAX_CELL_CHARS or not neighbours:
        return None
    if any(THIS.fullmatch(text) for text in neighbours):
        return Role.ISSUED, 0.95
    return (Role.OTHER, EXPLICIT) if any(EARLIER.search(text) for text in neighbours) else None
