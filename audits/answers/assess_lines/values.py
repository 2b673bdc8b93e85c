"""Single values of a line: texts, days and statements, or a sentence about what is wrong with them."""

from __future__ import annotations

import math
import re
from datetime import date
from functools import lru_cache

from audits.compliance.dossier import Statement

LONGEST_TEXT = 300
MOST_PIECES = 10**12
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class BadLineError(ValueError):
    """A line that cannot be answered, with a sentence that says why."""


def short(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "…"


def text(said: object, name: str) -> str:
    if not isinstance(said, str):
        raise BadLineError(f"The {name} must be text.")
    if len(said) > LONGEST_TEXT:
        raise BadLineError(f"The {name} is longer than {LONGEST_TEXT} characters.")
    return said


def number(said: int | float, name: str) -> str:
    if isinstance(said, float) and not math.isfinite(said):
        raise BadLineError(f"The {name} is too large a number.")
    return str(said)


@lru_cache(maxsize=4096)
def _read_day(text: str) -> date | None:
    if not DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def day(said: object, name: str) -> date:
    read = _read_day(said) if isinstance(said, str) and len(said) <= len("YYYY-MM-DD") else None
    if read is None:
        raise BadLineError(f"The {name} must be a day of the calendar, written YYYY-MM-DD.")
    return read


def day_or_open(said: object, name: str) -> date | None:
    return None if said is None else day(said, name)


def quantity(said: object, name: str) -> int | None:
    """Pieces, as a whole number of at least one; None where nothing is said."""
    if said is None:
        return None
    if isinstance(said, bool) or not isinstance(said, int) or not 0 < said <= MOST_PIECES:
        raise BadLineError(f"The {name} must be a whole number of pieces, from 1 to {MOST_PIECES}.")
    return said


def statement(said: object, name: str) -> Statement:
    if isinstance(said, list):
        return tuple(_word(one, name) for one in said)
    return _word(said, name)


def _word(said: object, name: str) -> str:
    if isinstance(said, bool):
        return "true" if said else "false"
    if isinstance(said, int | float):
        return text(number(said, name), name)
    if not isinstance(said, str):
        raise BadLineError(f"The {name} must be text or a list of texts.")
    return text(said, name)
