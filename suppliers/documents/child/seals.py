"""Text under red seals, read with the red ink removed: dates and numbers are often stamped over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy
from PIL import Image

from suppliers.documents.child import appearance

MIN_SIDE, MAX_SIDE = 0.09, 0.4
"""A seal's side, as a share of the page's short side: 20 to 80 mm on A4."""
MAX_ASPECT = 1.7
"""The largest ratio of its sides: seals are round or oval."""
MIN_INK, MAX_INK = 0.06, 0.8
"""The share of a seal's box that ink covers."""
CLOSE_GAPS_PX = 7
"""Pixels between rim, star and text of one seal, on the small copy of the page."""
MAX_RULE_PX = 6
"""A mark thinner than this is a line."""
MAX_SEALS = 4
"""The number of seals on a page that are processed."""
MIN_INK_BRIGHTNESS = 120
"""Of 255: how bright the red channel of the ink must be for black text to stand out."""
LIGHTENING, EDGE_PX = 1.1, 5
"""Ink is uneven, and images blur it over some pixels."""
MARGIN = 0.014
"""Read above and below a seal, as a share of the page's height: about a line."""
CUT_PX = 3
"""A line this near to the edge of a band is cut off by it."""
MIN_OVERLAP = 0.3
"""Two boxes are of the same line where they share this much of the smaller one."""
CONFIDENCE_SLACK = 0.1


class Seal(NamedTuple):
    """The box of a seal, in pixels of the page."""

    left: int
    top: int
    right: int
    bottom: int


class OcrLine(NamedTuple):
    """One line as OCR read it: its corners in pixels, and those of each character."""

    text: str
    score: float
    corners: numpy.ndarray
    characters: list[tuple[str, numpy.ndarray]]

    def moved_down(self, down: int) -> OcrLine:
        return self.moved_by((0, down))

    def moved_by(self, by: tuple[int, int]) -> OcrLine:
        """The line elsewhere: right and down by so many pixels."""
        shift = numpy.array(by)
        return self._replace(
            corners=self.corners + shift, characters=[(character, at + shift) for character, at in self.characters]
        )


def find_seals(page: numpy.ndarray) -> list[Seal]:
    """The red round or oval marks of a page. Channels: blue, green, red."""
    colours = appearance.white_balanced(Image.fromarray(page[:, :, ::-1]))
    is_red = appearance.is_red(colours)
    joined = cv2.morphologyEx(
        is_red.astype(numpy.uint8), cv2.MORPH_CLOSE, numpy.ones((CLOSE_GAPS_PX, CLOSE_GAPS_PX), numpy.uint8)
    )
    _count, labels, stats, _centres = cv2.connectedComponentsWithStats(joined)
    scale, short = page.shape[0] / is_red.shape[0], min(is_red.shape)
    found = []
    for number, (_left, _top, wide, high, _area) in enumerate(stats[1:].tolist(), 1):
        sides = _without_rules(labels == number) if min(wide, high) * MAX_ASPECT >= MIN_SIDE * short else None
        if sides and _is_a_seal(is_red, sides, short):
            found.append(Seal(*(int(side * scale) for side in sides)))
    return [one for one in found if not any(_is_within(one, other) for other in found)][:MAX_SEALS]


def _is_a_seal(is_red: numpy.ndarray, sides: tuple[int, int, int, int], short: int) -> bool:
    left, top, right, bottom = sides
    long, narrow = sorted((right - left, bottom - top), reverse=True)
    ink = is_red[top:bottom, left:right].mean()
    return MIN_SIDE * short <= long <= min(MAX_SIDE * short, MAX_ASPECT * narrow) and bool(MIN_INK <= ink <= MAX_INK)


