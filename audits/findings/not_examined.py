"""What could not be examined: a part without findings is not cleared when nobody examined it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from audits.findings.case import Case
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import Topic
from suppliers.documents.reading import Outcome, StageName

TOPIC = Topic("What was not examined")


FILE_NOT_READ = TOPIC.declare(
    "file_not_read", Severity.NOTE, _("This file was not read, or not yet: no finding covers its content.")
)


def unread_files(case: Case) -> Iterator[Finding]:
    """Files that were not read: not yet, or they cannot be read."""
    for document in case.documents:
        if document.reading is None:
            yield FILE_NOT_READ.finding_on(document)


STRUCTURE_NOT_ASSESSED = TOPIC.declare(
    "structure_not_assessed",
    Severity.NOTE,
    _(
        "The structure of the file could not be examined: overlays, hidden layers, scripts, fonts and the programs that made it are unknown."
    ),
)
SIGNATURES_NOT_ASSESSED = TOPIC.declare(
    "signatures_not_assessed", Severity.NOTE, _("The digital signatures in the file could not be examined.")
)
SIGNATURES_PARTLY_ASSESSED = TOPIC.declare(
    "signatures_partly_assessed", Severity.NOTE, _("Only the first digital signatures were examined.")
)
PICTURES_NOT_ASSESSED = TOPIC.declare(
    "pictures_not_assessed",
    Severity.NOTE,
    _("The page images could not be examined: QR codes, bar codes and pages that other files may share are unknown."),
)
TEXT_LAYER_NOT_ASSESSED = TOPIC.declare(
    "text_layer_not_assessed",
    Severity.NOTE,
    _("The text layer could not be examined: whether it agrees with the page images is unknown."),
)
TEXT_LAYER_NOT_COMPARED = TOPIC.declare(
    "text_layer_not_compared",
    Severity.NOTE,
    _("The text layer was not, or not completely, compared with the page images: whether they agree is unknown."),
)
WORDS_NOT_ASSESSED = TOPIC.declare(
    "words_not_assessed",
    Severity.NOTE,
    _("The page images could not be read: words that are only in the images are unknown."),
)
PAGES_PARTLY_ASSESSED = TOPIC.declare("pages_partly_assessed", Severity.NOTE, _("Only the first pages were read."))
TYPES_BY_STAGE = {
    (StageName.STRUCTURE, Outcome.FAILED): STRUCTURE_NOT_ASSESSED,
    (StageName.SIGNATURES, Outcome.FAILED): SIGNATURES_NOT_ASSESSED,
    (StageName.SIGNATURES, Outcome.PARTLY): SIGNATURES_PARTLY_ASSESSED,
    (StageName.BARCODES, Outcome.FAILED): PICTURES_NOT_ASSESSED,
    (StageName.TEXT_LAYER, Outcome.FAILED): TEXT_LAYER_NOT_ASSESSED,
    (StageName.TEXT_LAYER, Outcome.PARTLY): PAGES_PARTLY_ASSESSED,
    (StageName.COMPARISON, Outcome.FAILED): TEXT_LAYER_NOT_COMPARED,
    (StageName.COMPARISON, Outcome.NOT_ASKED): TEXT_LAYER_NOT_COMPARED,
    (StageName.COMPARISON, Outcome.PARTLY): TEXT_LAYER_NOT_COMPARED,
    (StageName.OCR, Outcome.FAILED): WORDS_NOT_ASSESSED,
    (StageName.OCR, Outcome.NOT_ASKED): WORDS_NOT_ASSESSED,
    (StageName.OCR, Outcome.PARTLY): PAGES_PARTLY_ASSESSED,
}
"""The finding by stage of reading and its outcome."""


def incomplete_stages(case: Case) -> Iterator[Finding]:
    """Stages of reading that failed or were cut off by a limit."""
    for document, reading in case.readings():
        for stage in reading.stages:
            if declared := TYPES_BY_STAGE.get((stage.name, stage.outcome)):
                yield declared.finding_on(document)


STRUCTURE_PARTLY_ASSESSED = TOPIC.declare(
    "structure_partly_assessed", Severity.NOTE, _("The file contains %(more)s more parts than were examined.")
)


def unlisted_parts(case: Case) -> Iterator[Finding]:
    """A file that contains more parts than were listed."""
    for document, reading in case.readings():
        if reading.structure and reading.structure.unlisted:
            yield STRUCTURE_PARTLY_ASSESSED.finding_on(document, more=str(reading.structure.unlisted))


CHECKS = (unread_files, incomplete_stages, unlisted_parts)
