"""Words on a document: titles and statements known from documents without legal effect, and what slips and approvals
should state. Text only: marks and seals that are images are not recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from audits.findings.case import Case
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import FindingType, Topic
from audits.findings.lists import applies, lists, pattern
from suppliers.documents.fields.dates import dates_in
from suppliers.documents.reading import Page
from suppliers.sentences.reasons import RevisionReason

TOPIC = Topic("Titles and statements")
MAX_TITLE_LINES = 12
"""A title is among the first lines."""
MIN_CHARACTERS = 400
"""Of a document on which less was read, missing words say nothing."""
MIN_PAGE_CONFIDENCE = 0.7
MAX_QUOTED_CHARACTERS = 80


VOLUNTARY_TITLE = TOPIC.declare(
    "voluntary_title",
    Severity.WARNING,
    _("Its title is “%(said)s”: such documents have no legal effect where an examination by a body is required."),
    reason=RevisionReason.WRONG_TYPE,
)


def voluntary_title(case: Case) -> Iterator[Finding]:
    """Titles of documents without legal effect, where the type requires an examination by a body."""
    if applies("voluntary_titles", case.kind.id):
        yield from find_statement(case, pattern("voluntary_titles"), VOLUNTARY_TITLE, max_lines=MAX_TITLE_LINES)


SAYS_IT_PROVES_NOTHING = TOPIC.declare(
    "says_it_proves_nothing", Severity.WARNING, _("It states what it does not prove: “%(said)s”.")
)


def disclaimer(case: Case) -> Iterator[Finding]:
    """Documents that state that they prove no conformity."""
    if case.kind.market in ("EU", "GB"):
        yield from find_statement(case, pattern("not_for_customs"), SAYS_IT_PROVES_NOTHING)


FDA_CERTIFICATE = TOPIC.declare(
    "fda_certificate",
    Severity.WARNING,
    _("“%(said)s”: FDA issues no such certificates, and a listing is no approval."),
    reason=RevisionReason.WRONG_TYPE,
)


def fda_certificate(case: Case) -> Iterator[Finding]:
    """FDA issues no registration certificates: somebody else printed this one."""
    yield from find_statement(case, pattern("fda_certificates"), FDA_CERTIFICATE)


FOREIGN_MARK_ON_SLIP = TOPIC.declare(
    "foreign_mark_on_slip", Severity.NOTE, _("A Chinese slip of conformity carries “%(said)s”.")
)


def foreign_marks(case: Case) -> Iterator[Finding]:
    """FDA or CE on a Chinese slip of conformity."""
    for document, page in case.pages():
        marks = pattern("foreign_marks_on_chinese_slips", "marks").search(page.text)
        if marks and pattern("foreign_marks_on_chinese_slips", "slip").search(page.text):
            yield FOREIGN_MARK_ON_SLIP.finding_on(document, page, said=marks[0])


SLIP_NOT_WHOLE = TOPIC.declare("slip_not_whole", Severity.NOTE, _("Not read on the slip of conformity: %(parts)s."))


def slip(case: Case) -> Iterator[Finding]:
    """A Chinese slip of conformity without a manufacturer or without a date."""
    for document, page in case.pages():
        head = "\n".join(line.text for line in page.lines[:MAX_TITLE_LINES])
        if not pattern("foreign_marks_on_chinese_slips", "slip").search(head) or page.confidence < MIN_PAGE_CONFIDENCE:
            continue
        has_maker = pattern("chinese_slips", "maker").search(page.text)
        absent = [*([] if has_maker else ["maker"]), *([] if dates_in(page.text) else ["day"])]
        if absent:
            yield SLIP_NOT_WHOLE.finding_on(document, page, parts=", ".join(absent))


SAYS_EXPORT_ONLY = TOPIC.declare(
    "says_export_only",
    Severity.WARNING,
    _("It states “%(said)s”: documents for export only are no Chinese approval."),
    reason=RevisionReason.WRONG_TYPE,
)


def export_only(case: Case) -> Iterator[Finding]:
    """A document for export only, claimed as a registration in China."""
    if applies("export_only", case.kind.id):
        yield from find_statement(case, pattern("export_only"), SAYS_EXPORT_ONLY)


CITES_REPEALED_RULE = TOPIC.declare(
    "cites_repealed_rule",
    Severity.NOTE,
    _("“%(said)s”: the rules of 2020 were repealed on 29 August 2023, before this document was issued."),
)


def rules_of_2020(case: Case) -> Iterator[Finding]:
    """Rules that were repealed when the document was issued."""
    issued = case.claim.issued_on
    if issued and issued >= lists()["rules_of_2020"]["repealed"]:
        yield from find_statement(case, pattern("rules_of_2020"), CITES_REPEALED_RULE)


NIOSH_MISSPELT = TOPIC.declare("niosh_misspelt", Severity.WARNING, _("“%(said)s”: NIOSH is misspelt."))
NIOSH_ON_CHINESE_CLASS = TOPIC.declare(
    "niosh_on_chinese_class",
    Severity.WARNING,
    _("NIOSH is next to “%(said)s”, a Chinese class that NIOSH does not approve."),
)
EAR_LOOPS = TOPIC.declare(
    "ear_loops",
    Severity.NOTE,
    _("“%(said)s” next to an American class: such respirators usually have straps around the head."),
)
NIOSH_DECORATED = TOPIC.declare(
    "niosh_decorated",
    Severity.NOTE,
    _("“%(said)s” next to an American class: respirators that NIOSH approves usually have no decoration."),
)
NIOSH_FOR_CHILDREN = TOPIC.declare(
    "niosh_for_children",
    Severity.WARNING,
    _("“%(said)s” next to NIOSH, which approves no respirators for children."),
)


def respirators(case: Case) -> Iterator[Finding]:
    """NIOSH misspelt, or next to what it does not approve."""
    yield from find_statement(case, _respirator_words("misspelt"), NIOSH_MISSPELT)
    for document, page in case.pages():
        text = page.text
        if not _respirator_words("niosh").search(text):
            continue
        is_american = _respirator_words("american").search(text) is not None
        for key, declared, applies_here in (
            ("chinese", NIOSH_ON_CHINESE_CLASS, not is_american),
            ("ear_loops", EAR_LOOPS, is_american),
            ("decorated", NIOSH_DECORATED, is_american),
            ("for_children", NIOSH_FOR_CHILDREN, True),
        ):
            match = _respirator_words(key).search(text)
            if match and applies_here:
                yield declared.finding_on(document, page, said=match[0])


NO_TC_NUMBER = TOPIC.declare(
    "no_tc_number", Severity.WARNING, _("No TC number was read: approvals by NIOSH carry one.")
)


def approval_number(case: Case) -> Iterator[Finding]:
    """A NIOSH document without a TC number."""
    if case.kind.id != "us_niosh":
        return
    for document, reading in case.readings():
        if len(reading.text) >= MIN_CHARACTERS and not _respirator_words("approval").search(reading.text):
            yield NO_TC_NUMBER.finding_on(document)


def find_statement(
    case: Case, words: re.Pattern[str], declared: FindingType, *, max_lines: int | None = None
) -> Iterator[Finding]:
    """The first place of each file where these words are, on one line or across two; of each page the first lines."""
    for document, reading in case.readings():
        matches = (match for page in reading.pages if (match := _match_on(page, words, max_lines)))
        if first := next(matches, None):
            page, index, text = first
            quoted = " ".join(text.split())[:MAX_QUOTED_CHARACTERS]
            yield declared.finding_on(document, page, page.lines[index].box, said=quoted)


def _match_on(page: Page, words: re.Pattern[str], max_lines: int | None) -> tuple[Page, int, str] | None:
    """The page, the index of the line and the words found there."""
    match = words.search("\n".join(line.text for line in page.lines[:max_lines]))
    if match is None:
        return None
    return page, match.string.count("\n", 0, match.start()), match[0]


def _respirator_words(key: str) -> re.Pattern[str]:
    return pattern("respirators", key)


CHECKS = (
    voluntary_title,
    disclaimer,
    fda_certificate,
    foreign_marks,
    slip,
    export_only,
    rules_of_2020,
    respirators,
    approval_number,
)
