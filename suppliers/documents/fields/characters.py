"""Normalise characters, and repair those that OCR confuses. Normalising keeps the length, so places stay valid."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import product

ONE_FORM = str.maketrans({
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "－": "-", "﹣": "-", "ー": "-",
    "　": " ", "\xa0": " ", "\u2009": " ", "\u202f": " ", "\t": " ",
    "。": ".", "｡": ".", "、": "、", "∶": ":", "﹕": ":", "︰": ":", "’": "'", "‘": "'", "“": '"',
    "”": '"', "〇": "〇", "○": "〇",
})  # fmt: skip
"""Dashes, spaces, stops and quotes of both scripts."""
LOOKS_LIKE_A_DIGIT = {
    "O": "0", "o": "0", "D": "0", "Q": "0", "I": "1", "l": "1", "|": "1", "i": "1",
    "Z": "2", "S": "5", "B": "8", "G": "6",
}  # fmt: skip
LOOKS_LIKE_A_LETTER = {"0": "O", "1": "I", "2": "Z", "5": "S", "8": "B", "6": "G"}
MAX_LOOK_ALIKES = 8
"""With more look-alikes in one number, its variants are not tried."""
COMMA = re.compile(r",(?=[^\s\d])")
DIGITS_BETWEEN = re.compile(r"(?<=\d)[OoIl|](?=\d)")
O_IN_A_WORD = re.compile(r"(?<![^\W_])([A-Z]{2,}|D(?=0C\b))0([A-Z]+)(?![^\W_])")
"""A word of letters, or DoC, as declarations are called."""


def normalise_keeping_length(text: str) -> str:
    """Replace full-width characters, unusual dashes and spaces by their plain forms, one for one."""
    return "".join(map(_plain_character, text.translate(ONE_FORM)))


def without_spaces(text: str) -> str:
    return "".join(text.split())


def letters_only(text: str) -> str:
    """The letters in lower case, to compare names with web addresses."""
    return "".join(char for char in text.casefold() if char.isalpha())


def with_single_spaces(text: str) -> str:
    return " ".join(text.split())


def with_spaces(text: str) -> str:
    """One space between words and after each comma, as names and addresses are written."""
    return with_single_spaces(COMMA.sub(", ", text))


def is_chinese(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or char == "〇"


def variants(text: str) -> Iterator[str]:
    """The text, then its variants with look-alikes exchanged; only the text where there are too many of them."""
    choices = [(char, *_look_alikes_of(char)) for char in text]
    if sum(len(one) > 1 for one in choices) > MAX_LOOK_ALIKES:
        yield text
        return
    yield from ("".join(chars) for chars in product(*choices))


def repair_digits(text: str) -> str:
    """Letters between digits become the digits that they look like; a lone zero in a word becomes the letter O."""
    return O_IN_A_WORD.sub(r"\1O\2", DIGITS_BETWEEN.sub(lambda found: LOOKS_LIKE_A_DIGIT[found[0]], text))


def _look_alikes_of(char: str) -> tuple[str, ...]:
    other = LOOKS_LIKE_A_DIGIT.get(char) or LOOKS_LIKE_A_LETTER.get(char)
    return (other,) if other else ()


def _plain_character(char: str) -> str:
    if char.isascii():
        return char
    one = unicodedata.normalize("NFKC", char)
    return one if len(one) == 1 else char
