"""The page images compared with the content of the file: text that differs or is invisible, overlays, hidden parts."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from audits.findings.case import Case
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import Topic
from suppliers.documents.reading import Box, Mark, MarkKind, Source

TOPIC = Topic("Text layer, overlays and hidden parts")
MIN_AGREEMENT = 0.5
"""Below this share the text layer differs from the page image."""
MAX_LINES_PER_PAGE = 3
ACTIVE = frozenset({MarkKind.SCRIPT, MarkKind.LAUNCH, MarkKind.SUBMIT, MarkKind.OPEN_ACTION, MarkKind.XFA})
EMBEDDED = frozenset({MarkKind.EMBEDDED_FILE, MarkKind.ASSOCIATED_FILE})
COVERING = frozenset({"redact", "stamp", "freetext", "square", "highlight", "watermark", "ink"})
"""Kinds of annotations that cover what is under them."""
WHOLE_PAGE_SHARE = 0.9
"""An annotation over a larger share of the page covers no single field."""
MIN_COVERED_SHARE = 0.2


TEXT_DIFFERS_FROM_PICTURE = TOPIC.declare(
    "text_differs_from_picture",
    Severity.WARNING,
    _("The text layer differs from the page image: %(share)s%% agree."),
)


def text_layer(case: Case) -> Iterator[Finding]:
    """The page image and the text layer. Where they were not compared there is no finding."""
    for document, page in case.pages():
        if page.agreement is not None and page.agreement < MIN_AGREEMENT:
            share = str(round(page.agreement * 100))
            box = page.hidden[0].box if page.hidden else None
            yield TEXT_DIFFERS_FROM_PICTURE.finding_on(document, page, box, share=share)


LINE_DIFFERS_FROM_PICTURE = TOPIC.declare(
    "line_differs_from_picture",
    Severity.WARNING,
    _("The text in the file is “%(said)s” where the page image shows “%(image)s”."),
)
LINE_NOT_ON_IMAGE = TOPIC.declare(
    "line_not_on_image",
    Severity.WARNING,
    _("The text in the file is “%(said)s” where the page image shows nothing."),
)


def lines(case: Case) -> Iterator[Finding]:
    """Single lines whose text differs from the page image; the first few of each page."""
    for document, page in case.pages():
        for line in page.differences[:MAX_LINES_PER_PAGE]:
            if line.image_text:
                params = {"said": line.layer_text[:60], "image": line.image_text[:60]}
                yield LINE_DIFFERS_FROM_PICTURE.finding_on(document, page, line.box, **params)
            else:
                yield LINE_NOT_ON_IMAGE.finding_on(document, page, line.box, said=line.layer_text[:60])


NUMBER_NOT_ON_IMAGE = TOPIC.declare(
    "number_not_on_image",
    Severity.WARNING,
    _("The number %(number)s is in the text layer, but was not found on the page image."),
)


def hidden_number(case: Case) -> Iterator[Finding]:
    """The claimed number is in the text layer, but not on the page image."""
    number = _letters_and_digits(case.claim.number)
    for document, page in case.pages():
        if page.source is not Source.OCR or not page.hidden or page.confidence < MIN_AGREEMENT:
            continue
        visible = _letters_and_digits(page.text)
        for line in page.hidden:
            if len(number) > 4 and number in _letters_and_digits(line.text) and number not in visible:
                yield NUMBER_NOT_ON_IMAGE.finding_on(document, page, line.box, number=case.claim.number)


LAID_OVER = TOPIC.declare("laid_over", Severity.WARNING, _("Something covers part of the page: %(what)s."))
TYPED_INTO_FORM = TOPIC.declare(
    "typed_into_form", Severity.NOTE, _("A value is in a form field, where anybody can type.")
)


def overlays(case: Case) -> Iterator[Finding]:
    """Annotations over what was read, and form fields that can be typed into."""
    for document, reading in case.readings():
        for mark in reading.structure.marks if reading.structure else ():
            if mark.kind is MarkKind.ANNOTATION and _covers(mark):
                severity = Severity.WARNING if _is_over_value(case, document.file, mark) else Severity.NOTE
                yield LAID_OVER.finding_on(document, mark.page, mark.box, severity, what=mark.what[:60])
            elif mark.kind is MarkKind.FORM_FIELD and _is_over_value(case, document.file, mark):
                yield TYPED_INTO_FORM.finding_on(document, mark.page, mark.box)


HIDDEN_LAYER = TOPIC.declare(
    "hidden_layer", Severity.WARNING, _("The file has a layer that is switched off: %(what)s.")
)


def layers(case: Case) -> Iterator[Finding]:
    """Layers that are switched off."""
    for document, reading in case.readings():
        if reading.structure and (hidden := reading.structure.having(MarkKind.HIDDEN_LAYER)):
            yield HIDDEN_LAYER.finding_on(document, hidden[0].page, what=hidden[0].what[:60])


ACTIVE_PARTS = TOPIC.declare("active_parts", Severity.WARNING, _("Parts of the file act when it is opened: %(what)s."))


def active_parts(case: Case) -> Iterator[Finding]:
    """Scripts and actions: no certificate needs them."""
    for document, reading in case.readings():
        marks = reading.structure.marks if reading.structure else ()
        kinds = sorted({str(mark.kind) for mark in marks if mark.kind in ACTIVE})
        if kinds:
            yield ACTIVE_PARTS.finding_on(document, what=", ".join(kinds))


CARRIES_FILES = TOPIC.declare("carries_files", Severity.NOTE, _("The file contains other files: %(what)s."))
OUTSIDE_PARTS = TOPIC.declare(
    "outside_parts", Severity.WARNING, _("Parts of the file are fetched from elsewhere: what it shows can change.")
)


def embedded_and_external(case: Case) -> Iterator[Finding]:
    """Other files inside this one, and parts that are fetched from elsewhere: the pages may not be all there is."""
    for document, reading in case.readings():
        marks = reading.structure.marks if reading.structure else ()
        names = sorted({mark.what for mark in marks if mark.kind in EMBEDDED})
        if names:
            yield CARRIES_FILES.finding_on(document, what=", ".join(filter(None, names))[:120])
        if any(mark.kind is MarkKind.EXTERNAL_REFERENCE for mark in marks):
            yield OUTSIDE_PARTS.finding_on(document)


FONT_NOT_CARRIED = TOPIC.declare(
    "font_not_carried", Severity.NOTE, _("One font is not embedded in the file, unlike the others: %(font)s.")
)


def fonts(case: Case) -> Iterator[Finding]:
    """One font that is not embedded: words that were typed in later often have one. Several say nothing."""
    for document, reading in case.readings():
        marks = reading.structure.having(MarkKind.FONT_NOT_EMBEDDED) if reading.structure else ()
        names = sorted({mark.what for mark in marks if mark.what})
        if len(names) == 1:
            yield FONT_NOT_CARRIED.finding_on(document, marks[0].page, font=names[0][:60])


def _covers(mark: Mark) -> bool:
    is_whole_page = mark.box is not None and _area(mark.box) >= WHOLE_PAGE_SHARE
    return mark.what.strip("/").casefold() in COVERING and not is_whole_page


def _is_over_value(case: Case, file: int, mark: Mark) -> bool:
    """Whether the mark is over a value that was read."""
    if mark.box is None:
        return False
    values = (value for document in case.documents if document.file == file for value in document.fields.proposals)
    return any(value.page == mark.page and _overlaps(value.box, mark.box) for value in values)


def _overlaps(value: Box, mark: Box) -> bool:
    """Whether the mark covers more than a small share of the value."""
    width = min(value.right, mark.right) - max(value.left, mark.left)
    height = min(value.bottom, mark.bottom) - max(value.top, mark.top)
    return width > 0 and height > 0 and width * height > _area(value) * MIN_COVERED_SHARE


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def _letters_and_digits(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


CHECKS = (
    text_layer,
    lines,
    hidden_number,
    overlays,
    layers,
    active_parts,
    embedded_and_external,
    fonts,
)
