"""The documents of a certificate for the viewer: page images, what was read on them, and the places to show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from suppliers.documents.reading import Box, Line, Outcome, Page, Source, StageName
from suppliers.models import Certificate, CertificateFile, CertificatePage, CertificateReading
from suppliers.models.reading import ReadingState

MOST_PAGES_OF_TEXT = 20
"""Of longer documents the text of the first pages is laid over."""
AIR = 0.004
"""The share of a page between what was read and the frame around it."""
SOURCES = {
    Source.OCR: _("Text of page %(number)s, as seen on the picture"),
    Source.TEXT_LAYER: _("Text of page %(number)s, as the file gives it"),
}
NOTES = {
    ReadingState.WAITING: _("The machine has yet to read this file."),
    ReadingState.READING: _("The machine is reading this file."),
    ReadingState.UNREADABLE: _("The machine could not read this file: compare by eye."),
}
STAGES = {
    StageName.PAGES: _("page images"),
    StageName.TEXT_LAYER: _("text layer"),
    StageName.STRUCTURE: _("structure of the file"),
    StageName.SIGNATURES: _("signatures"),
    StageName.BARCODES: _("QR and bar codes"),
    StageName.COMPARISON: _("whether its text is what is seen"),
    StageName.OCR: _("what is seen on the picture"),
}


@dataclass(frozen=True)
class Mark:
    """A place on a page that something on the desk can show: its name, what it leads back to, and how it looks."""

    file: int
    page: int
    box: Box
    name: str
    target: str
    label: str
    tone: str

    @property
    def page_id(self) -> str:
        return id_of(self.file, self.page)


def id_of(file: int, page: int) -> str:
    """The id of that page on the desk."""
    return f"page_{file}_{page}"


def files_of(certificate: Certificate) -> list[CertificateFile]:
    """The files that count, with all that was read in them: the words lie over the page."""
    return list(certificate.files.as_shown())


def documents_of(
    files: Sequence[CertificateFile], marks: Iterable[Mark] = (), facts: Mapping[int, Sequence[Any]] | None = None
) -> list[dict[str, Any]]:
    """Each file with addresses of its page images, ready for the viewer, and by file what it says of itself."""
    placed: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for mark in marks:
        placed.setdefault((mark.file, mark.page), []).append(as_box(mark))
    return [
        {
            "file": file,
            "note": note_of(file),
            "facts": (facts or {}).get(file.pk, []),
            "pages": [leaf(file, page, placed) for page in file.pages.all()],
        }
        for file in files
    ]


def leaf(
    file: CertificateFile, page: CertificatePage, placed: Mapping[tuple[int, int], list[dict[str, Any]]]
) -> dict[str, Any]:
    """One page image, with the words that were read there and the places to show."""
    read = read_page(file, page.number) if page.number <= MOST_PAGES_OF_TEXT else None
    return {
        "id": id_of(file.pk, page.number),
        "url": reverse("admin:audits_page", args=[page.token]),
        "width": page.width,
        "height": page.height,
        "alt": _("Page %(number)s of %(name)s") % {"number": page.number, "name": file.original_name},
        "boxes": placed.get((file.pk, page.number), []),
        "lines": [words_of(line) for line in read.lines] if read else [],
        "lines_label": SOURCES[read.source] % {"number": page.number} if read and read.source else "",
    }


def read_page(file: CertificateFile, number: int) -> Page | None:
    """What was read on that page; None where nobody read it."""
    row = reading_of(file)
    reading = row.reading if row and row.state == ReadingState.DONE else None
    return next((page for page in reading.pages if page.number == number), None) if reading else None


def reading_of(file: CertificateFile) -> CertificateReading | None:
    """How reading this file went; None where nobody asked for it."""
    return getattr(file, "reading", None)


def note_of(file: CertificateFile) -> str:
    """What the auditor should know of the reading before trusting it; empty where all of it came through."""
    row = reading_of(file)
    if row is None:
        return str(_("The machine was never asked to read this file: compare by eye."))
    if row.state != ReadingState.DONE:
        return str(NOTES[ReadingState(row.state)])
    if row.reading is None:
        return str(_("An older reader read this file, and its words are not understood any more: compare by eye."))
    failed = [str(STAGES[stage.name]) for stage in row.reading.stages if stage.outcome is Outcome.FAILED]
    return _("This did not come through: %(stages)s.") % {"stages": ", ".join(failed)} if failed else ""


def words_of(line: Line) -> list[dict[str, str]]:
    """Words with their places; a line without words is one."""
    found = [(word.text, word.box) for word in line.words] or [(line.text, line.box)]
    return [{"text": text, "place": " ".join(map(str, shares(box).values()))} for text, box in found]


def as_box(mark: Mark) -> dict[str, Any]:
    """The place as the viewer draws it."""
    return {
        "field": mark.name,
        "target": mark.target,
        "label": mark.label,
        "tone": mark.tone,
        **shares(aired(mark.box)),
    }


def aired(box: Box) -> Box:
    """A little larger, so that its frame leaves the signs free."""
    return Box(max(0, box.left - AIR), max(0, box.top - AIR), min(1, box.right + AIR), min(1, box.bottom + AIR))


def shares(box: Box) -> dict[str, int]:
    """Thousandths of the page, at least one wide and high."""
    left, top = round(box.left * 1000), round(box.top * 1000)
    return {
        "left": left,
        "top": top,
        "width": max(1, round(box.right * 1000) - left),
        "height": max(1, round(box.bottom * 1000) - top),
    }
