"""Names of companies as papers write them: legal forms, transliterated words and spaces make no difference."""

from __future__ import annotations

import difflib
import re
import unicodedata
from enum import IntEnum

from audits.registers.comparing import same_name, shared_words

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
}
"""Words that companies translate or spell out as they please -> one of them."""
FORMS = re.compile(
    r"\b(?:you ?xian|ze ?ren|gong ?si|gu ?fen|ji ?tuan|co|company|ltd|limited|inc|corp|corporation|llc|group|the|prc|china|and)\b"
)
PLACE_ENDS = re.compile(r"(?<=[一-鿿])[省市区县]|[()（）]")
NEAR = 0.86


class Likeness(IntEnum):
    """How two names stand to each other."""

    OTHER = 0
    NEAR = 1
    SAME = 2


def likeness(one: str, other: str) -> Likeness | None:
    """None where the two cannot be compared: one is missing, or they are in different scripts."""
    if not one.strip() or not other.strip() or is_chinese(one) != is_chinese(other):
        return None
    first, second = core(one), core(other)
    if same_name(one, other) or (first and first == second):
        return Likeness.SAME
    alike = difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()
    return Likeness.NEAR if alike >= NEAR or _one_within_the_other(first, second) else Likeness.OTHER


def core(name: str) -> str:
    """The name without legal form, case, accents and spaces, words that mean the same as one of them."""
    text = unicodedata.normalize("NFKC", name).casefold()
    if is_chinese(text):
        return re.sub(r"股份|有限|责任|公司|集团|\W", "", PLACE_ENDS.sub("", text))
    text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    words = FORMS.sub(" ", re.sub(r"[^a-z0-9]+", " ", re.sub(r"[.'’]", "", text))).split()
    return "".join(WORDS.get(word, word).replace(" ", "") for word in words)


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
