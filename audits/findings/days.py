"""Dates: in order, not in the future, not longer than such documents are valid, and as printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from audits.findings.case import Case
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import Topic
from audits.findings.months import months_later
from suppliers.documents.fields import UNLIMITED, FieldName
from suppliers.sentences.reasons import RevisionReason

TOPIC = Topic("Dates")
GRACE, GRACE_FROM_ISSUE = timedelta(days=31), timedelta(days=366)
"""How much longer than the type allows is no finding, as renewals are granted ahead. More where no first day is known."""


ISSUED_AFTER_END = TOPIC.declare(
    "issued_after_end", Severity.CONTRADICTION, _("Issued on %(day)s, after its own last day (%(last)s).")
)
BEGINS_AFTER_END = TOPIC.declare(
    "begins_after_end", Severity.CONTRADICTION, _("Valid from %(day)s, after its own last day (%(last)s).")
)


def order(case: Case) -> Iterator[Finding]:
    """No document is issued, or becomes valid, after its own last day."""
    claim = case.claim
    for declared, first in ((ISSUED_AFTER_END, claim.issued_on), (BEGINS_AFTER_END, claim.valid_from)):
        if first and claim.last_day and first > claim.last_day:
            yield declared.finding(day=first.isoformat(), last=claim.last_day.isoformat())


BEGINS_BEFORE_ISSUE = TOPIC.declare(
    "begins_before_issue", Severity.NOTE, _("Valid from %(day)s, long before it was issued (%(issued)s).")
)


def begins_before_issue(case: Case) -> Iterator[Finding]:
    """Valid from long before the issue: renewals print the date of the first issue, other documents should not."""
    issued, first = case.claim.issued_on, case.claim.valid_from
    if issued and first and first < issued - timedelta(days=366):
        yield BEGINS_BEFORE_ISSUE.finding(day=first.isoformat(), issued=issued.isoformat())


ISSUED_IN_FUTURE = TOPIC.declare(
    "issued_in_future", Severity.CONTRADICTION, _("Issued on %(day)s, which is in the future.")
)
NOT_YET_VALID = TOPIC.declare(
    "not_yet_valid",
    Severity.WARNING,
    _("Valid only from %(day)s."),
    reason=RevisionReason.NOT_YET_VALID,
)


def future(case: Case) -> Iterator[Finding]:
    """Nothing is issued in the future; a document may become valid later."""
    if case.claim.issued_on and case.claim.issued_on > case.on:
        yield ISSUED_IN_FUTURE.finding(day=case.claim.issued_on.isoformat())
    if case.claim.valid_from and case.claim.valid_from > case.on:
        yield NOT_YET_VALID.finding(day=case.claim.valid_from.isoformat())


EXPIRED = TOPIC.declare("expired", Severity.WARNING, _("Expired on %(day)s."), reason=RevisionReason.EXPIRED)


def expired(case: Case) -> Iterator[Finding]:
    """The legal last day has passed."""
    if case.claim.valid_until and case.claim.valid_until < case.on:
        yield EXPIRED.finding(day=case.claim.valid_until.isoformat())


LONGER_THAN_ALLOWED = TOPIC.declare(
    "longer_than_allowed",
    Severity.WARNING,
    _("Valid until %(last)s: such documents are valid for at most %(months)s months."),
)


def too_long(case: Case) -> Iterator[Finding]:
    """Valid for longer than the type allows. Where law extends documents, the printed last day counts."""
    months, first = case.kind.months, case.claim.begins
    if not months or first is None:
        return
    last, grace = case.claim.last_day, GRACE if case.claim.valid_from else GRACE_FROM_ISSUE
    if last is not None and last > months_later(first, months) + grace:
        yield LONGER_THAN_ALLOWED.finding(months=str(months), last=last.isoformat())


NO_LAST_DAY = TOPIC.declare(
    "no_last_day",
    Severity.NOTE,
    _("No last day is claimed, but such documents are valid for at most %(months)s months."),
)


def no_end(case: Case) -> Iterator[Finding]:
    """Such documents end, and no end is claimed."""
    if case.kind.months and case.claim.last_day is None:
        yield NO_LAST_DAY.finding(months=str(case.kind.months))


END_NOT_CLAIMED = TOPIC.declare(
    "end_not_claimed", Severity.WARNING, _("The document prints a last day (%(read)s); none is claimed.")
)
ISSUED_ON_DIFFERS = TOPIC.declare(
    "issued_on_differs",
    Severity.CONTRADICTION,
    _("The document prints %(read)s as the date of issue; claimed is %(claimed)s."),
)
VALID_FROM_DIFFERS = TOPIC.declare(
    "valid_from_differs",
    Severity.CONTRADICTION,
    _("The document prints %(read)s as its first day; claimed is %(claimed)s."),
)
VALID_UNTIL_DIFFERS = TOPIC.declare(
    "valid_until_differs",
    Severity.CONTRADICTION,
    _("The document prints %(read)s as its last day; claimed is %(claimed)s."),
)
TYPES_BY_FIELD = {
    FieldName.ISSUED_ON: ISSUED_ON_DIFFERS,
    FieldName.VALID_FROM: VALID_FROM_DIFFERS,
    FieldName.VALID_UNTIL: VALID_UNTIL_DIFFERS,
}


def as_printed(case: Case) -> Iterator[Finding]:
    """Claimed dates, and what was read for them. Of several that were read, one that agrees is enough."""
    claim = case.claim
    claimed = {
        FieldName.ISSUED_ON: claim.issued_on,
        FieldName.VALID_FROM: claim.valid_from,
        FieldName.VALID_UNTIL: claim.last_day,
    }
    for name, day in claimed.items():
        yield from _compare_printed(case, name, day)


def _compare_printed(case: Case, name: FieldName, claimed: date | None) -> Iterator[Finding]:
    best = case.best_read(name)
    if best is None:
        return
    document, read = best
    if claimed is None:
        if name is FieldName.VALID_UNTIL and read.value != UNLIMITED:
            yield END_NOT_CLAIMED.finding_at(document, read, read=read.value)
    elif all(value.value != claimed.isoformat() for _document, value in case.values_read(name)):
        yield TYPES_BY_FIELD[name].finding_at(document, read, read=read.value, claimed=claimed.isoformat())


CHECKS = (order, begins_before_issue, future, expired, too_long, no_end, as_printed)
