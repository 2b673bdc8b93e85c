"""Numbers, files and pages that another company submitted too: that it is so, never whose. Neither company is notified."""

from __future__ import annotations

from collections.abc import Iterator, Set

from django.utils.translation import gettext_lazy as _

from audits.findings.case import Case, Document
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import Topic

TOPIC = Topic("The same number, file or page at another company")


NUMBER_ELSEWHERE = TOPIC.declare(
    "number_elsewhere",
    Severity.CONTRADICTION,
    _("Another company submitted a document of this type with the same number. Neither company is notified."),
    is_confidential=True,
)


def same_number(case: Case) -> Iterator[Finding]:
    """The same number on a document of the same type: only a note where the document does not belong to the supplier."""
    if case.reuse.number:
        is_own = case.kind.number_is_its_own and case.kind.is_the_suppliers
        yield NUMBER_ELSEWHERE.finding(Severity.CONTRADICTION if is_own else Severity.NOTE)


FILE_ELSEWHERE = TOPIC.declare(
    "file_elsewhere",
    Severity.CONTRADICTION,
    _("Another company submitted exactly this file. Neither company is notified."),
    is_confidential=True,
)


def same_file(case: Case) -> Iterator[Finding]:
    """Exactly the same file."""
    for document in case.documents:
        if document.file in case.reuse.files:
            yield FILE_ELSEWHERE.finding_on(document)


PAGE_ELSEWHERE = TOPIC.declare(
    "page_elsewhere",
    Severity.WARNING,
    _(
        "Another company submitted a page that looks almost the same. It may only be the same form. Neither company is notified."
    ),
    is_confidential=True,
)


def same_page_image(case: Case) -> Iterator[Finding]:
    """A page that looks almost the same, a copy or only the same form: once per file, not for files that are the same."""
    for file, page in _first_pages(case.reuse.same_image, case.reuse.files):
        yield PAGE_ELSEWHERE.finding_on(Document(file), page)


PAGE_READS_ELSEWHERE = TOPIC.declare(
    "page_reads_elsewhere",
    Severity.WARNING,
    _(
        "Another company submitted a page with the same numbers and dates, as on a copy that was cropped, rotated or photographed again. Neither company is notified."
    ),
    is_confidential=True,
)


def same_page_figures(case: Case) -> Iterator[Finding]:
    """A page with the same numbers and dates, which is a copy however it was made: once per file, as above."""
    for file, page in _first_pages(case.reuse.same_figures, case.reuse.files):
        yield PAGE_READS_ELSEWHERE.finding_on(Document(file), page)


def _first_pages(pages: Set[tuple[int, int]], same_files: Set[int]) -> Iterator[tuple[int, int]]:
    """The first of the pages of each file, as pairs of file key and page number, without ``same_files``."""
    for key in sorted({key for key, _page in pages} - same_files):
        yield key, min(page for file, page in pages if file == key)


CHECKS = (same_number, same_file, same_page_image, same_page_figures)
