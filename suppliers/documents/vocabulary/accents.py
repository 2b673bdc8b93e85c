"""Text without accents, sign for sign, so that places stay valid: OCR drops and exchanges accents, above all of capitals."""

import unicodedata
from functools import lru_cache

WITHOUT_PARTS = {"ı": "i", "İ": "I", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "s"}
"""Letters whose accent is part of the letter itself."""
LAST_LATIN = 0x1EFF
"""Up to this sign letters lose their accents; Korean syllables would fall apart."""


@lru_cache(maxsize=4096)
def without_accents(text: str) -> str:
    """The text with plain letters in place of accented Latin ones, of the same length."""
    return text if text.isascii() else "".join(map(_without_accent, text))


@lru_cache(maxsize=512)
def _without_accent(char: str) -> str:
    if char.isascii() or ord(char) > LAST_LATIN:
        return char
    return WITHOUT_PARTS.get(char) or unicodedata.normalize("NFD", char)[0]
