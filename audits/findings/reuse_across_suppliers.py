"""What another company submitted as well: that it is so, never whose. Neither company is ever told of the other."""

from __future__ import annotations

from collections.abc import Iterator, Set

from audits.findings.case import Case
from audits.findings.finding import Finding, Severity


def number(case: Case) -> Iterator[Finding]:
    """The same number on a document of the same type. Where the document is not the supplier's own, that is to be expected."""
    if case.elsewhere.number:
        is_odd = case.kind.number_is_its_own and case.kind.is_the_suppliers
        yield Finding("number_elsewhere", Severity.CONTRADICTION if is_odd else Severity.NOTE)


def file(case: Case) -> Iterator[Finding]:
    """Exactly the same file."""
    for document in case.documents:
        if document.file in case.elsewhere.files:
            yield Finding("file_elsewhere", Severity.CONTRADICTION, file=document.file)


def page(case: Case) -> Iterator[Finding]:
    """A page that looks nearly the same: a copy, or only the same form. Said once of a file, and not of the same file."""
    for file_key, first in _first_of_each(case.elsewhere.pages, case.elsewhere.files):
        yield Finding("page_elsewhere", Severity.WARNING, page=first, file=file_key)


def figures(case: Case) -> Iterator[Finding]:
    """A page with the same numbers and days: a copy, however it was made. Said as that of pages that look the same."""
    for file_key, first in _first_of_each(case.elsewhere.read, case.elsewhere.files):
        yield Finding("page_reads_elsewhere", Severity.WARNING, page=first, file=file_key)


def _first_of_each(pages: Set[tuple[int, int]], same_files: Set[int]) -> Iterator[tuple[int, int]]:
    for key in sorted({key for key, _page in pages} - same_files):
        yield key, min(page for file, page in pages if file == key)


CHECKS = (number, file, page, figures)