def _without_rules(mark: numpy.ndarray) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom of a mark, without straight lines that run through it; None if nothing is left."""
    for axis in (0, 1):
        reach = mark.shape[axis] - mark.argmax(axis) - numpy.flip(mark, axis).argmax(axis)
        is_thick = (reach > MAX_RULE_PX) & mark.any(axis)
        mark = mark & (is_thick[None, :] if axis == 0 else is_thick[:, None])
    down, across = (numpy.nonzero(mark.any(axis))[0] for axis in (1, 0))
    return (int(across[0]), int(down[0]), int(across[-1]) + 1, int(down[-1]) + 1) if len(down) else None


def _is_within(one: Seal, other: Seal) -> bool:
    """Whether one box lies within the other, as a star within the rim of its seal."""
    return (
        one != other
        and other.left <= one.left < one.right <= other.right
        and other.top <= one.top < one.bottom <= other.bottom
    )


def bands_without_ink(page: numpy.ndarray, seals: Sequence[Seal]) -> Iterator[tuple[int, numpy.ndarray]]:
    """For each seal the band of the page with the lines that it touches, without red ink, and the top of the band."""
    high, wide = page.shape[:2]
    margin = int(MARGIN * high)
    for seal in seals:
        top, bottom = max(0, seal.top - margin), min(high, seal.bottom + margin)
        left, right = max(0, seal.left - margin), min(wide, seal.right + margin)
        inside = page[top:bottom, left:right]
        is_red = appearance.is_red(inside[:, :, ::-1].astype(numpy.float32))
        inked = numpy.sort(inside[:, :, 2][is_red])
        usual = float(inked[len(inked) // 2]) if inked.size else 0.0
        if usual >= MIN_INK_BRIGHTNESS:
            band = page[top:bottom].copy()
            _remove_ink(band[:, left:right], is_red, LIGHTENING * 255 / usual)
            yield top, band


def _remove_ink(inside: numpy.ndarray, is_red: numpy.ndarray, lighter: float) -> None:
    """Replace red pixels and their edges by what is under the ink, in place; other pixels stay unchanged."""
    near = cv2.dilate(is_red.astype(numpy.uint8), numpy.ones((EDGE_PX, EDGE_PX), numpy.uint8)) > 0
    shining = numpy.minimum(inside[near][:, 2].astype(numpy.float32) * lighter, 255)
    inside[near] = shining.astype(numpy.uint8)[:, None]


def uncut_lines(lines: Sequence[OcrLine], high: int) -> list[OcrLine]:
    """The lines that the edges of a band, `high` pixels high, do not cut."""
    return [one for one in lines if _edges(one)[1] >= CUT_PX and _edges(one)[3] <= high - CUT_PX]


def merge_lines(lines: Sequence[OcrLine], lines_under_seals: Sequence[OcrLine], seals: Sequence[Seal]) -> list[OcrLine]:
    """The lines of a page; those under seals replaced by the reading without ink, unless its confidence is lower."""
    kept = list(lines)
    for one in lines_under_seals:
        if not any(_touches_seal(one, seal) for seal in seals):
            continue
        same = [other for other in kept if _overlap(one, other) >= MIN_OVERLAP]
        if all(one.score >= other.score - CONFIDENCE_SLACK for other in same):
            kept = [other for other in kept if all(other is not each for each in same)]
            kept.insert(sum(_top(other) <= _top(one) for other in kept), one)
    return kept


def _touches_seal(line: OcrLine, seal: Seal) -> bool:
    left, top, right, bottom = _edges(line)
    return min(right, seal.right) > max(left, seal.left) and min(bottom, seal.bottom) > max(top, seal.top)


def _overlap(one: OcrLine, other: OcrLine) -> float:
    """The share of the smaller of two lines that lies within the larger."""
    a, b = _edges(one), _edges(other)
    across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    smaller = min((side[2] - side[0]) * (side[3] - side[1]) for side in (a, b))
    return across * down / smaller if across > 0 and down > 0 and smaller > 0 else 0.0


def _edges(line: OcrLine) -> tuple[float, float, float, float]:
    (left, top), (right, bottom) = line.corners.min(0).tolist(), line.corners.max(0).tolist()
    return left, top, right, bottom


def _top(line: OcrLine) -> float:
    return float(line.corners[:, 1].min())
