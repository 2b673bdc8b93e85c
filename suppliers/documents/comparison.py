"""Does the picture say what the text layer says? Some lines of the first pages are read where they are said to stand.

The text layer is what machines read and the picture what people see. Reading a few lines takes a tenth of what reading a
page takes, so every document with a text layer is looked at; one with a difference is then read from its picture as a whole.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from suppliers.documents import stages
from suppliers.documents.agreement import agreement, letters_and_digits
from suppliers.documents.reading import Difference, Line, Outcome, Page, Stage, StageName
from suppliers.documents.results import PageImage
from suppliers.documents.stages import Spot, SpotPages

MAX_PAGES, MAX_LINES_PER_PAGE = 3, 6
"""So many lines of each of the first pages."""

LONG_LINE_CHARS = 40
"""Signs: longer lines are sentences, which take longer to read and say less."""

MIN_CHARS = 5
MAX_HEIGHT_RATIO = 2.5
"""Lines that many times taller than most of their page are several lines in one."""

MIN_CONFIDENCE, MIN_DIGIT_CONFIDENCE = 0.9, 0.95
"""From this confidence on what was read counts."""

READABLE_SCRIPTS = ("LATIN", "CJK", "DIGIT", "FULLWIDTH", "HIRAGANA", "KATAKANA")

MIN_AGREEMENT = 0.6
"""Below this agreement a line says something else."""


def compare_pages(pages: Sequence[Page], images: Sequence[PageImage]) -> tuple[tuple[Page, ...], Stage]:
    """The pages with the lines that read otherwise on their pictures."""
    chosen = {page.number: lines for page in pages[:MAX_PAGES] if (lines := lines_to_check(page))}
    if not chosen:
        return tuple(pages), Stage(StageName.COMPARISON, Outcome.NOT_NEEDED, "no-lines-to-compare")
    shown = [image for image in images if image.number in chosen]
    boxes = [[_edges(line) for line in lines] for lines in chosen.values()]
    found, stage = stages.run_on_images(StageName.COMPARISON, SpotPages, shown, boxes=boxes)
    if found is None:
        return tuple(pages), stage
    seen = dict(zip(chosen, (page.spots for page in found.pages), strict=True))
    return tuple(
        _with_differences(page, chosen.get(page.number, ()), seen.get(page.number, ())) for page in pages
    ), stage


def lines_to_check(page: Page) -> tuple[Line, ...]:
    """The lines worth reading twice: short ones before long ones, and of those with digits first: numbers and days."""
    tallest = MAX_HEIGHT_RATIO * median(_height(line) for line in page.lines) if page.lines else 0
    lines = [line for line in page.lines if _is_worth_reading(line.text) and _is_horizontal(line, page, tallest)]
    return tuple(
        sorted(lines, key=lambda line: (len(line.text) > LONG_LINE_CHARS, not _digits(line.text)))[:MAX_LINES_PER_PAGE]
    )


def difference(line: Line, spot: Spot) -> Difference | None:
    """What is seen instead of the line; None where it says the same, or cannot be read with confidence.

    Digits that are missing were overlooked; as many others are other digits.
    """
    if spot.is_blank:
        return Difference(line.text, "", line.box)
    otherwise = agreement(line.text, spot.text) < MIN_AGREEMENT and spot.confidence >= MIN_CONFIDENCE
    said, seen = _digits(line.text), _digits(spot.text)
    other_digits = said != seen and len(said) == len(seen) and spot.confidence >= MIN_DIGIT_CONFIDENCE
    return Difference(line.text, spot.text, line.box) if otherwise or other_digits else None


def _with_differences(page: Page, lines: Sequence[Line], spots: Sequence[Spot]) -> Page:
    read = [
        (line, spot)
        for line, spot in zip(lines, spots, strict=False)
        if spot.is_blank or spot.confidence >= MIN_CONFIDENCE
    ]
    return replace(page, compared=len(read), differences=tuple(_differences(read)))


def _differences(read: Sequence[tuple[Line, Spot]]) -> Iterator[Difference]:
    return (found for line, spot in read if (found := difference(line, spot)))


def _is_worth_reading(text: str) -> bool:
    """Long enough to tell something, and mostly in scripts that are read."""
    signs = letters_and_digits(text)
    readable = sum(unicodedata.name(sign, "").startswith(READABLE_SCRIPTS) for sign in signs)
    return len(signs) >= MIN_CHARS and readable * 2 > len(signs)


def _is_horizontal(line: Line, page: Page, tallest: float) -> bool:
    wide = (line.box.right - line.box.left) * page.width
    return 0 < _height(line) <= tallest and wide > _height(line) * page.height


def _height(line: Line) -> float:
    return line.box.bottom - line.box.top


def _edges(line: Line) -> list[float]:
    return [line.box.left, line.box.top, line.box.right, line.box.bottom]


def _digits(text: str) -> str:
    return "".join(sign for sign in letters_and_digits(text) if sign.isdigit())
