"""How much two texts say the same, whatever their order, spaces, case and width."""

import unicodedata
from collections import Counter


def plain(text: str) -> str:
    """Letters and digits alone, in one width and case."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def agreement(one: str, other: str) -> float:
    """The share of neighbouring pairs of signs that both have: 1 for the same text, 0 for nothing in common."""
    first, second = _pairs(plain(one)), _pairs(plain(other))
    both, all_of_them = (first & second).total(), first.total() + second.total()
    return round(2 * both / all_of_them, 3) if all_of_them else 1.0


def _pairs(text: str) -> Counter[str]:
    return Counter(text[place : place + 2] for place in range(len(text) - 1))
