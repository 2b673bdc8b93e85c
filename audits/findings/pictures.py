"""What is seen beside what the file says: a text layer that differs, text that nobody sees, things laid over."""

from __future__ import annotations

from collections.abc import Iterator

from audits.findings.case import Case, found_on
from audits.findings.finding import Finding, Severity
from suppliers.documents.reading import Box, Mark, MarkKind, Source

LEAST_AGREEMENT = 0.5
"""Below this the text layer says something else than what is seen."""
MOST_LINES = 3
"""Findings about one page: where more lines differ, these say it."""
ACTIVE = frozenset({MarkKind.SCRIPT, MarkKind.LAUNCH, MarkKind.SUBMIT, MarkKind.OPEN_ACTION, MarkKind.XFA})
CARRIED = frozenset({MarkKind.EMBEDDED_FILE, MarkKind.ASSOCIATED_FILE})
COVERS = frozenset({"redact", "stamp", "freetext", "square", "highlight", "watermark", "ink"})
LARGE = 0.9
"""A mark over nearly the whole page covers no single field."""


def text_layer(case: Case) -> Iterator[Finding]:
    """What a page shows, and what its text layer says. None compared: nothing is said."""
    for document, page in case.pages():
        if page.agreement is not None and page.agreement < LEAST_AGREEMENT:
            share = str(round(page.agreement * 100))
            box = page.hidden[0].box if page.hidden else None
            yield found_on("text_differs_from_picture", Severity.WARNING, document, page, box, share=share)


def lines(case: Case) -> Iterator[Finding]:
    """Single lines whose text is not what is seen where they stand; of one page the first few."""
    for document, page in case.pages():
        for one in page.differences[:MOST_LINES]:
            code = "line_differs_from_picture" if one.seen else "line_not_seen"
            told = {"said": one.said[:60], **({"seen": one.seen[:60]} if one.seen else {})}
            yield found_on(code, Severity.WARNING, document, page, one.box, **told)


def hidden_values(case: Case) -> Iterator[Finding]:
    """The claimed number or company stands in the text layer alone, and not on what is seen."""
    for document, page in case.pages():
        if page.source is not Source.OCR or not page.hidden or page.confidence < LEAST_AGREEMENT:
            continue
        seen = _signs(page.text)
        for line in page.hidden:
            number = _signs(case.claim.number)
            if len(number) > 4 and number in _signs(line.text) and number not in seen:
                params = {"number": case.claim.number}
                yield found_on("number_not_seen", Severity.WARNING, document, page, line.box, **params)


def overlays(case: Case) -> Iterator[Finding]:
    """Annotations that lie over what was read, and form fields that can be typed into."""
    for document, reading in case.readings():
        for mark in reading.structure.marks if reading.structure else ():
            if mark.kind is MarkKind.ANNOTATION and _covers(mark):
                over = _field_under(case, document.file, mark)
                severity = Severity.WARNING if over else Severity.NOTE
                yield found_on("laid_over", severity, document, mark.page, mark.box, what=mark.what[:60])
            elif mark.kind is MarkKind.FORM_FIELD and _field_under(case, document.file, mark):
                yield found_on("typed_into_form", Severity.NOTE, document, mark.page, mark.box)


def layers(case: Case) -> Iterator[Finding]:
    """Layers that are switched off."""
    for document, reading in case.readings():
        if reading.structure and (found := reading.structure.having(MarkKind.HIDDEN_LAYER)):
            yield found_on("hidden_layer", Severity.WARNING, document, found[0].page, what=found[0].what[:60])


def active_parts(case: Case) -> Iterator[Finding]:
    """Scripts and actions: no certificate needs them."""
    for document, reading in case.readings():
        marks = reading.structure.marks if reading.structure else ()
        kinds = sorted({str(mark.kind) for mark in marks if mark.kind in ACTIVE})
        if kinds:
            yield found_on("active_parts", Severity.WARNING, document, what=", ".join(kinds))


def carried(case: Case) -> Iterator[Finding]:
    """Other files inside this one, and parts that are fetched from elsewhere: what is shown may not be all there is."""
    for document, reading in case.readings():
        marks = reading.structure.marks if reading.structure else ()
        files = sorted({mark.what for mark in marks if mark.kind in CARRIED})
        if files:
            yield found_on("carries_files", Severity.NOTE, document, what=", ".join(filter(None, files))[:120])
        if any(mark.kind is MarkKind.EXTERNAL_REFERENCE for mark in marks):
            yield found_on("outside_parts", Severity.WARNING, document)


def fonts(case: Case) -> Iterator[Finding]:
    """Fonts that the file does not carry: words typed in later often have one. Where all are so, it says nothing."""
    for document, reading in case.readings():
        found = reading.structure.having(MarkKind.FONT_NOT_EMBEDDED) if reading.structure else ()
        names = sorted({mark.what for mark in found if mark.what})
        if len(names) == 1:
            yield found_on("font_not_carried", Severity.NOTE, document, found[0].page, font=names[0][:60])


def _covers(mark: Mark) -> bool:
    return mark.what.strip("/").casefold() in COVERS and (mark.box is None or _size(mark.box) < LARGE)


def _field_under(case: Case, file: int, mark: Mark) -> bool:
    """Whether a value that was read stands under the mark."""
    proposals = (one for document in case.documents if document.file == file for one in document.fields.proposals)
    return mark.box is not None and any(one.page == mark.page and _meet(one.box, mark.box) for one in proposals)


def _meet(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0 and down > 0 and across * down > _size(one) * 0.2


def _size(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def _signs(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


CHECKS = (text_layer, lines, hidden_values, overlays, layers, active_parts, carried, fonts)
