"""Text as people print it, made comparable: widths, dashes, spaces, and the edition of a standard."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

DASHES = re.compile(r"[‐‑‒–—―−－]+")
CORRIGENDUM = re.compile(r"[+/](?:ac|cor)\d*(?::\d+(?:-\d\d)?)?")
AMENDMENT = re.compile(r"[+/](?:amd|amendment|a)\.?(\d+)(?::\d+(?:-\d\d)?)?")
MONTH = re.compile(r"^(\d{4})-\d\d(?!\d)")
TEXTS_KEPT = 16384
"""Texts that a process keeps made comparable: names of grades and standards come again with each document."""
OLDEST_SHORT_YEAR = 70
"""Two-digit years from here on are of the 20th century."""


def with_plain_characters(text: str) -> str:
    """The text with full-width characters and kinds of dashes made plain; case and spaces stay."""
    return DASHES.sub("-", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=TEXTS_KEPT)
def normalise(text: str) -> str:
    """The text without differences of case, spacing, full-width characters and kinds of dashes."""
    return "".join(with_plain_characters(text).casefold().split())


def edition_key(text: str) -> str:
    """An edition's year and the numbers of its amendments: "2001+a1" for "2001 + A1:2009".

    A corrigendum corrects the wording and is no new edition; the month of a national printing is none either.
    """
    bare = MONTH.sub(r"\1", CORRIGENDUM.sub("", normalise(text)))
    year, plus, amended = AMENDMENT.sub(r"+a\1", bare).replace("/", "+").partition("+")
    if len(year) == len("21") and year.isdecimal():
        year = ("19" if int(year) >= OLDEST_SHORT_YEAR else "20") + year
    return year + plus + amended
