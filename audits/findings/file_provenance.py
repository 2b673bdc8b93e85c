"""How the file was made: by what, when, and how often it was saved, beside what the document states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from audits.findings.case import Case, Document, found_on
from audits.findings.company_names import Likeness, likeness
from audits.findings.finding import Finding, Severity
from audits.findings.lists import lists
from suppliers.documents.fields import FieldName
from suppliers.documents.reading import Metadata, Page, Source

SLACK = timedelta(days=2)
"""Clocks and time zones: so much is no difference."""
LONG_AFTER = timedelta(days=120)
LONGEST = 120
"""Signs of a text that a stranger wrote into the file."""
COMPANY = re.compile(r"co\.?,?\s*ltd|limited|gmbh|有限公司", re.IGNORECASE)


def day_of(moment: str) -> date | None:
    """The day of a moment as files write it; None where it is none."""
    try:
        return datetime.fromisoformat(moment).date()
    except ValueError:
        return None


def made_before_issue(case: Case) -> Iterator[Finding]:
    """Last changed before the day on which the document says it was issued: what was printed then cannot know that day."""
    issued = case.claim.issued_on
    for document, said in _said(case):
        last = day_of(said.modified) or day_of(said.created)
        if issued and last and last < issued - SLACK:
            params = {"day": last.isoformat(), "issued": issued.isoformat()}
            yield found_on("made_before_issue", Severity.WARNING, document, **params)


def made_after_issue(case: Case) -> Iterator[Finding]:
    """A file with a text layer, born digital, that was made long after its day. A scan may be of any day."""
    issued = case.claim.issued_on
    for document, said in _said(case):
        made = day_of(said.created)
        if (
            issued
            and made
            and made > issued + LONG_AFTER
            and document.reading
            and _is_born_digital(document.reading.pages)
        ):
            params = {"day": made.isoformat(), "issued": issued.isoformat()}
            yield found_on("made_after_issue", Severity.NOTE, document, **params)


def made_in_future(case: Case) -> Iterator[Finding]:
    """A clock that was set by hand, or wrongly."""
    for document, said in _said(case):
        days = [day for text in (said.created, said.modified) if (day := day_of(text))]
        if days and max(days) > case.on + SLACK:
            yield found_on("made_in_future", Severity.WARNING, document, day=max(days).isoformat())


def changed_before_made(case: Case) -> Iterator[Finding]:
    """Changed on a day before it was made."""
    for document, said in _said(case):
        made, changed = day_of(said.created), day_of(said.modified)
        if made and changed and changed < made - SLACK:
            params = {"made": made.isoformat(), "changed": changed.isoformat()}
            yield found_on("changed_before_made", Severity.WARNING, document, **params)


def says_otherwise(case: Case) -> Iterator[Finding]:
    """A file says of its making in two places; editors forget the second."""
    for document, said in _said(case):
        for name in ("producer", "creator"):
            first, second = getattr(said, name), said.said_again.get(name, "")
            if first and second and first.casefold().split() != second.casefold().split():
                yield found_on(
                    "making_said_twice", Severity.NOTE, document, one=first[:LONGEST], other=second[:LONGEST]
                )


def editor(case: Case) -> Iterator[Finding]:
    """Programs that change finished files."""
    for document, said in _said(case):
        making = " / ".join(dict.fromkeys(filter(None, (said.creator, said.producer))))
        if any(name in making.casefold() for name in lists()["editors"]["names"]):
            yield found_on("made_by_editor", Severity.WARNING, document, program=making[:LONGEST])


def revisions(case: Case) -> Iterator[Finding]:
    """Saved again after it was made. Every signature saves it once more: those count for nothing."""
    for document, reading in case.readings():
        saved = reading.structure.revisions - len(reading.signatures) if reading.structure else 1
        if saved > 1:
            yield found_on("saved_again", Severity.NOTE, document, times=str(saved))


def author(case: Case) -> Iterator[Finding]:
    """An author that is a company, and neither this one nor the issuer: left from the file that served as a model."""
    issuers = [one.value for _document, one in case.every(FieldName.ISSUER)]
    own = [case.company.name_en, case.company.name_zh, case.claim.issuer, *issuers]
    for document, said in _said(case):
        compared = [level for name in own if (level := likeness(said.author, name)) is not None]
        if COMPANY.search(said.author) and compared and max(compared) is Likeness.OTHER:
            yield found_on("author_is_another", Severity.NOTE, document, author=said.author[:LONGEST])


def _said(case: Case) -> Iterator[tuple[Document, Metadata]]:
    return ((document, reading.metadata) for document, reading in case.readings() if reading.metadata)


def _is_born_digital(pages: tuple[Page, ...]) -> bool:
    return bool(pages) and all(page.source is Source.TEXT_LAYER for page in pages)


CHECKS = (
    made_before_issue,
    made_after_issue,
    made_in_future,
    changed_before_made,
    says_otherwise,
    editor,
    author,
    revisions,
)
