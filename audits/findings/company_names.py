"""Compare names of companies as documents write them: without legal forms, spaces and differences of transliteration."""

from __future__ import annotations

import difflib
import re
import unicodedata
from enum import IntEnum

from audits.findings.romanisation import is_reading_of
from audits.registers.differences import same_name, shared_words

WORDS = {
    "yiliao": "medical",
    "yixue": "medical",
    "yiyao": "pharmaceutical",
    "yaoye": "pharmaceutical",
    "qixie": "device",
    "devices": "device",
    "instrument": "device",
    "instruments": "device",
    "equipment": "device",
    "equipments": "device",
    "apparatus": "device",
    "shebei": "device",
    "keji": "technology",
    "tech": "technology",
    "technologies": "technology",
    "jishu": "technology",
    "shengwu": "biological",
    "bio": "biological",
    "biology": "biological",
    "biotech": "biological technology",
    "biotechnology": "biological technology",
    "weisheng": "hygiene",
    "hygienic": "hygiene",
    "sanitary": "hygiene",
    "cailiao": "material",
    "materials": "material",
    "yongpin": "product",
    "zhipin": "product",
    "products": "product",
    "supplies": "product",
    "fanghu": "protective",
    "protection": "protective",
    "gongye": "industry",
    "industrial": "industry",
    "industries": "industry",
    "shiye": "industry",
    "maoyi": "trade",
    "trading": "trade",
    "jinchukou": "import export",
    "xiangjiao": "rubber",
    "dianzi": "electronic",
    "electronics": "electronic",
    "jiankang": "health",
    "guoji": "international",
}
"""Variants of words that companies translate or transliterate in several ways, each with its standard word."""
FORMS = re.compile(
    r"\b(?:(?:you ?xian|ze ?ren|gong ?si|gu ?fen|ji ?tuan)+|co|company|ltd|limited|inc|corp|corporation|llc|group|the|prc|china|and)\b"
)
ROMANISED_COMPANY = re.compile(r"\bgong ?si\b|youxian ?gongsi\b")
PLACE_ENDS = re.compile(r"(?<=[一-鿿])[省市区县]|[()（）]")
MIN_SIMILARITY = 0.86
MIN_SHARED_ADDRESS = 0.5
MIN_NAME_CHARACTERS, MIN_CHINESE_NAME_CHARACTERS = 8, 4
"""A shorter text inside a longer name is no name of its own."""


class NameMatch(IntEnum):
    """How well two names match. ``ROMANISED``: one is a reading of the other in Latin letters; other characters can have
    the same reading."""

    DIFFERENT = 0
    SIMILAR = 1
    ROMANISED = 2
    SAME = 3


def compare_names(one: str, other: str) -> NameMatch | None:
    """None where they cannot be compared: one is missing, or is an independent name in the other script."""
    if not one.strip() or not other.strip():
        return None
    if is_chinese(one) != is_chinese(other):
        return _across_scripts(*((one, other) if is_chinese(one) else (other, one)))
    first, second = core(one), core(other)
    if same_name(one, other) or (first and first == second):
        return NameMatch.SAME
    similarity = difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()
    is_similar = similarity >= MIN_SIMILARITY or _is_part_of_other(first, second)
    return NameMatch.SIMILAR if is_similar else NameMatch.DIFFERENT


def is_same_company(one: str, other: str) -> bool:
    """Whether both are the same name, apart from how documents write it."""
    return compare_names(one, other) is NameMatch.SAME


def _across_scripts(chinese: str, latin: str) -> NameMatch | None:
    """English names of companies are often chosen freely: only one that is romanised Chinese can be different."""
    spellings = {core(latin), "".join(_words_without_form(latin))}
    if any(is_reading_of(spelling, _characters_without_form(chinese)) for spelling in spellings):
        return NameMatch.ROMANISED
    return NameMatch.DIFFERENT if ROMANISED_COMPANY.search(latin.casefold()) else None


def core(name: str) -> str:
    """The name without legal form, case, accents and spaces, and with standard words for their variants."""
    text = unicodedata.normalize("NFKC", name).casefold()
    if is_chinese(text):
        return PLACE_ENDS.sub("", _characters_without_form(text))
    return "".join(WORDS.get(word, word).replace(" ", "") for word in _words_without_form(name))


def _words_without_form(latin: str) -> list[str]:
    """The words of a Latin name without its legal form."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", latin).casefold())
    text = "".join(character for character in text if not unicodedata.combining(character))
    return FORMS.sub(" ", re.sub(r"[^a-z0-9]+", " ", re.sub(r"[.'’]", "", text))).split()


def _characters_without_form(chinese: str) -> str:
    """The Chinese name without its legal form."""
    return re.sub(r"股份|有限|责任|公司|集团|\W", "", unicodedata.normalize("NFKC", chinese).casefold())


def is_chinese(text: str) -> bool:
    return any("一" <= character <= "鿿" for character in text)


def same_place(one: str, other: str) -> bool | None:
    """Whether two addresses may be the same place; None where they cannot be compared."""
    if not one.strip() or not other.strip() or is_chinese(one) != is_chinese(other):
        return None
    return shared_words(one, other) >= MIN_SHARED_ADDRESS


def _is_part_of_other(one: str, other: str) -> bool:
    """A name that is cut off, or has a branch added."""
    shorter, longer = sorted((one, other), key=len)
    minimum = MIN_CHINESE_NAME_CHARACTERS if is_chinese(shorter) else MIN_NAME_CHARACTERS
    return len(shorter) >= minimum and shorter in longer
