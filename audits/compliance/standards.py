"""Names of standards as people write them, compared by number; editions only where somebody names one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

ALTERNATIVES = re.compile(r"\s+or\s+|\s+/\s+", re.IGNORECASE)
PARTS_ASKED = re.compile(r"\s+\+\s+|[,;]\s*")
PARTS_STATED = re.compile(r"\s+\+\s+|[,;]\s*|\s+and\s+", re.IGNORECASE)
LOOSE_AMENDMENT = re.compile(r"\s*\+\s*(?=(?:A|AC|AMD|COR)\d*\s*:)", re.IGNORECASE)
QUALIFIER = re.compile(r"\s+\(?((?:type|level|class|grade|ffp\d|kn\d+)\b.*?)\)?$", re.IGNORECASE)
DASHES = re.compile(r"[‐‑‒–—−]")
YEAR = re.compile(
    r"^(?P<number>.+?)(?::(?P<colon>(?:19|20)?\d\d)(?:-\d\d)?|-(?P<dash>(?:19|20)\d\d))(?P<amended>(?:[+/]a.*)?)$"
)
ASTM_YEAR = re.compile(r"^(?P<number>astm.*?\d)-(?P<year>\d\d)[a-z]?$")
CORRIGENDUM = re.compile(r"[+/](?:ac|cor)\d*(?::\d+)?")
OLDEST_SHORT_YEAR = 70


class Named(NamedTuple):
    """A standard as a text names it; ``edition`` and ``qualifier`` (type, level) are empty where it names none."""

    number: str
    edition: str
    qualifier: str


class Cited(NamedTuple):
    """Editions that a document cites where the requirement names none: the list of editions has a say."""

    number: str
    editions: tuple[str, ...]


def plain(text: str) -> str:
    """The text without what makes no difference: case, spacing, full-width characters, kinds of dashes."""
    return DASHES.sub("-", "".join(unicodedata.normalize("NFKC", text).casefold().split()))


def edition_key(text: str) -> str:
    """An edition's year and amendments. A corrigendum repairs the wording and makes no new edition."""
    year, plus, amended = CORRIGENDUM.sub("", plain(text)).replace("/", "+").partition("+")
    if len(year) == len("21") and year.isdecimal():
        year = ("19" if int(year) >= OLDEST_SHORT_YEAR else "20") + year
    return year + plus + amended


@lru_cache(maxsize=8192)
def name(text: str) -> Named:
    """The number, edition and qualifier that one name of a standard carries."""
    text = unicodedata.normalize("NFKC", text).strip()
    qualifier = QUALIFIER.search(text)
    bare = plain(QUALIFIER.sub("", text))
    said = plain(qualifier[1]) if qualifier else ""
    if dated := YEAR.match(bare):
        year = dated["colon"] or dated["dash"]
        return Named(dated["number"], edition_key(year + dated["amended"]), said)
    if dated := ASTM_YEAR.match(bare):
        return Named(dated["number"], edition_key(dated["year"]), said)
    return Named(bare, "", said)


def _names(text: str, separator: re.Pattern[str]) -> tuple[Named, ...]:
    parts = separator.split(LOOSE_AMENDMENT.sub("+", unicodedata.normalize("NFKC", text)))
    return tuple(name(part) for part in parts if part.strip())


@lru_cache(maxsize=16384)
def agreement(asked: str, stated: str) -> tuple[tuple[Cited, ...], ...]:
    """How a document's text can meet the text asked for: empty when it cannot, else one entry per way it does.

    An entry lists what must be accepted on the day, one edition of each; an empty entry asks for nothing more. "A or B" and
    "A / B" ask for either, "A + B" and "A, B" for both on the one document. The same text always agrees with itself.
    Where the text asked for names an edition, the document must name that very edition.
    """
    if plain(asked) == plain(stated):
        return ((),)
    said = _names(stated, PARTS_STATED)
    ways: list[tuple[Cited, ...]] = []
    for alternative in ALTERNATIVES.split(asked):
        wanted = _names(alternative, PARTS_ASKED)
        found = [_citation(one, said) for one in wanted]
        if wanted and all(cited is not None for cited in found):
            ways.append(tuple(cited for cited in found if cited))
    return tuple(ways)


def _citation(wanted: Named, said: tuple[Named, ...]) -> Cited | tuple[()] | None:
    """``None``: not stated; empty: stated, nothing depends on an edition; else the edition that must be accepted."""
    same = [
        one
        for one in said
        if one.number == wanted.number and (not wanted.qualifier or one.qualifier == wanted.qualifier)
    ]
    if wanted.edition:
        return () if any(one.edition == wanted.edition for one in same) else None
    if not same:
        return None
    if any(not one.edition for one in same):
        return ()
    return Cited(wanted.number, tuple(sorted({one.edition for one in same})))
