"""Texts made comparable."""

from __future__ import annotations

import unicodedata


def letters_and_digits(text: str) -> str:
    """The letters and digits of a text in one width and case."""
    return "".join(character for character in unicodedata.normalize("NFKC", text).casefold() if character.isalnum())
