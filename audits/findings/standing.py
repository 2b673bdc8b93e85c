"""What a document says of its own standing: specimen, draft, cancelled, suspended, voluntary, an old edition; and, as
dated facts, that a suspension ended, a former name, the document that it replaces."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from audits.findings.case import Case, Document
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import FindingType, Topic
from suppliers.documents.statements import Standing, Statement, is_suspended, statements_in
from suppliers.sentences.reasons import RevisionReason

TOPIC = Topic("What the document says of its own standing")

MARKED_SPECIMEN = TOPIC.declare(
    "marked_specimen", Severity.WARNING, _("It is marked “%(said)s”: a specimen proves nothing.")
)
MARKED_DRAFT = TOPIC.declare("marked_draft", Severity.WARNING, _("It is marked “%(said)s”: a draft proves nothing."))
SAYS_CANCELLED = TOPIC.declare("says_cancelled", Severity.WARNING, _("It says “%(said)s”. Date stated: %(day)s."))
SAYS_SUSPENDED = TOPIC.declare(
    "says_suspended",
    Severity.WARNING,
    _("It says “%(said)s”, and no later end of the suspension was read. Date stated: %(day)s."),
)
SAYS_VOLUNTARY = TOPIC.declare(
    "says_voluntary",
    Severity.WARNING,
    _("It says “%(said)s”: such documents have no legal effect where an examination by a body is required."),
    reason=RevisionReason.WRONG_TYPE,
)
OLD_EDITION = TOPIC.declare(
    "names_old_edition",
    Severity.WARNING,
    _("It names “%(said)s”, an edition that was withdrawn."),
    reason=RevisionReason.SUPERSEDED_STANDARD,
)
SUSPENSION_ENDED = TOPIC.declare(
    "suspension_ended", Severity.NOTE, _("It was suspended (%(day)s) and reinstated (%(other)s), as it says itself.")
)
TYPES: dict[Standing, FindingType] = {
    Standing.SPECIMEN: MARKED_SPECIMEN,
    Standing.DRAFT: MARKED_DRAFT,
    Standing.CANCELLED: SAYS_CANCELLED,
    Standing.VOLUNTARY: SAYS_VOLUNTARY,
    Standing.OLD_EDITION: OLD_EDITION,
}
DATED = frozenset({Standing.CANCELLED, Standing.SUSPENDED})


def own_standing(case: Case) -> Iterator[Finding]:
    """Each kind of statement once per file, at its first place."""
    for document, reading in case.readings():
        found = statements_in(reading)
        first = {one.standing: one for one in reversed(found)}
        for standing, declared in TYPES.items():
            if standing in first:
                yield _finding(document, first[standing], declared)
        if suspended := first.get(Standing.SUSPENDED):
            yield from _suspension(document, suspended, found)


def _suspension(document: Document, suspended: Statement, found: tuple[Statement, ...]) -> Iterator[Finding]:
    if is_suspended(found):
        yield _finding(document, suspended, SAYS_SUSPENDED)
        return
    ended = max((one for one in found if one.standing is Standing.REINSTATED), key=lambda one: one.day)
    days = {"day": suspended.day or "—", "other": ended.day or "—"}
    yield SUSPENSION_ENDED.finding_on(document, ended.page, ended.box, **days)


def _finding(document: Document, one: Statement, declared: FindingType) -> Finding:
    params = {"said": one.said} | ({"day": one.day or "—"} if one.standing in DATED else {})
    return declared.finding_on(document, one.page, one.box, **params)


CHECKS = (own_standing,)
