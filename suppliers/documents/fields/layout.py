"""The lines of a reading, their neighbours on the page, and the place of each character."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from suppliers.documents.fields.boxes import union
from suppliers.documents.fields.characters import is_chinese, normalise_keeping_length
from suppliers.documents.fields.column_split import split_columns
from suppliers.documents.fields.deskew import deskewed_box, slope_of
from suppliers.documents.fields.spacing import put_together
from suppliers.documents.reading import Barcode, Box, Line, Reading, Source

MAX_LINE_HEIGHT, MIN_TITLE_ASPECT = 0.12, 2.5
"""As a share of the page height: a taller line is a watermark across the page, unless it is so much wider than high."""
MAX_LINE_CHARS, MAX_LINES_PER_PAGE, MAX_LINES = 400, 240, 1200
"""No certificate has more; the rest of a hostile file is ignored."""
MAX_BOX_OVERLAP = 0.025
"""Boxes of neighbours may overlap by this share of the page."""
COLUMN_TOLERANCE = 0.022
MIN_SHARED_HEIGHT = 0.3
"""The share of its height that a line has in common with one next to it: a label may be centred next to two lines."""
MAX_REACH_INTO_LINE = 0.2
"""The share of a line into which the middle of the line above may reach, on photos of curved pages."""
MAX_LINE_GAP = 1.15
"""The gap between two lines of one paragraph, in line heights."""


@dataclass(frozen=True)
class Place:
    """The span of a word in its line, with its box."""

    start: int
    end: int
    box: Box
    confidence: float


@dataclass(frozen=True)
class Row:
    """One line; `text` is normalised, `printed` is the same text as on the document, character by character."""

    page: int
    printed: str
    box: Box
    confidence: float
    places: tuple[Place, ...]
    order: int
    is_ocr: bool = False
    """Read by OCR: letters and digits may be confused."""

    @cached_property
    def text(self) -> str:
        return normalise_keeping_length(self.printed)

    @property
    def height(self) -> float:
        return self.box.bottom - self.box.top

    @property
    def middle(self) -> float:
        return (self.box.top + self.box.bottom) / 2

    @property
    def centre(self) -> float:
        return (self.box.left + self.box.right) / 2

    def part(self, start: int = 0, end: int | None = None) -> Part:
        """The part from start to end, without surrounding spaces."""
        end = len(self.text) if end is None else end
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        return Part(self, start, start + len(piece.strip()))


@dataclass(frozen=True)
class Part:
    """A span of characters of one line."""

    row: Row
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.row.text[self.start : self.end]

    @property
    def printed(self) -> str:
        return self.row.printed[self.start : self.end]

    @property
    def box(self) -> Box:
        """The union of the boxes of its words, cut where it has only a part of a word."""
        return (
            union(_cut_box(place, self) for place in self._touched_places()) if self._touched_places() else self.row.box
        )

    @property
    def confidence(self) -> float:
        """The lowest OCR confidence of its words."""
        return min((place.confidence for place in self._touched_places()), default=self.row.confidence)

    def _touched_places(self) -> list[Place]:
        return [place for place in self.row.places if place.start < self.end and place.end > self.start]


@dataclass(frozen=True)
class Sheet:
    """All lines of a reading in order, without watermarks across the page, and its QR codes and barcodes."""

    rows: tuple[Row, ...]
    codes: tuple[tuple[int, Barcode], ...] = ()

    @classmethod
    def of(cls, reading: Reading) -> Sheet:
        lines = [
            (page.number, piece, deskewed_box(piece, slope))
            for page in reading.pages
            for wide in [page.width / page.height if page.height else 1]
            for slope in [slope_of(page.lines[:MAX_LINES_PER_PAGE])]
            for piece in put_together(
                [
                    piece
                    for line in page.lines[:MAX_LINES_PER_PAGE]
                    for piece in split_columns(line, wide)
                    if not _is_across_the_page(piece, wide)
                ]
            )
        ]
        codes = tuple((page.number, code) for page in reading.pages for code in page.barcodes)
        return cls(tuple(_row_of(*one, order) for order, one in enumerate(lines[:MAX_LINES])), codes)

    @cached_property
    def text(self) -> str:
        return "\n".join(row.text for row in self.rows)

    @cached_property
    def usual_height(self) -> float:
        heights = sorted(row.height for row in self.rows)
        return heights[len(heights) // 2] if heights else 0.01

    def right_of(self, row: Row) -> Row | None:
        """The next line to the right at the same height."""
        candidates = [
            other
            for other in self._of_page(row.page)
            if other is not row and other.box.left >= row.box.right - MAX_BOX_OVERLAP and _on_one_height(row, other)
        ]
        first = min(candidates, key=lambda other: other.box.left, default=None)
        stacked = [other for other in candidates if first and _share_width(first, other)]
        return max(stacked, key=lambda other: _shared_height(row, other), default=None)

    def left_of(self, row: Row) -> Row | None:
        """The next line to the left at the same height."""
        candidates = (
            other
            for other in self._of_page(row.page)
            if other is not row and other.box.right <= row.box.left + MAX_BOX_OVERLAP and _on_one_height(row, other)
        )
        return max(candidates, key=lambda other: other.box.right, default=None)

    def above(self, row: Row, box: Box | None = None) -> Row | None:
        """The nearest line above that shares some of its width, or of the width of `box`, a part of it."""
        wide = box or row.box
        candidates = (
            other
            for other in self._of_page(row.page)
            if other.middle < row.box.top + MAX_REACH_INTO_LINE * row.height
            and min(wide.right, other.box.right) > max(wide.left, other.box.left)
            and row.box.top - other.box.bottom < 2 * row.height
        )
        return max(candidates, key=lambda other: other.middle, default=None)

    def under(self, row: Row, left: float, *, max_gap: float = MAX_LINE_GAP) -> Row | None:
        """The next line below that begins at `left`, at most `max_gap` line heights away."""
        candidates = (
            other
            for other in self._of_page(row.page)
            if other.middle > row.box.bottom - row.height * 0.1
            and other.box.top - row.box.bottom < max_gap * min(row.height, other.height)
            and abs(other.box.left - left) < COLUMN_TOLERANCE
        )
        return min(candidates, key=lambda other: other.middle, default=None)

    def below(self, row: Row, *, max_gap: float = MAX_LINE_GAP) -> Row | None:
        """The next line below that has the same left edge or the same centre."""
        found = filter(None, (self.under(row, row.box.left, max_gap=max_gap), self._about_one_middle(row, max_gap)))
        return min(found, key=lambda other: other.middle, default=None)

    def _about_one_middle(self, row: Row, max_gap: float) -> Row | None:
        candidates = (
            other
            for other in self._of_page(row.page)
            if other.middle > row.box.bottom
            and other.box.top - row.box.bottom < max_gap * min(row.height, other.height)
            and abs(other.centre - row.centre) < COLUMN_TOLERANCE
        )
        return min(candidates, key=lambda other: other.middle, default=None)

    def column(self, row: Row) -> Iterator[Row]:
        """The lines of the page below this one, from top to bottom."""
        lower = (other for other in self._of_page(row.page) if other.middle > row.box.bottom)
        return iter(sorted(lower, key=lambda other: other.middle))

    def _of_page(self, page: int) -> tuple[Row, ...]:
        return self._pages.get(page, ())

    @cached_property
    def _pages(self) -> dict[int, tuple[Row, ...]]:
        pages: dict[int, list[Row]] = {}
        for row in self.rows:
            pages.setdefault(row.page, []).append(row)
        return {number: tuple(rows) for number, rows in pages.items()}


def _is_across_the_page(line: Line, wide: float) -> bool:
    """Whether a line is a watermark, which stands askew. `wide`: the page width divided by its height."""
    high = line.box.bottom - line.box.top
    is_a_title = (line.box.right - line.box.left) * wide >= MIN_TITLE_ASPECT * high
    return high > MAX_LINE_HEIGHT and len(line.text) <= 60 and not is_a_title


def _row_of(page: int, line: Line, box: Box, order: int) -> Row:
    places, at = [], 0
    for word in line.words:
        start = line.text.find(word.text, at, MAX_LINE_CHARS)
        if start >= 0 and word.text:
            at = start + len(word.text)
            places.append(Place(start, at, word.box, min(word.confidence, line.confidence)))
    return Row(page, line.text[:MAX_LINE_CHARS], box, line.confidence, tuple(places), order, line.source == Source.OCR)


def _cut_box(place: Place, part: Part) -> Box:
    """The box of the characters of a word that the part covers. Chinese characters count as twice as wide."""
    if part.start <= place.start and part.end >= place.end:
        return place.box
    chars = part.row.text[place.start : place.end]
    whole = _text_width(chars)
    before = _text_width(chars[: max(0, part.start - place.start)]) / whole
    until = _text_width(chars[: part.end - place.start]) / whole
    wide = place.box.right - place.box.left
    return Box(place.box.left + before * wide, place.box.top, place.box.left + until * wide, place.box.bottom)


def _text_width(chars: str) -> int:
    return sum(2 if is_chinese(char) else 1 for char in chars)


def _on_one_height(row: Row, other: Row) -> bool:
    return _shared_height(row, other) > MIN_SHARED_HEIGHT * min(row.height, other.height)


def _shared_height(row: Row, other: Row) -> float:
    return min(row.box.bottom, other.box.bottom) - max(row.box.top, other.box.top)


def _share_width(row: Row, other: Row) -> bool:
    return min(row.box.right, other.box.right) - max(row.box.left, other.box.left) > 0
