"""Correct the places of lines on skewed pages, as if the page were straight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from statistics import median

from suppliers.documents.fields.boxes import union
from suppliers.documents.reading import Box, Line

MIN_LINE_WIDTH = 0.25
"""As a share of the page width: shorter lines say little about the slope."""
MIN_LINES = 3
MIN_SLOPE = 0.002
"""A smaller slope is hidden by the height of lines."""


def slope_of(lines: Iterable[Line]) -> float:
    """The median slope of lines: page heights per page width, positive downwards. 0 where too few lines are long."""
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
    """The box of a line, rotated back about the middle of the page, as high as its characters."""
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
