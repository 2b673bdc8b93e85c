"""Names of parties compared with names on lists of sanctions: what is similar is a question to a person, never a verdict.

A name is compared as words without legal forms, in any order; a Chinese one by its characters and by how it is read in Latin
letters. ``why`` says what made the names similar, so that who answers the question sees it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz, process

ASK_FROM = 88
"""From this likeness (0 to 100) on, a person is asked. Lists spell one name in many ways, and parties write their own."""
RARE_WORD = 6
"""Letters of a single listed word from which on its presence in another name is worth a question."""
MOST = 20
"""Listed names that one party is compared with in detail: the most similar."""
LATIN_FORMS = frozenset(
    [
        "ab",
        "ag",
        "as",
        "asa",
        "bhd",
        "bv",
        "co",
        "company",
        "corp",
        "corporation",
        "doo",
        "est",
        "establishment",
        "fze",
        "fzco",
        "fzllc",
        "gmbh",
        "group",
        "holding",
        "holdings",
        "inc",
        "incorporated",
        "kg",
        "limited",
        "llc",
        "llp",
        "ltd",
        "mbh",
        "nv",
        "oao",
        "ooo",
        "oy",
        "plc",
        "pao",
        "pjsc",
        "jsc",
        "pte",
        "pty",
        "pvt",
        "private",
        "sa",
        "sae",
        "sal",
        "sarl",
        "sas",
        "sdn",
        "se",
        "sl",
        "spa",
        "sro",
        "srl",
        "the",
        "trading",
        "zao",
    ]
)
CHINESE_FORMS = re.compile(r"(?:股份)?(?:有限)?(?:责任)?公司$|集团")
HAN = re.compile(r"[\u3400-\u9fff]")


class Why(StrEnum):
    """What made two names similar."""

    SAME = "same"
    ORDER = "order"
    INSIDE = "inside"
    SPELLING = "spelling"
    READING = "reading"


@dataclass(frozen=True)
class SimilarName:
    """A listed name that may be the party's: ``place`` among the listed names, ``score`` from 0 to 100."""

    place: int
    score: int
    why: Why


@dataclass(frozen=True)
class ListedNames:
    """Names of lists, prepared once: words of each, and the letters of each without spaces."""

    words: tuple[str, ...]
    letters: tuple[str, ...]


def prepare(names: Iterable[str]) -> ListedNames:
    """Names as they are compared. Their places stay those of ``names``."""
    words = tuple(plain_words(name) for name in names)
    return ListedNames(words, tuple(one.replace(" ", "") for one in words))


def plain_words(name: str) -> str:
    """Small letters without accents and legal forms; of a Chinese name its characters without the legal form."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name)).casefold()
    bare = "".join(one for one in letters if not unicodedata.combining(one))
    bare = CHINESE_FORMS.sub("", re.sub(r"(?<=\b\w)\.(?=\w\b)", "", bare).strip())
    words = re.sub(r"[^\w]+", " ", bare.replace("'", "").replace("’", "")).split()
    kept = [word for word in words if word not in LATIN_FORMS]
    return " ".join(kept or words)


def read_in_latin(name: str) -> str:
    """How a Chinese name is read, in one word of Latin letters; empty for any other."""
    return "".join(lazy_pinyin(plain_words(name))).replace(" ", "") if HAN.search(name) else ""


def similar_names(party: str, listed: ListedNames) -> list[SimilarName]:
    """Listed names that somebody should look at for this party, the most similar first. None for an empty name."""
    words = plain_words(party)
    if not words:
        return []
    found: dict[int, SimilarName] = {}
    for one in (*_spelled_similarly(words, listed), *_contained(words, listed), *_read_similarly(party, listed)):
        if one.place not in found or found[one.place].score < one.score:
            found[one.place] = one
    return sorted(found.values(), key=lambda one: (-one.score, one.place))[:MOST]


def _spelled_similarly(words: str, listed: ListedNames) -> Iterator[SimilarName]:
    rows = process.extract(
        words, listed.words, scorer=fuzz.token_sort_ratio, processor=None, score_cutoff=ASK_FROM, limit=MOST
    )
    for text, score, place in rows:
        if text == words:
            why = Why.SAME
        elif sorted(text.split()) == sorted(words.split()):
            why = Why.ORDER
        else:
            why = Why.SPELLING
        yield SimilarName(place, int(score), why)


def _contained(words: str, listed: ListedNames) -> Iterator[SimilarName]:
    """Listed names all of whose words the party's name has, among others."""
    own = set(words.split())
    for place, text in enumerate(listed.words):
        others = text.split()
        if len(others) < len(own) and own.issuperset(others) and _is_telling(others):
            yield SimilarName(place, 100 * len(others) // len(own), Why.INSIDE)


def _is_telling(words: Sequence[str]) -> bool:
    return len(words) > 1 or bool(words and len(words[0]) >= RARE_WORD) or bool(words and HAN.search(words[0]))


def _read_similarly(party: str, listed: ListedNames) -> Iterator[SimilarName]:
    reading = read_in_latin(party)
    if not reading:
        return
    rows = process.extract(
        reading, listed.letters, scorer=fuzz.ratio, processor=None, score_cutoff=ASK_FROM, limit=MOST
    )
    for _text, score, place in rows:
        yield SimilarName(place, int(score), Why.READING)
