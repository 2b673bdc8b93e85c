"""Pages that lie on their side or upside down: their places as on the page set upright, and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from suppliers.documents.fields.proposals import Fields
from suppliers.documents.reading import Box, Line, Page, Reading

MIN_ROTATED_LINES = 3
"""Fewer lines do not say how a page lies: a stamp or a margin may have text that runs upwards."""


def set_upright(reading: Reading) -> Reading:
    """The reading with the places of every page as they are once the page is rotated by its `rotation`."""
    if not any(page.rotation for page in reading.pages):
        return reading
    return replace(reading, pages=tuple(_upright_page(page) for page in reading.pages))


def place_on_image(fields: Fields, reading: Reading) -> Fields:
    """Proposals that were found on upright pages, with the places that they have on the images of the pages."""
    rotations = {page.number: page.rotation for page in reading.pages}
    if not any(rotations.values()):
        return fields
    proposals = (replace(one, box=rotate_box(one.box, -rotations.get(one.page, 0) % 360)) for one in fields.proposals)
    return replace(fields, proposals=tuple(proposals))


def rotate_box(box: Box, degrees: int) -> Box:
    """The box on a page that was rotated clockwise by 0, 90, 180 or 270 degrees."""
    match degrees:
        case 90:
            return Box(1 - box.bottom, box.left, 1 - box.top, box.right)
        case 180:
            return Box(1 - box.right, 1 - box.bottom, 1 - box.left, 1 - box.top)
        case 270:
            return Box(box.top, 1 - box.right, box.bottom, 1 - box.left)
    return box


def rotation_of_text(lines: Iterable[Line]) -> int:
    """How far a page must be rotated clockwise until most lines of its text layer, by length, run from left to right."""
    lengths = {0: 0, 90: 0, 180: 0, 270: 0}
    counted = 0
    for line in lines:
        if len(line.words) > 1:
            lengths[_rotation_of_line(line)] += len(line.text)
            counted += 1
    likeliest = max(lengths, key=lambda degrees: lengths[degrees])
    is_clear = counted >= MIN_ROTATED_LINES and lengths[likeliest] * 2 > sum(lengths.values())
    return likeliest if is_clear else 0


def _rotation_of_line(line: Line) -> int:
    first, last = line.words[0].box, line.words[-1].box
    across = last.left + last.right - first.left - first.right
    down = last.top + last.bottom - first.top - first.bottom
    if abs(across) >= abs(down):
        return 0 if across >= 0 else 180
    return 270 if down > 0 else 90


def _upright_page(page: Page) -> Page:
    if not page.rotation:
        return page
    width, height = (page.height, page.width) if page.rotation in {90, 270} else (page.width, page.height)
    codes = tuple(replace(code, box=rotate_box(code.box, page.rotation)) for code in page.barcodes)
    lines = tuple(_rotate_line(line, page.rotation) for line in page.lines)
    return replace(page, width=width, height=height, rotation=0, barcodes=codes, lines=lines)


def _rotate_line(line: Line, degrees: int) -> Line:
    words = tuple(replace(word, box=rotate_box(word.box, degrees)) for word in line.words)
    return replace(line, box=rotate_box(line.box, degrees), words=words)
