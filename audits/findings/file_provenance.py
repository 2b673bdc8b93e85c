"""How the file was made: by which program, when, and how often it was saved, compared with what the document states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from audits.findings.case import Case, Document
from audits.findings.company_names import NameMatch, compare_names
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import Topic
from audits.findings.lists import lists
from suppliers.documents.fields import FieldName
from suppliers.documents.reading import Metadata, Page, Source

TOPIC = Topic("How the file was made")
CLOCK_TOLERANCE = timedelta(days=2)
"""Clocks and time zones differ by so much."""
LONG_AFTER_ISSUE = timedelta(days=120)
MAX_CHARACTERS = 120
"""Of a text that a stranger wrote into the file."""
COMPANY = re.compile(r"co\.?,?\s*ltd|limited|gmbh|有限公司", re.IGNORECASE)


def date_in(moment: str) -> date | None:
    """The date of a moment as files write it; None where the text is none."""
    try:
        return datetime.fromisoformat(moment).date()
    except ValueError:
        return None


MADE_BEFORE_ISSUE = TOPIC.declare(
    "made_before_issue",
    Severity.WARNING,
    _("The file was last changed on %(day)s, before the date of issue (%(issued)s)."),
)


def made_before_issue(case: Case) -> Iterator[Finding]:
    """Last changed before the date of issue: a file made then cannot contain that date."""
    issued = case.claim.issued_on
    for document, metadata in _metadata(case):
        last = date_in(metadata.modified) or date_in(metadata.created)
        if issued and last and last < issued - CLOCK_TOLERANCE:
            yield MADE_BEFORE_ISSUE.finding_on(document, day=last.isoformat(), issued=issued.isoformat())


MADE_AFTER_ISSUE = TOPIC.declare(
    "made_after_issue",
    Severity.NOTE,
    _("The file was made on %(day)s and is no scan; the document is dated %(issued)s."),
)


def made_after_issue(case: Case) -> Iterator[Finding]:
    """A file with a text layer that was made long after the date of issue. A scan can be made on any day."""
    issued = case.claim.issued_on
    for document, metadata in _metadata(case):
        made = date_in(metadata.created)
        if not issued or not made or made <= issued + LONG_AFTER_ISSUE:
            continue
        if document.reading and _is_born_digital(document.reading.pages):
            yield MADE_AFTER_ISSUE.finding_on(document, day=made.isoformat(), issued=issued.isoformat())


MADE_IN_FUTURE = TOPIC.declare(
    "made_in_future", Severity.WARNING, _("By its own data the file was made on %(day)s, which is in the future.")
)


def made_in_future(case: Case) -> Iterator[Finding]:
    """A clock that was set by hand, or wrong."""
    for document, metadata in _metadata(case):
        days = [day for text in (metadata.created, metadata.modified) if (day := date_in(text))]
        if days and max(days) > case.on + CLOCK_TOLERANCE:
            yield MADE_IN_FUTURE.finding_on(document, day=max(days).isoformat())


CHANGED_BEFORE_MADE = TOPIC.declare(
    "changed_before_made",
    Severity.WARNING,
    _("By its own data the file was changed on %(changed)s and made on %(made)s."),
)


def changed_before_made(case: Case) -> Iterator[Finding]:
    """Changed before it was made."""
    for document, metadata in _metadata(case):
        made, changed = date_in(metadata.created), date_in(metadata.modified)
        if made and changed and changed < made - CLOCK_TOLERANCE:
            yield CHANGED_BEFORE_MADE.finding_on(document, made=made.isoformat(), changed=changed.isoformat())


MAKING_SAID_TWICE = TOPIC.declare(
    "making_said_twice",
    Severity.NOTE,
    _("The file names two different programs for one step: “%(one)s” and “%(other)s”."),
)


def conflicting_metadata(case: Case) -> Iterator[Finding]:
    """A file names its programs in two places; editors often forget the second."""
    for document, metadata in _metadata(case):
        for name in ("producer", "creator"):
            first, second = getattr(metadata, name), metadata.xmp.get(name, "")
            if first and second and first.casefold().split() != second.casefold().split():
                params = {"one": first[:MAX_CHARACTERS], "other": second[:MAX_CHARACTERS]}
                yield MAKING_SAID_TWICE.finding_on(document, **params)


MADE_BY_EDITOR = TOPIC.declare(
    "made_by_editor",
    Severity.WARNING,
    _("The file was processed by a program that changes finished files: %(program)s."),
)


def editor(case: Case) -> Iterator[Finding]:
    """Programs that change finished files; not those in which a maker lays out its own declaration."""
    names = set(lists()["editors"]["names"])
    if case.kind.kind == "declaration":
        names -= set(lists()["editors"]["layout"])
    for document, metadata in _metadata(case):
        programs = " / ".join(dict.fromkeys(filter(None, (metadata.creator, metadata.producer))))
        if any(name in programs.casefold() for name in names):
            yield MADE_BY_EDITOR.finding_on(document, program=programs[:MAX_CHARACTERS])


AUTHOR_IS_ANOTHER = TOPIC.declare(
    "author_is_another", Severity.NOTE, _("The file names another company as its author: %(author)s.")
)


def author(case: Case) -> Iterator[Finding]:
    """An author that is a company, and neither this one nor the issuer: often left over from a file used as a model."""
    issuers = [value.value for _document, value in case.values_read(FieldName.ISSUER)]
    own = [case.company.name_en, case.company.name_zh, case.claim.issuer, *issuers]
    for document, metadata in _metadata(case):
        matches = [match for name in own if (match := compare_names(metadata.author, name)) is not None]
        if COMPANY.search(metadata.author) and matches and max(matches) is NameMatch.DIFFERENT:
            yield AUTHOR_IS_ANOTHER.finding_on(document, author=metadata.author[:MAX_CHARACTERS])


def _metadata(case: Case) -> Iterator[tuple[Document, Metadata]]:
    return ((document, reading.metadata) for document, reading in case.readings() if reading.metadata)


def _is_born_digital(pages: tuple[Page, ...]) -> bool:
    return bool(pages) and all(page.source is Source.TEXT_LAYER for page in pages)


CHECKS = (
    made_before_issue,
    made_after_issue,
    made_in_future,
    changed_before_made,
    conflicting_metadata,
    editor,
    author,
)
