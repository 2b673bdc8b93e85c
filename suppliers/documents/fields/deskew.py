"""Pages that lie askew: where their lines would stand if the page were upright."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from statistics import median

from suppliers.documents.fields.boxes import union
from suppliers.documents.reading import Box, Line

MIN_LINE_WIDTH = 0.25
"""Of the width of the page: shorter lines tell little of how it lies."""
MIN_LINES = 3
MIN_SLOPE = 0.002
"""A slope under this changes nothing that a line's height would not hide."""


def slope_of(lines: Iterable[Line]) -> float:
    """How far lines fall from left to right, as a share of the height for the whole width; 0 where too few tell."""
    slopes = [
        (_middle(last) - _middle(first)) / (_centre(last) - _centre(first))
        for line in lines
        if len(line.words) > 1
        for first, last in [(line.words[0].box, line.words[-1].box)]
        if _centre(last) - _centre(first) > MIN_LINE_WIDTH
    ]
    slope = median(slopes) if len(slopes) >= MIN_LINES else 0
    return slope if abs(slope) > MIN_SLOPE else 0


def deskewed_box(line: Line, slope: float) -> Box:
    """The box of a line, turned back about the middle of the page: its height is that of its signs again."""
    if not slope:
        return line.box
    return union(_rotate_back(one, slope) for one in ([word.box for word in line.words] or [line.box]))


def _rotate_back(box: Box, slope: float) -> Box:
    shift = slope * (_centre(box) - 0.5)
    slack = min(abs(slope) * (box.right - box.left), 0.6 * (box.bottom - box.top)) / 2
    return replace(box, top=box.top - shift + slack, bottom=box.bottom - shift - slack)


def _centre(box: Box) -> float:
    return (box.left + box.right) / 2


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2
