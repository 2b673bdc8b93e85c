"""What a test report states besides its values: signatures and seal, all of its pages, its dates in order, who wrote it,
and which edition was tested. Text only: signatures and seals that are images cannot be read, so what is missing is a note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from audits.findings.case import Case, Document
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import FindingType, Topic
from audits.findings.lists import applies, pattern
from audits.findings.title_checks import MIN_CHARACTERS, MIN_PAGE_CONFIDENCE, find_statement
from suppliers.documents.fields import FieldName
from suppliers.documents.fields.dates import dates_in
from suppliers.documents.reading import Line, Page, Reading
from suppliers.sentences.reasons import RevisionReason

TOPIC = Topic("Test reports")
SIGNERS = ("tester", "checker", "approver")
PAGE_COUNT = re.compile(r"\bpage\s*\d{1,3}\s*(?:of|/)\s*(?P<en>\d{1,3})\b|共\s*(?P<zh>\d{1,3})\s*页", re.IGNORECASE)
MIN_DATE_CERTAINTY = 0.8
PARTS = ("accreditation", "sample_only")
"""What a report carries: the number of its laboratory's accreditation, and that it is about the sample only."""
DateOnLine = tuple[date, Page, Line]


SIGNERS_NOT_READ = TOPIC.declare(
    "signers_not_read", Severity.NOTE, _("Not read on the report: %(who)s. Look for signatures.")
)


def signers(case: Case) -> Iterator[Finding]:
    """A report names who tested, who checked and who approved."""
    for document, text in _reports(case):
        absent = [role for role in SIGNERS if not _report_words(role).search(text)]
        if absent and _is_read_well(document):
            yield SIGNERS_NOT_READ.finding_on(document, who=", ".join(absent))


SEAL_NOT_READ = TOPIC.declare("seal_not_read", Severity.NOTE, _("The special testing seal was not read. Look for it."))


def seal(case: Case) -> Iterator[Finding]:
    """A Chinese report carries the special testing seal. Round seals are often not read, so this is a note."""
    for document, text in _reports(case):
        if case.kind.id == "cn_gb_report" and _is_read_well(document) and not _report_words("seal").search(text):
            yield SEAL_NOT_READ.finding_on(document)


REPORT_IS_PARTIAL = TOPIC.declare("report_is_partial", Severity.NOTE, _("The report is only a part: “%(said)s”."))
TESTED_BY_ANOTHER = TOPIC.declare(
    "tested_by_another",
    Severity.NOTE,
    _("The report mentions tests outside its scope or by others: “%(said)s”."),
)


def limits_of_report(case: Case) -> Iterator[Finding]:
    """A report that is partial, or in which somebody else tested, outside the accreditation of the laboratory."""
    if _is_report(case):
        yield from find_statement(case, _report_words("partial"), REPORT_IS_PARTIAL)
        yield from find_statement(case, _report_words("subcontracted"), TESTED_BY_ANOTHER)


PAGES_MISSING = TOPIC.declare(
    "pages_missing",
    Severity.WARNING,
    _("The document counts %(pages)s pages, the file has %(submitted)s. Check whether the rest matters."),
    reason=RevisionReason.MISSING_PAGE,
)


def page_count(case: Case) -> Iterator[Finding]:
    """Fewer pages than the document counts: only a part of it was submitted."""
    for document, reading in case.readings():
        counts = [
            (int(match["en"] or match["zh"]), page, line)
            for page, line in reading.lines()
            if (match := PAGE_COUNT.search(line.text))
        ]
        total, page, line = max(counts, key=lambda count: count[0], default=(0, None, None))
        if page and line and total > len(reading.pages):
            params = {"pages": str(total), "submitted": str(len(reading.pages))}
            yield PAGES_MISSING.finding_on(document, page, line.box, **params)


TESTED_BEFORE_RECEIVED = TOPIC.declare(
    "tested_before_received",
    Severity.WARNING,
    _("Tested on %(day)s, before the sample was received (%(other)s)."),
)
TESTED_AFTER_ISSUE = TOPIC.declare(
    "tested_after_issue", Severity.WARNING, _("Tested until %(day)s, after the report was issued (%(other)s).")
)
RECEIVED_AFTER_ISSUE = TOPIC.declare(
    "received_after_issue",
    Severity.WARNING,
    _("The sample was received on %(day)s, after the report was issued (%(other)s)."),
)


