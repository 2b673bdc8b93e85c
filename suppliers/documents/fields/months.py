"""Names of months in the languages of these documents, and Chinese numerals."""

import unicodedata
from functools import cache

from suppliers.documents.vocabulary import files

VOCABULARY = files.read("months")
NAMES = {name: number for number, names in VOCABULARY["months"].items() for name in names}
ROMAN = {name: number for number, name in enumerate(VOCABULARY["roman"], start=1)}
ORDINALS = [word for words in VOCABULARY["ordinals"] for word in words]
DAYS = {word: number if number <= 20 else 30 for number, word in enumerate(ORDINALS, start=1)}
DAYS |= {
    f"{tens}-{word}": value + number
    for tens, value in (("twenty", 20), ("thirty", 30))
    for number, word in enumerate(ORDINALS[:9], start=1)
}
MIN_CHARS_TO_REPAIR = 5
LOOK_ALIKES = str.maketrans("01|5", "olls")
NUMERALS = {char: value for digits in VOCABULARY["numerals"] for value, char in enumerate(digits)}
NUMERALS |= {"〇": 0, "○": 0, "两": 2}


def month_of(word: str) -> tuple[int, bool] | None:
    """The month that a word names, and whether it is spelled correctly; None for other words."""
    plain = _without_accents(word)
    if plain in NAMES:
        return NAMES[plain], True
    similar = {number for name, number in NAMES.items() if _is_one_edit_away(plain, name)}
    return (similar.pop(), False) if len(similar) == 1 else None


def parse_chinese_numeral(text: str) -> int | None:
    """The number written in Chinese numerals: digit by digit like years, or with 十 like months and days."""
    text = text.replace("拾", "十")
    if not text or any(char not in NUMERALS and char != "十" for char in text):
        return None
    if "十" not in text:
        return int("".join(str(NUMERALS[char]) for char in text))
    tens, _, ones = text.partition("十")
    if "十" in ones or len(tens) > 1 or len(ones) > 1:
        return None
    return (NUMERALS[tens] if tens else 1) * 10 + (NUMERALS[ones] if ones else 0)


@cache
def _without_accents(word: str) -> str:
    bare = "".join(char for char in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(char))
    return bare.translate(LOOK_ALIKES).strip(".")


def _is_one_edit_away(word: str, name: str) -> bool:
    """Whether one character is wrong, missing or extra, or `rn` stands for `m`. Never for short names."""
    if len(name) < MIN_CHARS_TO_REPAIR or abs(len(word) - len(name)) > 1:
        return False
    if word.replace("rn", "m") == name:
        return True
    if len(word) == len(name):
        return sum(one != other for one, other in zip(word, name, strict=True)) == 1
    longer, shorter = (word, name) if len(word) > len(name) else (name, word)
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
