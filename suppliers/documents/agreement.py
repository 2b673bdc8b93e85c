"""How similar two texts are, whatever their order, spaces, case and character width."""

import unicodedata
from collections import Counter


def letters_and_digits(text: str) -> str:
    """Only the letters and digits, in one width (NFKC) and case."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def agreement(text: str, other: str) -> float:
    """The Dice coefficient of the character pairs of both: 1 for the same text, 0 for nothing in common."""
    first, second = _character_pairs(letters_and_digits(text)), _character_pairs(letters_and_digits(other))
    shared, total = (first & second).total(), first.total() + second.total()
    return round(2 * shared / total, 3) if total else 1.0


def _character_pairs(text: str) -> Counter[str]:
    return Counter(text[start : start + 2] for start in range(len(text) - 1))