def dates_in_order(case: Case) -> Iterator[Finding]:
    """A sample is received, then tested, then the report is issued."""
    if not _is_report(case):
        return
    issued = case.claim.issued_on
    for document, reading in case.readings():
        received, tested = (_labelled_dates(reading, key) for key in ("received", "tested"))
        if received and tested and tested[0][0] < received[0][0]:
            yield _out_of_order(TESTED_BEFORE_RECEIVED, document, tested[0], received[0][0])
        for declared, labelled in ((TESTED_AFTER_ISSUE, tested), (RECEIVED_AFTER_ISSUE, received)):
            if issued and labelled and labelled[-1][0] > issued:
                yield _out_of_order(declared, document, labelled[-1], issued)


EDITION_NOT_STATED = TOPIC.declare(
    "edition_not_stated",
    Severity.NOTE,
    _("The report names %(standard)s without its year: the tested edition is unknown."),
)


def edition(case: Case) -> Iterator[Finding]:
    """A report that names a standard without its year, and nowhere with it."""
    if not _is_report(case):
        return
    values = [
        (document, value, cited)
        for document, value in case.values_read(FieldName.STANDARD)
        for cited in case.citations(value.value)
    ]
    dated = {cited.key for _document, _value, cited in values if cited.edition}
    for document, value, cited in values:
        if not cited.edition and not any(key.startswith(cited.key) for key in dated):
            yield EDITION_NOT_STATED.finding_at(document, value, standard=value.value)


PARTS_NOT_READ = TOPIC.declare(
    "parts_not_read",
    Severity.NOTE,
    _("Not read on the report: %(parts)s. It may be a mark that is an image: look for it."),
)


def parts(case: Case) -> Iterator[Finding]:
    """What reports of laboratories carry and what was not read on this one. Marks are images, so this is a note."""
    for document, text in _reports(case):
        absent = [part for part in PARTS if not _report_words(part).search(text)]
        if absent and _is_read_well(document):
            yield PARTS_NOT_READ.finding_on(document, parts=", ".join(absent))


REPORT_BY_AGENT = TOPIC.declare(
    "report_by_agent",
    Severity.NOTE,
    _("The name of the issuer (%(issuer)s) is that of an agent rather than a laboratory. Please verify who tested."),
)


def agent(case: Case) -> Iterator[Finding]:
    """A report by a body whose name is that of an agent, not of a laboratory."""
    issuer = case.claim.issuer
    if not _is_report(case) or not pattern("agents", "words").search(issuer):
        return
    if not pattern("agents", "laboratories").search(issuer):
        yield REPORT_BY_AGENT.finding(issuer=issuer)


def _reports(case: Case) -> Iterator[tuple[Document, str]]:
    """The files of a report on which enough was read, with their text."""
    if _is_report(case):
        for document, reading in case.readings():
            if len(reading.text) >= MIN_CHARACTERS:
                yield document, reading.text


def _is_report(case: Case) -> bool:
    return applies("signatures_of_a_report", case.kind.id)


def _report_words(key: str) -> re.Pattern[str]:
    return pattern("signatures_of_a_report", key)


def _is_read_well(document: Document) -> bool:
    """Whether all pages were read well: only then a missing word is a finding."""
    pages = document.reading.pages if document.reading else ()
    return bool(pages) and all(page.source and page.confidence >= MIN_PAGE_CONFIDENCE for page in pages)


def _labelled_dates(reading: Reading, key: str) -> list[DateOnLine]:
    """The dates after a label, on its line or the next one, the earliest first."""
    dates: list[DateOnLine] = []
    for page in reading.pages:
        for index, line in enumerate(page.lines):
            if label := pattern("days_of_a_report", key).search(line.text):
                next_lines = page.lines[index + 1 : index + 2]
                on_next = [day for next_line in next_lines for day in _certain_dates(next_line.text, page, next_line)]
                dates += _certain_dates(line.text[label.end() :], page, line) or on_next
    return sorted(dates, key=lambda labelled: labelled[0])


def _certain_dates(text: str, page: Page, line: Line) -> list[DateOnLine]:
    return [
        (read.value, page, line)
        for read in dates_in(text)
        if read.value and read.certainty >= MIN_DATE_CERTAINTY and not read.is_month and not read.others
    ]


def _out_of_order(declared: FindingType, document: Document, labelled: DateOnLine, other: date) -> Finding:
    day, page, line = labelled
    return declared.finding_on(document, page, line.box, day=day.isoformat(), other=other.isoformat())


CHECKS = (
    signers,
    seal,
    limits_of_report,
    page_count,
    dates_in_order,
    edition,
    parts,
    agent,
)
