"""Pages that look or read almost the same, found by bands: only pages that share a band are compared.

A page with enough figures (numbers, dates, codes) is recognised by them: they stay the same when the page is cropped,
rotated, scanned again or photographed, and differ between documents on one form. A page with fewer is recognised by its
image, and by those few.

Measured: of 914,593 pairs of different documents of the demonstration two share seven tenths of their figures (labels of one
device), of 96,141 pairs of the labelled documents none share more than 0.57. Of 24 documents 18 are found again as photographs
and 19 as skewed scans. Images of different documents on one form differ in as few as two bits of 256, less than those of
a document and its cropped copy: so an image alone decides only where there is no figure at all. More in ``docs/decisions/0022-findings.md``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

HEX_DIGITS_PER_BAND = 8
MIN_BITS = 24
"""An image with fewer set bits is almost empty, and looks like every other one."""
MAX_DIFFERENT_BITS = 6
"""Of the 256 bits in which two images of one page can differ."""
IMAGE_BITS = re.compile(r"[0-9a-f]{64}")
FIGURE = re.compile(r"[0-9]{2,}")
MIN_FIGURES = 6
"""A page with fewer is not recognised by them."""
MIN_SHARED_FIGURES = 0.7
"""The share of the figures of two pages that must be on both."""
MAX_FIGURES = 80
"""Of a page with more, a fixed selection is kept, the same on every page."""
HEX_DIGITS_PER_FIGURE = 6
BANDS, HASHES_PER_BAND = 8, 3
PRIME = (1 << 61) - 1


class Kind(StrEnum):
    """What a page is recognised by: its image, its image without margins, or its figures."""

    PAGE = "page"
    CONTENT = "content"
    FIGURES = "figures"


OFFSETS = {Kind.PAGE: 0, Kind.CONTENT: 1 << 32, Kind.FIGURES: 1 << 33}
"""Keeps the bands of different kinds apart."""


@dataclass(frozen=True)
class PageKey:
    """What one page is recognised by: an image with the figures on it, or enough figures without an image."""

    kind: Kind
    bits: str = ""
    figures: str = ""

    def bands(self) -> list[int | None]:
        """Eight numbers; None for a section of an image without any bit. Images that differ in six bits share at least two
        bands, pages that share seven tenths of their figures share one in 24 of 25 cases."""
        bands = _figure_bands(self.figures) if self.kind is Kind.FIGURES else _image_bands(self.bits)
        return [band and band + OFFSETS[self.kind] for band in bands] or [None] * BANDS

    def is_similar(self, other: PageKey) -> bool:
        """Whether the two are of the same page. The figures on two similar images must be the same too."""
        if self.kind is not other.kind:
            return False
        if self.kind is Kind.FIGURES:
            return share(self.figures, other.figures) >= MIN_SHARED_FIGURES
        if (self.figures or other.figures) and share(self.figures, other.figures) < MIN_SHARED_FIGURES:
            return False
        if not (is_comparable(self.bits) and is_comparable(other.bits)):
            return False
        return distance(self.bits, other.bits) <= MAX_DIFFERENT_BITS


def is_comparable(bits: str) -> bool:
    """Whether this is an image with enough on it to compare."""
    return bool(IMAGE_BITS.fullmatch(bits)) and int(bits, 16).bit_count() >= MIN_BITS


def figures_of(lines: Iterable[str]) -> str:
    """Short hashes of the figures on a page, joined."""
    text = unicodedata.normalize("NFKC", "\n".join(lines))
    return "".join(sorted({_figure_hash(figure) for figure in FIGURE.findall(text)})[:MAX_FIGURES])


def are_enough(figures: str) -> bool:
    """Whether a page can be recognised by its figures alone."""
    return len(figures) >= MIN_FIGURES * HEX_DIGITS_PER_FIGURE


def distance(one: str, other: str) -> int:
    """The number of bits in which two images differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def share(one: str, other: str) -> float:
    """The share of the figures of two pages that are on both; of very many figures a fixed selection."""
    first, second = set(_split_figures(one)), set(_split_figures(other))
    union = sorted(first | second)[:MAX_FIGURES]
    return sum(figure in first and figure in second for figure in union) / len(union) if union else 0.0


def _image_bands(bits: str) -> list[int | None]:
    sections = [bits[place : place + HEX_DIGITS_PER_BAND] for place in range(0, len(bits), HEX_DIGITS_PER_BAND)]
    return [int(section, 16) or None for section in sections]


def _figure_bands(hashes: str) -> list[int | None]:
    """MinHash: the least value of all figures under each permutation, three to a band."""
    figures = [int(figure, 16) + 1 for figure in _split_figures(hashes)]
    if not figures:
        return []
    least = [min(figure * factor % PRIME for figure in figures) for factor in PERMUTATIONS]
    groups = [least[place : place + HASHES_PER_BAND] for place in range(0, len(least), HASHES_PER_BAND)]
    return [int(_digest(repr(group), 4), 16) or 1 for group in groups]


def _split_figures(hashes: str) -> list[str]:
    return [hashes[place : place + HEX_DIGITS_PER_FIGURE] for place in range(0, len(hashes), HEX_DIGITS_PER_FIGURE)]


def _figure_hash(figure: str) -> str:
    return _digest(figure, HEX_DIGITS_PER_FIGURE // 2)


def _digest(text: str, size: int) -> str:
    return blake2b(text.encode(), digest_size=size).hexdigest()


PERMUTATIONS = tuple(int(_digest(f"shuffle {index}", 7), 16) | 1 for index in range(BANDS * HASHES_PER_BAND))
