"""Readings of a Chinese name in Latin letters: pinyin of each character, and common words of company names in English."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pypinyin import Style, pinyin

MEANINGS = {
    "医疗": ("medical",),
    "医学": ("medical",),
    "医用": ("medical",),
    "医药": ("pharmaceutical",),
    "药业": ("pharmaceutical",),
    "器械": ("device",),
    "仪器": ("device",),
    "设备": ("device",),
    "科技": ("technology",),
    "技术": ("technology",),
    "生物": ("biological",),
    "卫生": ("hygiene",),
    "材料": ("material",),
    "用品": ("product",),
    "制品": ("product",),
    "产品": ("product",),
    "防护": ("protective",),
    "工业": ("industry",),
    "实业": ("industry",),
    "贸易": ("trade",),
    "进出口": ("importexport",),
    "橡胶": ("rubber",),
    "手套": ("gloves", "glove"),
    "电子": ("electronic", "electronics"),
    "塑料": ("plastic", "plastics"),
    "纺织": ("textile", "textiles"),
    "国际": ("international",),
    "健康": ("health", "healthcare"),
    "光学": ("optical", "optics"),
    "日化": ("dailychemical",),
    "化工": ("chemical",),
    "香港": ("hongkong",),
    "澳门": ("macao", "macau"),
    "哈尔滨": ("harbin",),
    "内蒙古": ("innermongolia",),
    "西藏": ("tibet",),
    "陕西": ("shaanxi",),
    "青岛": ("tsingtao",),
    "中国": ("",),
}
"""English of common words, as ``company_names.core`` leaves it, and of places with their own English name."""
OPTIONAL = {"市": ("", "city"), "省": ("", "province"), "区": ("", "district"), "县": ("", "county")}
"""Characters that can be left out or translated."""
UMLAUTS = {"ü": ("v", "u", "yu")}
MAX_CHARACTERS = 60
MIN_CHARACTERS = 3
MAX_WORD_CHARACTERS = 3
"""The length of the longest word above."""


def is_reading_of(latin: str, chinese: str) -> bool:
    """Whether the letters are a reading of the characters: any reading of each, or the meaning of a word."""
    if not MIN_CHARACTERS <= len(chinese) <= MAX_CHARACTERS or len(latin) > MAX_CHARACTERS * 3:
        return False
    ends = {0: {0}}
    for place in range(len(chinese)):
        for spelling, length in _spellings_from(chinese, place):
            reached = {start + len(spelling) for start in ends.get(place, ()) if latin.startswith(spelling, start)}
            ends.setdefault(place + length, set()).update(reached)
    return len(latin) in ends.get(len(chinese), ())


def _spellings_from(chinese: str, place: int) -> Iterator[tuple[str, int]]:
    """Spellings of the characters from that place on, each with the number of characters that it covers."""
    for size in range(2, MAX_WORD_CHARACTERS + 1):
        for meaning in MEANINGS.get(chinese[place : place + size], ()):
            yield meaning, size
    for reading in {*_readings(chinese[place]), *OPTIONAL.get(chinese[place], ())}:
        yield reading, 1


@cache
def _readings(character: str) -> frozenset[str]:
    """Every reading of a character, without tones; a character that is not Chinese is its own reading."""
    (readings,) = pinyin(character, style=Style.NORMAL, heteronym=True)
    return frozenset(spelling for reading in readings for spelling in _spellings_of(reading.casefold()))


def _spellings_of(reading: str) -> Iterator[str]:
    """The spellings in passports and on keyboards."""
    yield reading
    for umlaut, replacements in UMLAUTS.items():
        yield from (reading.replace(umlaut, letters) for letters in replacements if umlaut in reading)
    if reading in {"lv", "nv", "lve", "nve"}:
        yield from (reading.replace("v", letters) for letters in ("u", "yu"))
