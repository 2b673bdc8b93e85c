"""Names of standards as people write them, compared by number, and by edition only where the text names one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

ALTERNATIVES = re.compile(r"\s+or\s+|\s+/\s+", re.IGNORECASE)
PARTS_REQUIRED = re.compile(r"\s+\+\s+|[,;]\s*")
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
"""Two-digit years from here on are of the 20th century."""


class Named(NamedTuple):
    """A standard as a text names it; ``edition`` and ``qualifier`` (type, level) are empty where it names none."""

    number: str
    edition: str
    qualifier: str


class Cited(NamedTuple):
    """Editions that a document cites where the requirement names none: one must be accepted by the list of editions."""

    number: str
    editions: tuple[str, ...]


def normalise(text: str) -> str:
    """The text without differences of case, spacing, full-width characters and kinds of dashes."""
    return DASHES.sub("-", "".join(unicodedata.normalize("NFKC", text).casefold().split()))


def edition_key(text: str) -> str:
    """An edition's year and amendments. A corrigendum corrects the wording and is no new edition."""
    year, plus, amended = CORRIGENDUM.sub("", normalise(text)).replace("/", "+").partition("+")
    if len(year) == len("21") and year.isdecimal():
        year = ("19" if int(year) >= OLDEST_SHORT_YEAR else "20") + year
    return year + plus + amended


@lru_cache(maxsize=8192)
def name(text: str) -> Named:
    """The number, edition and qualifier that one name of a standard carries."""
    text = unicodedata.normalize("NFKC", text).strip()
    qualifier = QUALIFIER.search(text)
    bare = normalise(QUALIFIER.sub("", text))
    qualified = normalise(qualifier[1]) if qualifier else ""
    if dated := YEAR.match(bare):
        year = dated["colon"] or dated["dash"]
        return Named(dated["number"], edition_key(year + dated["amended"]), qualified)
    if dated := ASTM_YEAR.match(bare):
        return Named(dated["number"], edition_key(dated["year"]), qualified)
    return Named(bare, "", qualified)


def _parse_names(text: str, separator: re.Pattern[str]) -> tuple[Named, ...]:
    parts = separator.split(LOOSE_AMENDMENT.sub("+", unicodedata.normalize("NFKC", text)))
    return tuple(name(part) for part in parts if part.strip())


@lru_cache(maxsize=16384)
def agreement(required: str, stated: str) -> tuple[tuple[Cited, ...], ...]:
    """How a document's text can meet the required text: empty when it cannot, else one entry per way it does.

    An entry lists the standards of which one cited edition must be accepted on the day; an empty entry needs nothing more.
    "A or B" and "A / B" require either, "A + B" and "A, B" both on the one document. A text always agrees with itself.
    Where the required text names an edition, the document must name that very edition.
    """
    if normalise(required) == normalise(stated):
        return ((),)
    cited_names = _parse_names(stated, PARTS_STATED)
    ways: list[tuple[Cited, ...]] = []
    for alternative in ALTERNATIVES.split(required):
        wanted = _parse_names(alternative, PARTS_REQUIRED)
        citations = [_find_citation(standard, cited_names) for standard in wanted]
        if wanted and all(cited is not None for cited in citations):
            ways.append(tuple(cited for cited in citations if cited))
    return tuple(ways)


def _find_citation(wanted: Named, cited: tuple[Named, ...]) -> Cited | tuple[()] | None:
    """``None``: not stated; empty: stated, and no edition matters; else the editions of which one must be accepted."""
    same = [
        one
        for one in cited
        if one.number == wanted.number and (not wanted.qualifier or one.qualifier == wanted.qualifier)
    ]
    if wanted.edition:
        return () if any(one.edition == wanted.edition for one in same) else None
    if not same:
        return None
    if any(not one.edition for one in same):
        return ()
    return Cited(wanted.number, tuple(sorted({one.edition for one in same})))
