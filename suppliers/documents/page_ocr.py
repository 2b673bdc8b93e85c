"""OCR of the pages whose text layer is not enough, and of the pictures on the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from itertools import zip_longest

from suppliers.documents import stages
from suppliers.documents.agreement import agreement, letters_and_digits
from suppliers.documents.reading import Box, Line, Outcome, Page, Source, Stage, StageName
from suppliers.documents.results import Code, PageImage
from suppliers.documents.stages import OcrPage, OcrPages, PageTextLayer

MAX_READ_PAGES = 10
"""How many pages OCR reads at most: the facts of a certificate are on the first ones."""

MIN_TEXT_LAYER_CHARS = 30
"""A page with fewer letters and digits in its text layer is read by OCR."""

MIN_SCAN_COVER = 0.6
"""A page that one picture covers to this share is a scan: its text layer is the OCR of somebody else."""

MIN_PICTURE_CONFIDENCE, MIN_SHARED_HEIGHT = 0.85, 0.2
"""Lines that OCR adds to a text layer have this confidence, and share less of their height with any of its lines."""

MIN_AGREEMENT, MIN_INVISIBLE_AGREEMENT = 0.6, 0.95
"""Below this agreement OCR is used, and the text layer is stored as hidden. An invisible text layer is the OCR of somebody
else, often an old one: it must agree better."""

MIN_INVISIBLE = 0.5
"""From this share of invisible characters on, a page is read by OCR."""

MAX_PAGES_WITH_PICTURES = 2
"""On how many of the first pages the pictures next to a text layer are read: letterheads, seals, logos, small print."""

SECOND_TRY_SECONDS, MAX_FAILURES = 60, 2
"""Where pages together took too long or too much memory, each is tried by itself, until so many of them have failed."""


class Ocr(StrEnum):
    """When pages are read by OCR."""

    WHERE_NEEDED = "where-needed"
    COMPARE = "compare"
    NEVER = "never"


Pages = tuple[Page, ...]
Images = tuple[PageImage, ...]
Layers = tuple[PageTextLayer, ...]


def add_ocr(pages: Pages, images: Images, layers: Layers, ocr: Ocr) -> tuple[Pages, Stage]:
    """The pages, with the OCR of those that need it, and of the pictures on the first of the others."""
    needed = [page.number for page, layer in zip_longest(pages, layers) if needs_ocr(page, layer, ocr)]
    if ocr == Ocr.NEVER:
        return pages, Stage(StageName.OCR, Outcome.NOT_ASKED if needed else Outcome.NOT_NEEDED, "ocr-not-wanted")
    if not needed:
        return _add_pictures(pages, images, layers)
    chosen = needed[:MAX_READ_PAGES]
    found, stage = _read_pages([images[number - 1] for number in chosen])
    if len(chosen) < len(needed) and stage.outcome == Outcome.DONE:
        stage = replace(stage, outcome=Outcome.PARTLY, reason="first-pages-only")
    invisible = {page.number for page, layer in zip_longest(pages, layers) if _is_invisible(layer)}
    pages = tuple(
        _choose_text(page, found[page.number], page.number in invisible) if page.number in found else page
        for page in pages
    )
    return pages, stage


def needs_ocr(page: Page, layer: PageTextLayer | None, ocr: Ocr) -> bool:
    """Whether the whole page is read from its image."""
    short = len(letters_and_digits(page.text)) < MIN_TEXT_LAYER_CHARS
    return (
        short
        or bool(page.differences)
        or bool(layer and layer.covered >= MIN_SCAN_COVER)
        or _is_invisible(layer)
        or (ocr == Ocr.COMPARE and page.number == 1)
    )


def _is_invisible(layer: PageTextLayer | None) -> bool:
    return bool(layer and layer.invisible >= MIN_INVISIBLE)


def _read_pages(images: list[PageImage]) -> tuple[dict[int, OcrPage], Stage]:
    """What OCR read, by number of the page: of all pages together, or, where that took too much, of each by itself."""
    limits = stages.LIMITS[StageName.OCR]
    limits = replace(limits, seconds=limits.seconds * (1 + len(images)) / 2)
    answer, stage = stages.run_on_images(StageName.OCR, OcrPages, images, limits)
    if answer is not None:
        return {image.number: page for image, page in zip(images, answer.pages, strict=True)}, stage
    if len(images) == 1 or stage.reason not in {Code.TOOK_TOO_LONG, Code.USED_TOO_MUCH_MEMORY}:
        return {}, stage
    return _read_one_by_one(images, stage)


def _read_one_by_one(images: list[PageImage], first_try: Stage) -> tuple[dict[int, OcrPage], Stage]:
    found: dict[int, OcrPage] = {}
    seconds, memory, failures = first_try.seconds, first_try.memory, 0
    limits = replace(stages.LIMITS[StageName.OCR], seconds=SECOND_TRY_SECONDS)
    for image in images:
        answer, stage = stages.run_on_images(StageName.OCR, OcrPages, [image], limits)
        seconds, memory = seconds + stage.seconds, max(memory, stage.memory)
        if answer is not None:
            found[image.number] = answer.pages[0]
        failures += answer is None
        if failures == MAX_FAILURES:
            break
    outcome, reason = (Outcome.PARTLY, "some-pages-only") if found else (Outcome.FAILED, first_try.reason)
    return found, Stage(StageName.OCR, outcome, reason, round(seconds, 3), memory)


def _add_pictures(pages: Pages, images: Images, layers: Layers) -> tuple[Pages, Stage]:
    """The pages, with the words in pictures next to their text layer."""
    pictures = {
        page.number: layer.pictures
        for page, layer in zip(pages[:MAX_PAGES_WITH_PICTURES], layers, strict=False)
        if layer.pictures
    }
    if not pictures:
        return pages, Stage(StageName.OCR, Outcome.NOT_NEEDED, "text-layer-is-enough")
    boxes = [[[box.left, box.top, box.right, box.bottom] for box in places] for places in pictures.values()]
    answer, stage = stages.run_on_images(
        StageName.OCR, OcrPages, [images[number - 1] for number in pictures], job="ocr:regions", boxes=boxes
    )
    if answer is None:
        return pages, stage
    found = dict(zip(pictures, answer.pages, strict=True))
    return tuple(
        replace(page, lines=(*page.lines, *_lines_of_pictures(page, found[page.number])))
        if page.number in found
        else page
        for page in pages
    ), stage


def _choose_text(page: Page, ocr_page: OcrPage, is_invisible: bool) -> Page:
    """The text layer where OCR agrees with it, since it is exact, with what OCR read on pictures next to it; else the
    OCR, with the layer as hidden lines."""
    similarity = agreement(page.text, _text_of(ocr_page.lines)) if page.lines else None
    enough = MIN_INVISIBLE_AGREEMENT if is_invisible else MIN_AGREEMENT
    if similarity is not None and similarity >= enough and not page.differences:
        lines = (*page.lines, *_lines_of_pictures(page, ocr_page))
        return replace(page, agreement=similarity, rotation=ocr_page.rotation, lines=lines)
    return replace(
        page,
        source=Source.OCR if ocr_page.lines else None,
        rotation=ocr_page.rotation,
        confidence=ocr_page.confidence,
        agreement=similarity,
        lines=ocr_page.lines,
        hidden=page.lines,
    )


def _lines_of_pictures(page: Page, ocr_page: OcrPage) -> Iterator[Line]:
    """What OCR read where the text layer has nothing: a letterhead, a logo or small print that is a picture."""
    for line in ocr_page.lines:
        if line.confidence >= MIN_PICTURE_CONFIDENCE and not any(_overlap(line.box, one.box) for one in page.lines):
            yield line


def _overlap(one: Box, other: Box) -> bool:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    return wide > 0 and high > MIN_SHARED_HEIGHT * min(one.bottom - one.top, other.bottom - other.top)


def _text_of(lines: tuple[Line, ...]) -> str:
    return "\n".join(line.text for line in lines)
