"""Names of companies as documents write them: legal forms, transliterated words and spaces make no difference."""

from __future__ import annotations

import difflib
import re
import unicodedata
from enum import IntEnum

from audits.findings.romanisation import reads_as
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
"""Words that companies translate or spell out as they please -> one of them."""
FORMS = re.compile(
    r"\b(?:(?:you ?xian|ze ?ren|gong ?si|gu ?fen|ji ?tuan)+|co|company|ltd|limited|inc|corp|corporation|llc|group|the|prc|china|and)\b"
)
SAYS_COMPANY = re.compile(r"\bgong ?si\b|youxian ?gongsi\b")
PLACE_ENDS = re.compile(r"(?<=[一-鿿])[省市区县]|[()（）]")
NEAR = 0.86


class Likeness(IntEnum):
    """How two names stand to each other. ``SOUNDS``: one is a way to say the other in Latin letters; other signs may
    sound the same."""

    OTHER = 0
    NEAR = 1
    SOUNDS = 2
    SAME = 3


def likeness(one: str, other: str) -> Likeness | None:
    """None where the two cannot be compared: one is missing, or it is a name of its own in the other script."""
    if not one.strip() or not other.strip():
        return None
    if is_chinese(one) != is_chinese(other):
        return _across_scripts(*((one, other) if is_chinese(one) else (other, one)))
    first, second = core(one), core(other)
    if same_name(one, other) or (first and first == second):
        return Likeness.SAME
    alike = difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()
    return Likeness.NEAR if alike >= NEAR or _one_within_the_other(first, second) else Likeness.OTHER


def is_same_company(one: str, other: str) -> bool:
    """Whether both are one name, written as documents write it."""
    return likeness(one, other) is Likeness.SAME


def _across_scripts(chinese: str, latin: str) -> Likeness | None:
    """English names of companies are often free: only one that says that it is Chinese in Latin letters is another."""
    said = {core(latin), "".join(_words(latin))}
    if any(reads_as(_signs(chinese), one) for one in said):
        return Likeness.SOUNDS
    return Likeness.OTHER if SAYS_COMPANY.search(latin.casefold()) else None


def core(name: str) -> str:
    """The name without legal form, case, accents and spaces, words that mean the same as one of them."""
    text = unicodedata.normalize("NFKC", name).casefold()
    if is_chinese(text):
        return PLACE_ENDS.sub("", _signs(text))
    return "".join(WORDS.get(word, word).replace(" ", "") for word in _words(name))


def _words(latin: str) -> list[str]:
    """The words of a Latin name without its legal form."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", latin).casefold())
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    return FORMS.sub(" ", re.sub(r"[^a-z0-9]+", " ", re.sub(r"[.'’]", "", text))).split()


def _signs(chinese: str) -> str:
    """The Chinese name without its legal form."""
    return re.sub(r"股份|有限|责任|公司|集团|\W", "", unicodedata.normalize("NFKC", chinese).casefold())


def is_chinese(text: str) -> bool:
    return any("一" <= sign <= "鿿" for sign in text)


def same_place(one: str, other: str) -> bool | None:
    """Whether two addresses may well be one place; None where they cannot be compared."""
    if not one.strip() or not other.strip() or is_chinese(one) != is_chinese(other):
        return None
    return shared_words(one, other) >= ENOUGH_OF_AN_ADDRESS


def _one_within_the_other(one: str, other: str) -> bool:
    """A name that is cut off, or carries a branch: the shorter one must still be a name."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= (4 if is_chinese(shorter) else 8) and shorter in longer


ENOUGH_OF_AN_ADDRESS = 0.5
