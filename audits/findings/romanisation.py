"""How a Chinese name reads in Latin letters: sign by sign in pinyin, common words of company names in English as well."""

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
"""Words -> what ``names.core`` leaves of their English; places that have a name of their own."""
DROPPED = {"市": ("", "city"), "省": ("", "province"), "区": ("", "district"), "县": ("", "county")}
"""Signs that may be left out."""
UMLAUTS = {"ü": ("v", "u", "yu")}
LONGEST = 60
LEAST_SIGNS = 3
GROUP = 3
"""Signs of the longest word above."""


def reads_as(chinese: str, latin: str) -> bool:
    """Whether the letters are a way to say the signs: any reading of each sign will do, or the meaning of a word."""
    if not LEAST_SIGNS <= len(chinese) <= LONGEST or len(latin) > LONGEST * 3:
        return False
    ends = {0: {0}}
    for place in range(len(chinese)):
        for said, signs in _ways(chinese, place):
            reached = {start + len(said) for start in ends.get(place, ()) if latin.startswith(said, start)}
            ends.setdefault(place + signs, set()).update(reached)
    return len(latin) in ends.get(len(chinese), ())


def _ways(chinese: str, place: int) -> Iterator[tuple[str, int]]:
    """What may stand for the signs from there on, and how many of them it says."""
    for size in range(2, GROUP + 1):
        for meaning in MEANINGS.get(chinese[place : place + size], ()):
            yield meaning, size
    for said in {*_readings(chinese[place]), *DROPPED.get(chinese[place], ())}:
        yield said, 1


@cache
def _readings(sign: str) -> frozenset[str]:
    """Every way to read a sign, without tones; signs that are no Chinese ones stay as they are."""
    (said,) = pinyin(sign, style=Style.NORMAL, heteronym=True)
    return frozenset(spelt for one in said for spelt in _spelt(one.casefold()))


def _spelt(said: str) -> Iterator[str]:
    """As passports, keyboards and people write it."""
    yield said
    for sign, others in UMLAUTS.items():
        yield from (said.replace(sign, other) for other in others if sign in said)
    if said in {"lv", "nv", "lve", "nve"}:
        yield from (said.replace("v", other) for other in ("u", "yu"))
