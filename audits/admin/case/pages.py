"""The documents of a certificate for the page viewer: page images, what was read on them, and the places to mark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.admin.case.marks import FileFact, Mark, page_id
from suppliers.documents.reading import Box, Line, Outcome, Page, Source, StageName
from suppliers.models import Certificate, CertificateFile, CertificatePage, CertificateReading
from suppliers.models.reading import ReadingState

MAX_PAGES_WITH_TEXT = 20
"""Of a longer document the first pages have their text laid over."""
MARGIN = 0.004
"""The share of the page between a value and the frame around it."""
SOURCES = {
    Source.OCR: gettext_lazy("Text of page %(number)s, as read from the image"),
    Source.TEXT_LAYER: gettext_lazy("Text of page %(number)s, from the text layer of the file"),
}
NOTES = {
    ReadingState.WAITING: gettext_lazy("This file is waiting to be read by the machine."),
    ReadingState.READING: gettext_lazy("The machine is reading this file."),
    ReadingState.UNREADABLE: gettext_lazy("The machine could not read this file: compare by eye."),
}
STAGES = {
    StageName.PAGES: gettext_lazy("page images"),
    StageName.TEXT_LAYER: gettext_lazy("text layer"),
    StageName.STRUCTURE: gettext_lazy("structure of the file"),
    StageName.SIGNATURES: gettext_lazy("signatures"),
    StageName.BARCODES: gettext_lazy("QR and bar codes"),
    StageName.COMPARISON: gettext_lazy("comparison of text layer and image"),
    StageName.OCR: gettext_lazy("text in the image"),
}


@dataclass(frozen=True)
class Word:
    """A word and its place: left, top, width and height in thousandths of the page, separated by spaces."""

    text: str
    place: str


@dataclass(frozen=True)
class MarkedBox:
    """A mark for the component page_boxes; sides in thousandths of the page."""

    field: str
    target: str
    label: str
    tone: str
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class PageView:
    """One page image for the component page_viewer, with the words that were read there."""

    id: str
    url: str
    width: int
    height: int
    alt: str
    boxes: list[MarkedBox]
    lines: list[list[Word]]
    lines_label: str


@dataclass(frozen=True)
class DocumentView:
    """One file with its page images. ``note`` is what to know about its reading; ``facts`` are what the file states."""

    file: CertificateFile
    note: str
    facts: Sequence[FileFact]
    pages: list[PageView]


def files_of(certificate: Certificate) -> list[CertificateFile]:
    """The files that were not withdrawn, with all that was read in them."""
    return list(certificate.files.as_shown())


def documents_of(
    files: Sequence[CertificateFile],
    marks: Iterable[Mark] = (),
    facts: Mapping[int, Sequence[FileFact]] | None = None,
) -> list[DocumentView]:
    """Each file for the page viewer. ``facts`` by key of the file."""
    boxes: dict[tuple[int, int], list[MarkedBox]] = {}
    for mark in marks:
        boxes.setdefault((mark.file, mark.page), []).append(box_of(mark))
    return [
        DocumentView(
            file=file,
            note=note_on_reading(file),
            facts=(facts or {}).get(file.pk, []),
            pages=[page_view(file, page, boxes.get((file.pk, page.number), [])) for page in file.pages.all()],
        )
        for file in files
    ]


def page_view(file: CertificateFile, page: CertificatePage, boxes: list[MarkedBox]) -> PageView:
    """One page image, with the words that were read there."""
    read = page_read(file, page.number) if page.number <= MAX_PAGES_WITH_TEXT else None
    return PageView(
        id=page_id(file.pk, page.number),
        url=reverse("admin:audits_page", args=[page.token]),
        width=page.width,
        height=page.height,
        alt=_("Page %(number)s of %(name)s") % {"number": page.number, "name": file.original_name},
        boxes=boxes,
        lines=[words_of(line) for line in read.lines] if read else [],
        lines_label=SOURCES[read.source] % {"number": page.number} if read and read.source else "",
    )


def page_read(file: CertificateFile, number: int) -> Page | None:
    """What was read on that page; None where it was not read."""
    row = reading_of(file)
    reading = row.reading if row and row.state == ReadingState.DONE else None
    return next((page for page in reading.pages if page.number == number), None) if reading else None


def reading_of(file: CertificateFile) -> CertificateReading | None:
    """The reading of this file; None where none was requested."""
    return getattr(file, "reading", None)


def note_on_reading(file: CertificateFile) -> str:
    """What an auditor should know about the reading before trusting it; empty where all stages succeeded."""
    row = reading_of(file)
    if row is None:
        return _("The machine was never asked to read this file: compare by eye.")
    if row.state != ReadingState.DONE:
        return str(NOTES[ReadingState(row.state)])
    if row.reading is None:
        return _("An older version read this file and its result can no longer be used: compare by eye.")
    failed = [str(STAGES[stage.name]) for stage in row.reading.stages if stage.outcome is Outcome.FAILED]
    return _("These steps of reading failed: %(stages)s.") % {"stages": ", ".join(failed)} if failed else ""


def words_of(line: Line) -> list[Word]:
    """The words of a line with their places; a line without words is one word."""
    words = [(word.text, word.box) for word in line.words] or [(line.text, line.box)]
    return [Word(text, " ".join(map(str, thousandths(box)))) for text, box in words]


def box_of(mark: Mark) -> MarkedBox:
    """The mark with a small margin, so that its frame leaves the characters free."""
    box = mark.box
    frame = Box(
        max(0, box.left - MARGIN), max(0, box.top - MARGIN), min(1, box.right + MARGIN), min(1, box.bottom + MARGIN)
    )
    return MarkedBox(mark.name, mark.target, mark.label, mark.tone, *thousandths(frame))


def thousandths(box: Box) -> tuple[int, int, int, int]:
    """Left, top, width and height in thousandths of the page; at least one wide and high."""
    left, top = round(box.left * 1000), round(box.top * 1000)
    return left, top, max(1, round(box.right * 1000) - left), max(1, round(box.bottom * 1000) - top)
