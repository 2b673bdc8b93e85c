"""How much two texts say the same, whatever their order, spaces, case and width."""

import unicodedata
from collections import Counter


def letters_and_digits(text: str) -> str:
    """Letters and digits alone, in one width and case."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def agreement(one: str, other: str) -> float:
    """The share of neighbouring pairs of signs that both have: 1 for the same text, 0 for nothing in common."""
    first, second = _character_pairs(letters_and_digits(one)), _character_pairs(letters_and_digits(other))
    shared, total = (first & second).total(), first.total() + second.total()
    return round(2 * shared / total, 3) if total else 1.0


def _character_pairs(text: str) -> Counter[str]:
    return Counter(text[start : start + 2] for start in range(len(text) - 1))
