"""How many, as people type it."""

from __future__ import annotations

import re

MOST = 2_000_000_000
"""Pieces, boxes or tests. More is a slip of the finger, and more than a column holds."""
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<mark>[ ,.'’，\u00a0\u202f])[0-9]{3})(?:(?P=mark)[0-9]{3})*")
_PLAIN = re.compile(r"[0-9]{1,19}")


def read_quantity(text: str) -> int | None:
    """A whole number of at least one, with or without marks between its thousands: 50000, 50,000, 50.000, 50 000.

    None for everything else: "1.5" is no quantity, and neither is one above ``MOST``.
    """
    typed = text.strip()
    if not (_PLAIN.fullmatch(typed) or _GROUPED.fullmatch(typed)):
        return None
    value = int(re.sub(r"[^0-9]", "", typed))
    return value if 1 <= value <= MOST else None
