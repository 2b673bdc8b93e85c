"""Words on the document that are known from documents without effect, and words that a report should have. Text only: seals
and signatures that are pictures cannot be told, so what is missing is a note and never more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audits.findings.case import Case, Document, found_on
from audits.findings.finding import Finding, Severity
from audits.findings.lists import applies, lists, pattern
from suppliers.documents.fields.dates import dates_in
from suppliers.documents.reading import Page

TITLE_LINES = 12
"""A title stands among the first lines."""
ENOUGH_TEXT = 400
"""A report of which less was read says nothing by what is missing."""
READ_WELL = 0.7
SIGNERS = ("tester", "checker", "approver")


def voluntary_title(case: Case) -> Iterator[Finding]:
    """Titles of documents without legal effect where the type asks for a body's examination."""
    if applies("voluntary_titles", case.kind.id):
        yield from _said(case, pattern("voluntary_titles"), "voluntary_title", Severity.WARNING, first=TITLE_LINES)


def not_for_customs(case: Case) -> Iterator[Finding]:
    """Documents that say of themselves that they prove nothing of conformity."""
    if case.kind.market in ("EU", "GB"):
        yield from _said(case, pattern("not_for_customs"), "says_it_proves_nothing", Severity.WARNING)


def fda_certificate(case: Case) -> Iterator[Finding]:
    """FDA issues no registration certificates: whoever prints one is somebody else."""
    yield from _said(case, pattern("fda_certificates"), "fda_certificate", Severity.WARNING)


def foreign_marks(case: Case) -> Iterator[Finding]:
    """FDA or CE on a Chinese slip of conformity."""
    for document, page in case.pages():
        marks = pattern("foreign_marks_on_chinese_slips", "marks").search(page.text)
        if marks and pattern("foreign_marks_on_chinese_slips", "slip").search(page.text):
            yield found_on("foreign_mark_on_slip", Severity.NOTE, document, page, said=marks[0])


def signers(case: Case) -> Iterator[Finding]:
    """A report names its tester, checker and approver."""
    for document, text in reports(case):
        absent = [one for one in SIGNERS if not _in_report(one).search(text)]
        if absent and is_read_well(document):
            yield found_on("signers_not_read", Severity.NOTE, document, who=", ".join(absent))


def seal(case: Case) -> Iterator[Finding]:
    """A Chinese report carries the special testing seal. Round seals are often not read: a note."""
    for document, text in reports(case):
        if case.kind.id == "cn_gb_report" and is_read_well(document) and not _in_report("seal").search(text):
            yield found_on("seal_not_read", Severity.NOTE, document)


def limits_of_report(case: Case) -> Iterator[Finding]:
    """A report that is partial, or in which somebody else tested, outside what the laboratory is accredited for."""
    if applies("signatures_of_a_report", case.kind.id):
        for code, key in (("report_is_partial", "partial"), ("tested_by_another", "subcontracted")):
            yield from _said(case, _in_report(key), code, Severity.NOTE)


def respirators(case: Case) -> Iterator[Finding]:
    """Signs on respirator documents: NIOSH misspelt, a class of one country with the approval of another, no TC number."""
    yield from _said(case, _of_respirators("misspelt"), "niosh_misspelt", Severity.WARNING)
    for document, page in case.pages():
        text = page.text
        if not _of_respirators("niosh").search(text):
            continue
        if (chinese := _of_respirators("chinese").search(text)) and not _of_respirators("american").search(text):
            yield found_on("niosh_on_chinese_class", Severity.WARNING, document, page, said=chinese[0])
        if (loops := _of_respirators("ear_loops").search(text)) and _of_respirators("american").search(text):
            yield found_on("ear_loops", Severity.NOTE, document, page, said=loops[0])
        if (worn := _of_respirators("decorated").search(text)) and _of_respirators("american").search(text):
            yield found_on("niosh_decorated", Severity.NOTE, document, page, said=worn[0])
        if child := _of_respirators("for_children").search(text):
            yield found_on("niosh_for_children", Severity.WARNING, document, page, said=child[0])


def slip(case: Case) -> Iterator[Finding]:
    """A Chinese slip of conformity without a maker or without a day."""
    for document, page in case.pages():
        text = page.text
        is_slip = pattern("foreign_marks_on_chinese_slips", "slip").search(_head(page))
        if is_slip and page.confidence >= READ_WELL:
            has_maker = pattern("chinese_slips", "maker").search(text)
            absent = [*([] if has_maker else ["maker"]), *([] if dates_in(text) else ["day"])]
            if absent:
                yield found_on("slip_not_whole", Severity.NOTE, document, page, parts=", ".join(absent))


def export_only(case: Case) -> Iterator[Finding]:
    """A document for export only, claimed as a registration in China."""
    if applies("export_only", case.kind.id):
        yield from _said(case, pattern("export_only"), "says_export_only", Severity.WARNING)


def rules_of_2020(case: Case) -> Iterator[Finding]:
    """Rules that were over when the document was issued."""
    issued = case.claim.issued_on
    if issued and issued >= lists()["rules_of_2020"]["repealed"]:
        yield from _said(case, pattern("rules_of_2020"), "cites_repealed_rule", Severity.NOTE)


def approval_number(case: Case) -> Iterator[Finding]:
    """A NIOSH document without a TC number."""
    if case.kind.id != "us_niosh":
        return
    for document, reading in case.readings():
        if len(reading.text) >= ENOUGH_TEXT and not _of_respirators("approval").search(reading.text):
            yield found_on("no_tc_number", Severity.WARNING, document)


def _said(
    case: Case, words: re.Pattern[str], code: str, severity: Severity, *, first: int | None = None
) -> Iterator[Finding]:
    """The first place of each file where it is said, on one line or across two."""
    for document, reading in case.readings():
        place = next((hit for page in reading.pages if (hit := _place(page, words, first))), None)
        if place is not None:
            page, index, said = place
            yield found_on(code, severity, document, page, page.lines[index].box, said=" ".join(said.split())[:80])


def _place(page: Page, words: re.Pattern[str], first: int | None) -> tuple[Page, int, str] | None:
    lines = page.lines[:first]
    found = words.search("\n".join(line.text for line in lines))
    if found is None:
        return None
    return page, found.string.count("\n", 0, found.start()), found[0]


def _head(page: Page) -> str:
    return "\n".join(line.text for line in page.lines[:TITLE_LINES])


def reports(case: Case) -> Iterator[tuple[Document, str]]:
    """Reports of which enough was read."""
    if applies("signatures_of_a_report", case.kind.id):
        for document, reading in case.readings():
            if len(reading.text) >= ENOUGH_TEXT:
                yield document, reading.text


def is_read_well(document: Document) -> bool:
    """Whether all pages were read well: only then missing words are worth a word."""
    pages = document.reading.pages if document.reading else ()
    return bool(pages) and all(page.source and page.confidence >= READ_WELL for page in pages)


def _in_report(key: str) -> re.Pattern[str]:
    return pattern("signatures_of_a_report", key)


def _of_respirators(key: str) -> re.Pattern[str]:
    return pattern("respirators", key)


CHECKS = (
    voluntary_title,
    not_for_customs,
    fda_certificate,
    foreign_marks,
    slip,
    export_only,
    rules_of_2020,
    signers,
    seal,
    limits_of_report,
    respirators,
    approval_number,
)
