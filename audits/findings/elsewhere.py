"""What another company submitted as well: that it is so, never whose. Neither company is ever told of the other."""

from __future__ import annotations

from collections.abc import Iterator

from audits.findings.case import Case
from audits.findings.finding import Finding, Severity


def number(case: Case) -> Iterator[Finding]:
    """The same number on a paper of the same type. Where the paper is not the supplier's own, that is to be expected."""
    if case.elsewhere.number:
        is_odd = case.kind.number_is_its_own and case.kind.is_the_suppliers
        yield Finding("number_elsewhere", Severity.CONTRADICTION if is_odd else Severity.NOTE)


def file(case: Case) -> Iterator[Finding]:
    """Exactly the same file."""
    for paper in case.papers:
        if paper.file in case.elsewhere.files:
            yield Finding("file_elsewhere", Severity.CONTRADICTION, file=paper.file)


def page(case: Case) -> Iterator[Finding]:
    """A page that looks nearly the same: a copy, or only the same form. Said once of a file, and not of the same file."""
    for file_key in sorted({key for key, _page in case.elsewhere.pages} - case.elsewhere.files):
        first = min(number for key, number in case.elsewhere.pages if key == file_key)
        yield Finding("page_elsewhere", Severity.WARNING, page=first, file=file_key)


CHECKS = (number, file, page)
