"""What a test report states besides its values: all of its pages, its days in order, who may have written it, and which
edition was tested to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from audits.compliance import standards
from audits.findings.case import Case, Document, found_at, found_on
from audits.findings.finding import Finding, Severity
from audits.findings.lists import applies, pattern
from audits.findings.title_checks import is_read_well, reports
from suppliers.documents.fields import FieldName
from suppliers.documents.fields.dates import dates_in
from suppliers.documents.reading import Line, Page, Reading

PAGES = re.compile(r"\bpage\s*\d{1,3}\s*(?:of|/)\s*(?P<en>\d{1,3})\b|共\s*(?P<zh>\d{1,3})\s*页", re.IGNORECASE)
SURE_DAY = 0.8
PARTS = ("accreditation", "sample_only")
"""What a report carries: the number of its laboratory's accreditation, and that it speaks of the sample alone."""


def whole(case: Case) -> Iterator[Finding]:
    """Fewer pages than the document counts: a part of it was submitted."""
    for document, reading in case.readings():
        counted = [(int(said["en"] or said["zh"]), page, line) for page, line, said in _counts(reading)]
        if counted and (most := max(counted, key=lambda one: one[0]))[0] > len(reading.pages):
            total, page, line = most
            params = {"pages": str(total), "submitted": str(len(reading.pages))}
            yield found_on("pages_missing", Severity.WARNING, document, page, line.box, **params)


def days(case: Case) -> Iterator[Finding]:
    """A sample is received, then tested, then the report is issued."""
    if not _is_report(case):
        return
    for document, reading in case.readings():
        received, tested = (_labelled(reading, key) for key in ("received", "tested"))
        issued = case.claim.issued_on
        if received and tested and tested[0][0] < received[0][0]:
            yield _out_of_order("tested_before_received", document, tested[0], received[0][0])
        for code, found in (("tested_after_issue", tested), ("received_after_issue", received)):
            if issued and found and found[-1][0] > issued:
                yield _out_of_order(code, document, found[-1], issued)


def edition(case: Case) -> Iterator[Finding]:
    """A report that names a standard without its year, and nowhere with it."""
    if not _is_report(case):
        return
    read = [(document, one, standards.name(one.value)) for document, one in case.every(FieldName.STANDARD)]
    dated = {name.number for _document, _one, name in read if name.edition}
    for document, one, name in read:
        if not name.edition and not any(number.startswith(name.number) for number in dated):
            yield found_at("edition_not_stated", Severity.NOTE, document, one, standard=one.value)


def parts(case: Case) -> Iterator[Finding]:
    """What reports of laboratories carry and what was not read on this one. Marks are pictures: a note."""
    for document, text in reports(case):
        absent = [one for one in PARTS if not pattern("signatures_of_a_report", one).search(text)]
        if absent and is_read_well(document):
            yield found_on("parts_not_read", Severity.NOTE, document, parts=", ".join(absent))


def agent(case: Case) -> Iterator[Finding]:
    """A report by a body whose name is that of an agent, not of a laboratory."""
    if not _is_report(case) or not pattern("agents", "words").search(case.claim.issuer):
        return
    if not pattern("agents", "laboratories").search(case.claim.issuer):
        yield Finding("report_by_agent", Severity.NOTE, {"issuer": case.claim.issuer})


Day = tuple[date, Page, Line]


def _labelled(reading: Reading, key: str) -> list[Day]:
    """The days behind a label, on its line or the next one, the earliest first."""
    found: list[Day] = []
    for page in reading.pages:
        for index, line in enumerate(page.lines):
            if label := pattern("days_of_a_report", key).search(line.text):
                found += _days(line.text[label.end() :], page, line) or _next(page, index)
    return sorted(found, key=lambda one: one[0])


def _next(page: Page, index: int) -> list[Day]:
    following: Sequence[Line] = page.lines[index + 1 : index + 2]
    return [day for line in following for day in _days(line.text, page, line)]


def _days(text: str, page: Page, line: Line) -> list[Day]:
    return [
        (one.value, page, line)
        for one in dates_in(text)
        if one.value and one.certainty >= SURE_DAY and not one.is_month and not one.others
    ]


def _out_of_order(code: str, document: Document, found: Day, other: date) -> Finding:
    day, page, line = found
    params = {"day": day.isoformat(), "other": other.isoformat()}
    return found_on(code, Severity.WARNING, document, page, line.box, **params)


def _counts(reading: Reading) -> Iterator[tuple[Page, Line, re.Match[str]]]:
    for page, line in reading.lines():
        if said := PAGES.search(line.text):
            yield page, line, said


def _is_report(case: Case) -> bool:
    return applies("signatures_of_a_report", case.kind.id)


CHECKS = (whole, days, edition, parts, agent)
