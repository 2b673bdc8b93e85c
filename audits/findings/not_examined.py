"""What could not be looked at: without findings of a part that nobody examined, nothing about that part is cleared."""

from __future__ import annotations

from collections.abc import Iterator

from audits.findings.case import Case, found_on
from audits.findings.finding import Finding, Severity
from suppliers.documents.reading import Outcome, StageName

CODES = {
    (StageName.STRUCTURE, Outcome.FAILED): "structure_not_assessed",
    (StageName.SIGNATURES, Outcome.FAILED): "signatures_not_assessed",
    (StageName.SIGNATURES, Outcome.PARTLY): "signatures_partly_assessed",
    (StageName.BARCODES, Outcome.FAILED): "pictures_not_assessed",
    (StageName.TEXT_LAYER, Outcome.FAILED): "text_layer_not_assessed",
    (StageName.TEXT_LAYER, Outcome.PARTLY): "pages_partly_assessed",
    (StageName.COMPARISON, Outcome.FAILED): "text_layer_not_compared",
    (StageName.COMPARISON, Outcome.NOT_ASKED): "text_layer_not_compared",
    (StageName.COMPARISON, Outcome.PARTLY): "text_layer_not_compared",
    (StageName.OCR, Outcome.FAILED): "words_not_assessed",
    (StageName.OCR, Outcome.NOT_ASKED): "words_not_assessed",
    (StageName.OCR, Outcome.PARTLY): "pages_partly_assessed",
}
"""How a step of reading ended -> what is not known because of it."""


def unread(case: Case) -> Iterator[Finding]:
    """Files that nobody read: not yet, or they could not be read."""
    for document in case.documents:
        if document.reading is None:
            yield found_on("file_not_read", Severity.NOTE, document)


def steps(case: Case) -> Iterator[Finding]:
    """Steps of reading that failed or were cut off by a limit."""
    for document, reading in case.readings():
        for stage in reading.stages:
            if code := CODES.get((stage.name, stage.outcome)):
                yield found_on(code, Severity.NOTE, document)


def unlisted(case: Case) -> Iterator[Finding]:
    """A file that holds more parts than were listed."""
    for document, reading in case.readings():
        if reading.structure and reading.structure.unlisted:
            yield found_on("structure_partly_assessed", Severity.NOTE, document, more=str(reading.structure.unlisted))


CHECKS = (unread, steps, unlisted)
