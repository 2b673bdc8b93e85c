"""Print under red seals: the ink is lifted off, since days and numbers stand beneath it more often than not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy
from PIL import Image

from suppliers.documents.child import appearance

SMALLEST, LARGEST = 0.09, 0.4
"""A seal's side, as a share of the page's short side: 20 to 80 mm on A4."""
ROUND = 1.7
"""How much longer than high, or higher than long, a seal is at most; oval ones are."""
THINNEST, FULLEST = 0.06, 0.8
"""The share of its square that the ink of a seal covers."""
GAPS = 7
"""Spots between the rim, the star and the writing of one seal, on a small copy of the page."""
RULE = 6
"""Spots: what is thinner is a line."""
MOST = 4
"""Seals on a page whose print is read again."""
DARKEST_INK = 120
"""Of 255: how bright red must be in its own light, so that black stands out from it."""
PALER, EDGE = 1.1, 5
"""Ink is not even, and a picture blurs it over some pixels."""
AIR = 0.014
"""The share of the page's height that is read above and below a seal: a line."""
CUT = 3
"""Pixels: a line as near to the edge of a band goes on beyond it."""
SHARED = 0.3
"""Two lines are the same one where they share this much of the smaller."""
AS_SURE = 0.1


class Seal(NamedTuple):
    """Where a seal is, in pixels of its page."""

    left: int
    top: int
    right: int
    bottom: int


class Piece(NamedTuple):
    """One line as the eye found it: its corners in pixels, and those of each sign."""

    text: str
    score: float
    corners: numpy.ndarray
    signs: list[tuple[str, numpy.ndarray]]

    def moved(self, down: int) -> Piece:
        shift = numpy.array((0, down))
        return self._replace(corners=self.corners + shift, signs=[(sign, at + shift) for sign, at in self.signs])


def seals_on(page: numpy.ndarray) -> list[Seal]:
    """The red round or oval marks of a page in blue, green and red."""
    colours = appearance.balanced(Image.fromarray(page[:, :, ::-1]))
    is_red = appearance.is_red(colours)
    joined = cv2.morphologyEx(is_red.astype(numpy.uint8), cv2.MORPH_CLOSE, numpy.ones((GAPS, GAPS), numpy.uint8))
    _count, labels, stats, _centres = cv2.connectedComponentsWithStats(joined)
    scale, short = page.shape[0] / is_red.shape[0], min(is_red.shape)
    found = []
    for number, (_left, _top, wide, high, _area) in enumerate(stats[1:].tolist(), 1):
        sides = _without_rules(labels == number) if min(wide, high) * ROUND >= SMALLEST * short else None
        if sides and _is_a_seal(is_red, sides, short):
            found.append(Seal(*(int(side * scale) for side in sides)))
    return [one for one in found if not any(_is_within(one, other) for other in found)][:MOST]


def _is_a_seal(is_red: numpy.ndarray, sides: tuple[int, int, int, int], short: int) -> bool:
    left, top, right, bottom = sides
    long, narrow = sorted((right - left, bottom - top), reverse=True)
    ink = is_red[top:bottom, left:right].mean()
    return SMALLEST * short <= long <= min(LARGEST * short, ROUND * narrow) and bool(THINNEST <= ink <= FULLEST)


def _without_rules(mark: numpy.ndarray) -> tuple[int, int, int, int] | None:
    """The sides of a mark: left, top, right, bottom. A straight line that runs through it and beyond is none of it."""
    for axis in (0, 1):
        reach = mark.shape[axis] - mark.argmax(axis) - numpy.flip(mark, axis).argmax(axis)
        is_thick = (reach > RULE) & mark.any(axis)
        mark = mark & (is_thick[None, :] if axis == 0 else is_thick[:, None])
    down, across = (numpy.nonzero(mark.any(axis))[0] for axis in (1, 0))
    return (int(across[0]), int(down[0]), int(across[-1]) + 1, int(down[-1]) + 1) if len(down) else None


def _is_within(one: Seal, other: Seal) -> bool:
    """A star in the middle of a rim is a part of its seal."""
    return (
        one != other
        and other.left <= one.left < one.right <= other.right
        and other.top <= one.top < one.bottom <= other.bottom
    )


def without_ink(page: numpy.ndarray, seals: Sequence[Seal]) -> Iterator[tuple[int, numpy.ndarray]]:
    """For each seal where the lines begin that it touches, and these lines as they would be without its red."""
    high, wide = page.shape[:2]
    air = int(AIR * high)
    for seal in seals:
        top, bottom = max(0, seal.top - air), min(high, seal.bottom + air)
        left, right = max(0, seal.left - air), min(wide, seal.right + air)
        inside = page[top:bottom, left:right]
        is_red = appearance.is_red(inside[:, :, ::-1].astype(numpy.float32))
        inked = numpy.sort(inside[:, :, 2][is_red])
        usual = float(inked[len(inked) // 2]) if inked.size else 0.0
        if usual >= DARKEST_INK:
            band = page[top:bottom].copy()
            _lift(band[:, left:right], is_red, PALER * 255 / usual)
            yield top, band


def _lift(inside: numpy.ndarray, is_red: numpy.ndarray, lighter: float) -> None:
    """Where red is, and at its edges, what shines through it; print that no ink touches stays as it is."""
    near = cv2.dilate(is_red.astype(numpy.uint8), numpy.ones((EDGE, EDGE), numpy.uint8)) > 0
    shining = numpy.minimum(inside[near][:, 2].astype(numpy.float32) * lighter, 255)
    inside[near] = shining.astype(numpy.uint8)[:, None]


def whole(pieces: Sequence[Piece], high: int) -> list[Piece]:
    """Those lines of a band, so many pixels high, that its edges do not cut."""
    return [one for one in pieces if _sides(one)[1] >= CUT and _sides(one)[3] <= high - CUT]


def merged(pieces: Sequence[Piece], beneath: Sequence[Piece], seals: Sequence[Seal]) -> list[Piece]:
    """The lines of a page, those that a seal touches as they were read without its ink, if as surely."""
    kept = list(pieces)
    for one in beneath:
        if not any(_touches(one, seal) for seal in seals):
            continue
        same = [other for other in kept if _shared(one, other) >= SHARED]
        if all(one.score >= other.score - AS_SURE for other in same):
            kept = [other for other in kept if all(other is not each for each in same)]
            kept.insert(sum(_top(other) <= _top(one) for other in kept), one)
    return kept


def _touches(piece: Piece, seal: Seal) -> bool:
    left, top, right, bottom = _sides(piece)
    return min(right, seal.right) > max(left, seal.left) and min(bottom, seal.bottom) > max(top, seal.top)


def _shared(one: Piece, other: Piece) -> float:
    """How much of the smaller of two lines lies in the larger."""
    a, b = _sides(one), _sides(other)
    across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    smaller = min((side[2] - side[0]) * (side[3] - side[1]) for side in (a, b))
    return across * down / smaller if across > 0 and down > 0 and smaller > 0 else 0.0


def _sides(piece: Piece) -> tuple[float, float, float, float]:
    (left, top), (right, bottom) = piece.corners.min(0).tolist(), piece.corners.max(0).tolist()
    return left, top, right, bottom


def _top(piece: Piece) -> float:
    return float(piece.corners[:, 1].min())
