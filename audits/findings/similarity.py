"""Pages that look or read nearly the same, found by bands: no row is compared that shares no band.

A page with enough figures (numbers, days, codes) is known by them: they stay when the page is cropped, turned, scanned
again or photographed, and differ between documents on one form. A page with fewer is known by its picture, and by those few.

Measured: of 914,593 pairs of different documents of the demonstration two share seven tenths of their figures (labels of one
device), of 96,141 pairs of the labelled documents none share more than 0.57. Of 24 documents 18 are found again as photographs
and 19 as scans askew. Pictures of different documents on one form differ in as few as two bits of 256, less than those of a
document and its cropped copy: so a picture alone decides only where there is no figure at all. More in ``docs/decisions/0022-findings.md``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

SIGNS_OF_A_BAND = 8
BITS_ENOUGH = 24
"""A page with fewer is nearly empty, and looks like every other one."""
MOST_DIFFERENT = 6
"""Bits of 256 in which two pictures of one page may differ."""
PICTURE = re.compile(r"[0-9a-f]{64}")
FIGURE = re.compile(r"[0-9]{2,}")
FIGURES_ENOUGH = 6
"""A page with fewer is not known by them."""
SHARED_ENOUGH = 0.7
"""The share of the figures of both pages that stands on each of them."""
MOST_FIGURES = 80
"""Of a page with more a fixed choice is kept, the same on every page."""
SIGNS_OF_A_FIGURE = 6
BANDS, MIXES_OF_A_BAND = 8, 3
PRIME = (1 << 61) - 1


class Kind(StrEnum):
    """By what a page is known: its picture, the picture of what is on it without its margins, or its figures."""

    PAGE = "page"
    CONTENT = "content"
    FIGURES = "figures"


OFFSETS = {Kind.PAGE: 0, Kind.CONTENT: 1 << 32, Kind.FIGURES: 1 << 33}
"""Bands of different kinds never meet."""


@dataclass(frozen=True)
class Known:
    """By what one page is known: a picture and the figures beside it, or enough figures without any picture."""

    kind: Kind
    bits: str = ""
    figures: str = ""

    def bands(self) -> list[int | None]:
        """Eight numbers; None for a stretch of a picture without any bit. Pictures that differ in six bits share at least
        two bands, pages that share seven tenths of their figures share one 24 times of 25."""
        found = _mixed(self.figures) if self.kind is Kind.FIGURES else _cut(self.bits)
        return [one and one + OFFSETS[self.kind] for one in found] or [None] * BANDS

    def is_like(self, other: Known) -> bool:
        """Whether the two are of the same page. The figures beside two pictures must be the same, too."""
        if self.kind is not other.kind:
            return False
        if self.kind is Kind.FIGURES:
            return share(self.figures, other.figures) >= SHARED_ENOUGH
        if (self.figures or other.figures) and share(self.figures, other.figures) < SHARED_ENOUGH:
            return False
        return is_telling(self.bits) and is_telling(other.bits) and distance(self.bits, other.bits) <= MOST_DIFFERENT


def is_telling(bits: str) -> bool:
    """Whether there is enough on the picture of a page to compare it at all; whatever else stands there is no picture."""
    return bool(PICTURE.fullmatch(bits)) and int(bits, 16).bit_count() >= BITS_ENOUGH


def figures_of(lines: Iterable[str]) -> str:
    """What is kept of the figures on a page."""
    text = unicodedata.normalize("NFKC", "\n".join(lines))
    return "".join(sorted({_name(one) for one in FIGURE.findall(text)})[:MOST_FIGURES])


def are_enough(figures: str) -> bool:
    """Whether a page is known by its figures alone."""
    return len(figures) >= FIGURES_ENOUGH * SIGNS_OF_A_FIGURE


def distance(one: str, other: str) -> int:
    """In how many bits two pictures differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def share(one: str, other: str) -> float:
    """How many of the figures of two pages stand on both; of pages with very many by a fixed choice of them."""
    first, second = set(_apart(one)), set(_apart(other))
    union = sorted(first | second)[:MOST_FIGURES]
    return sum(each in first and each in second for each in union) / len(union) if union else 0.0


def _cut(bits: str) -> list[int | None]:
    cut = [bits[place : place + SIGNS_OF_A_BAND] for place in range(0, len(bits), SIGNS_OF_A_BAND)]
    return [int(one, 16) or None for one in cut]


def _mixed(bits: str) -> list[int | None]:
    """Of each shuffling of all figures there are the first that the page has, three to a band."""
    figures = [int(one, 16) + 1 for one in _apart(bits)]
    if not figures:
        return []
    firsts = [min(one * factor % PRIME for one in figures) for factor in SHUFFLES]
    groups = [firsts[place : place + MIXES_OF_A_BAND] for place in range(0, len(firsts), MIXES_OF_A_BAND)]
    return [int(_digest(repr(group), 4), 16) or 1 for group in groups]


def _apart(bits: str) -> list[str]:
    return [bits[place : place + SIGNS_OF_A_FIGURE] for place in range(0, len(bits), SIGNS_OF_A_FIGURE)]


def _name(figure: str) -> str:
    return _digest(figure, SIGNS_OF_A_FIGURE // 2)


def _digest(text: str, size: int) -> str:
    return blake2b(text.encode(), digest_size=size).hexdigest()


SHUFFLES = tuple(int(_digest(f"shuffle {one}", 7), 16) | 1 for one in range(BANDS * MIXES_OF_A_BAND))
