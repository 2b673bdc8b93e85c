"""Text of people: what may stand in one line (a name, a subject, a header) and in several."""

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
JOINERS = frozenset("\u200c\u200d")
"""Zero-width non-joiner and joiner: the only format characters that the spelling of names needs (Persian, Sinhala)."""
VIRAMA = 9
"""Canonical combining class of the characters that mute the vowel of an Indic consonant."""
LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
MAX_HEADER_CHARS = 150


def one_line(text: str, *, max_chars: int = MAX_HEADER_CHARS) -> str:
    """The text as one line without control characters, cut at ``max_chars``: safe as a subject or a header."""
    characters = (_replacement(character) for character in text)
    line = re.sub(r"\s+", " ", "".join(characters)).strip()
    return line if len(line) <= max_chars else f"{line[: max_chars - 1].rstrip()}…"


def validate_one_line(text: str) -> None:
    """Refuse text with a character that does not belong in one line."""
    if any(_is_refused(text, position) for position in range(len(text))):
        raise ValidationError(_("Line breaks and invisible characters cannot be used here."), code="not_one_line")


def clean_lines(text: str) -> str:
    """Text of several lines, each ended by one line feed, without control characters (but tabs) and invisible ones.

    NUL stays: no person types it, and Django refuses it by itself.
    """
    text = LINE_END.sub("\n", text)
    return "".join(
        character for position, character in enumerate(text) if character in "\n\t\0" or not _is_refused(text, position)
    )


def _is_refused(text: str, position: int) -> bool:
    character = text[position]
    return unicodedata.category(character) in REFUSED and not (
        character in JOINERS and _is_joiner_needed(text, position)
    )


def _is_joiner_needed(text: str, position: int) -> bool:
    """Whether a joiner changes how the text reads: after a virama, or between letters of an Arabic script.

    RFC 5892, appendix A.1 and A.2, with every Arabic letter taken as one that joins.
    """
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    if not before:
        return False
    directions = [unicodedata.bidirectional(letter) for letter in before + after]
    return directions == ["AL", "AL"] or unicodedata.combining(before) == VIRAMA


def _replacement(character: str) -> str:
    category = unicodedata.category(character)
    if category not in REFUSED:
        return character
    return "" if category in INVISIBLE else " "
