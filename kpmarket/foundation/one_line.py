"""Text of people in one line: what may stand in a name, a subject or a header."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

REFUSED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that a line may not hold: control, format, half of a pair, line and paragraph separators.

Some of them end a line for mail and log readers, the others are invisible.
"""
INVISIBLE = frozenset({"Cf", "Cs"})
MAX_HEADER_CHARS = 150


def one_line(text: str, *, max_chars: int = MAX_HEADER_CHARS) -> str:
    """The text as one line without control characters, cut at ``max_chars``: safe as a subject or a header."""
    characters = (_replacement(character) for character in text)
    line = re.sub(r"\s+", " ", "".join(characters)).strip()
    return line if len(line) <= max_chars else f"{line[: max_chars - 1].rstrip()}…"


def validate_one_line(text: str) -> None:
    """Refuse text with a character that does not belong in one line."""
    if any(unicodedata.category(character) in REFUSED for character in text):
        raise ValidationError(_("Line breaks and invisible characters cannot be used here."), code="not_one_line")


def _replacement(character: str) -> str:
    category = unicodedata.category(character)
    if category not in REFUSED:
        return character
    return "" if category in INVISIBLE else " "
