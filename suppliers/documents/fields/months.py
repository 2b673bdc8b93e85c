"""Names of months in the languages of these documents, and Chinese numerals."""

import unicodedata
from functools import cache

MONTHS = (
    "january jan januar janvier janv enero ene gennaio gen janeiro januari",
    "february feb februar fevrier fevr febrero febbraio fevereiro fev februari",
    "march mar marz maerz mars marzo marco maart mrt",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio maio mei",
    "june jun juni juin junio giugno junho",
    "july jul juli juillet juil julio luglio julho",
    "august aug aout agosto ago augustus",
    "september sept sep septembre septiembre settembre setembro",
    "october oct oktober okt octobre octubre ottobre outubro",
    "november nov novembre noviembre novembro",
    "december dec dezember dez decembre diciembre dicembre dezembro",
)
NAMES = {name: number for number, names in enumerate(MONTHS, start=1) for name in names.split()}
ROMAN = {
    name: number
    for number, name in enumerate(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"], start=1)
}
ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "thirtieth",
]
DAYS = {word: number if number <= 20 else 30 for number, word in enumerate(ORDINALS, start=1)}
DAYS |= {
    f"{tens}-{word}": value + number
    for tens, value in (("twenty", 20), ("thirty", 30))
    for number, word in enumerate(ORDINALS[:9], start=1)
}
MIN_CHARS_TO_REPAIR = 5
LOOK_ALIKES = str.maketrans("01|5", "olls")
NUMERALS = {
    char: value for digits in ("零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖") for value, char in enumerate(digits)
}
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
