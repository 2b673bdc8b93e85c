"""Check the text layer against the page image: OCR reads some lines of the first pages at the places the layer gives.

Machines read the text layer, people read the image. Reading a few lines takes a tenth of the time of a whole page, so
every document with a text layer is checked; one with a difference is then read from its images as a whole.
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
"""How many of the first pages are checked, and how many lines of each."""

LONG_LINE_CHARS = 40
"""Longer lines are sentences: slower to read, and they hold fewer facts."""

MIN_CHARS = 5
MAX_HEIGHT_RATIO = 2.5
"""Of the median line height of the page: a taller line is several lines in one."""

MIN_CONFIDENCE, MIN_DIGIT_CONFIDENCE = 0.9, 0.95
"""OCR below these confidences is ignored; a difference in digits alone needs the higher one."""

READABLE_SCRIPTS = ("LATIN", "CJK", "DIGIT", "FULLWIDTH", "HIRAGANA", "KATAKANA")

MIN_AGREEMENT = 0.6
"""Below this agreement the text is taken to be different."""


def compare_pages(pages: Sequence[Page], images: Sequence[PageImage]) -> tuple[tuple[Page, ...], Stage]:
    """The pages, each with the lines whose image says something else."""
    chosen = {page.number: lines for page in pages[:MAX_PAGES] if (lines := lines_to_check(page))}
    if not chosen:
        return tuple(pages), Stage(StageName.COMPARISON, Outcome.NOT_NEEDED, "no-lines-to-compare")
    checked_images = [image for image in images if image.number in chosen]
    boxes = [[_edges(line) for line in lines] for lines in chosen.values()]
    answer, stage = stages.run_on_images(StageName.COMPARISON, SpotPages, checked_images, boxes=boxes)
    if answer is None:
        return tuple(pages), stage
    spots = dict(zip(chosen, (page.spots for page in answer.pages), strict=True))
    return tuple(
        _with_differences(page, chosen.get(page.number, ()), spots.get(page.number, ())) for page in pages
    ), stage


def lines_to_check(page: Page) -> tuple[Line, ...]:
    """The lines worth a second reading: short ones first, and of those the ones with digits (numbers and dates)."""
    tallest = MAX_HEIGHT_RATIO * median(_height(line) for line in page.lines) if page.lines else 0
    lines = [line for line in page.lines if _is_worth_reading(line.text) and _is_horizontal(line, page, tallest)]
    return tuple(
        sorted(lines, key=lambda line: (len(line.text) > LONG_LINE_CHARS, not _digits(line.text)))[:MAX_LINES_PER_PAGE]
    )


def difference(line: Line, spot: Spot) -> Difference | None:
    """What the image shows in place of the line; None where both agree or the image cannot be read with confidence.

    Fewer digits than in the line are an omission of OCR and no difference; equally many but other digits are one.
    """
    if spot.is_blank:
        return Difference(line.text, "", line.box)
    other_text = agreement(line.text, spot.text) < MIN_AGREEMENT and spot.confidence >= MIN_CONFIDENCE
    in_layer, in_image = _digits(line.text), _digits(spot.text)
    is_as_long = len(in_layer) == len(in_image)
    other_digits = in_layer != in_image and is_as_long and spot.confidence >= MIN_DIGIT_CONFIDENCE
    return Difference(line.text, spot.text, line.box) if other_text or other_digits else None


def _with_differences(page: Page, lines: Sequence[Line], spots: Sequence[Spot]) -> Page:
    read = [
        (line, spot)
        for line, spot in zip(lines, spots, strict=False)
        if spot.is_blank or spot.confidence >= MIN_CONFIDENCE
    ]
    return replace(page, compared=len(read), differences=tuple(_differences(read)))


def _differences(read: Sequence[tuple[Line, Spot]]) -> Iterator[Difference]:
    return (each for line, spot in read if (each := difference(line, spot)))


def _is_worth_reading(text: str) -> bool:
    """Long enough to compare, and mostly in scripts that OCR reads."""
    chars = letters_and_digits(text)
    readable = sum(unicodedata.name(char, "").startswith(READABLE_SCRIPTS) for char in chars)
    return len(chars) >= MIN_CHARS and readable * 2 > len(chars)


def _is_horizontal(line: Line, page: Page, tallest: float) -> bool:
    wide = (line.box.right - line.box.left) * page.width
    return 0 < _height(line) <= tallest and wide > _height(line) * page.height


def _height(line: Line) -> float:
    return line.box.bottom - line.box.top


def _edges(line: Line) -> list[float]:
    return [line.box.left, line.box.top, line.box.right, line.box.bottom]


def _digits(text: str) -> str:
    return "".join(char for char in letters_and_digits(text) if char.isdigit())
