"""Days: in order, not in the future, not longer than such documents hold, and as they are printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from audits.findings.case import Case, found_at
from audits.findings.finding import Finding, Severity
from audits.findings.warnings import months_later
from suppliers.documents.fields import UNLIMITED, FieldName

GRACE, GRACE_FROM_ISSUE = timedelta(days=31), timedelta(days=366)
"""Renewals are granted ahead: so much longer than the type allows is nothing to look at. More where no first day is known."""


def order(case: Case) -> Iterator[Finding]:
    """No document is issued after its own last day, or begins after it."""
    claim = case.claim
    for code, first in (("issued_after_end", claim.issued_on), ("begins_after_end", claim.valid_from)):
        if first and claim.last_day and first > claim.last_day:
            yield Finding(code, Severity.CONTRADICTION, {"day": first.isoformat(), "last": claim.last_day.isoformat()})


def begins_before_issue(case: Case) -> Iterator[Finding]:
    """A document that holds from long before it was issued: renewals say so of the first issue, others should not."""
    issued, first = case.claim.issued_on, case.claim.valid_from
    if issued and first and first < issued - timedelta(days=366):
        yield Finding("begins_before_issue", Severity.NOTE, {"day": first.isoformat(), "issued": issued.isoformat()})


def future(case: Case) -> Iterator[Finding]:
    """Nothing is issued on a day that is still to come."""
    if case.claim.issued_on and case.claim.issued_on > case.on:
        yield Finding("issued_in_future", Severity.CONTRADICTION, {"day": case.claim.issued_on.isoformat()})
    if case.claim.valid_from and case.claim.valid_from > case.on:
        yield Finding("not_yet_valid", Severity.WARNING, {"day": case.claim.valid_from.isoformat()})


def expired(case: Case) -> Iterator[Finding]:
    """The legal last day is over."""
    if case.claim.valid_until and case.claim.valid_until < case.on:
        yield Finding("expired", Severity.WARNING, {"day": case.claim.valid_until.isoformat()})


def too_long(case: Case) -> Iterator[Finding]:
    """Longer than documents of this type hold, counted from where it begins. Where law extends them, by what is printed."""
    months, first = case.kind.months, case.claim.begins
    if not months or first is None:
        return
    last, grace = case.claim.last_day, GRACE if case.claim.valid_from else GRACE_FROM_ISSUE
    if last is not None and last > months_later(first, months) + grace:
        yield Finding("longer_than_allowed", Severity.WARNING, {"months": str(months), "last": last.isoformat()})


def no_end(case: Case) -> Iterator[Finding]:
    """Such documents end, and none is claimed."""
    if case.kind.months and case.claim.last_day is None:
        yield Finding("no_last_day", Severity.NOTE, {"months": str(case.kind.months)})


def as_printed(case: Case) -> Iterator[Finding]:
    """Days that are claimed, and what was read for them. Several that were read: one that agrees is enough."""
    claim = case.claim
    claimed = {
        FieldName.ISSUED_ON: claim.issued_on,
        FieldName.VALID_FROM: claim.valid_from,
        FieldName.VALID_UNTIL: claim.last_day,
    }
    for name, day in claimed.items():
        yield from _as_printed(case, name, day)


def _as_printed(case: Case, name: FieldName, day: date | None) -> Iterator[Finding]:
    read = case.surest(name)
    if read is None:
        return
    document, one = read
    if day is None:
        if name is FieldName.VALID_UNTIL and one.value != UNLIMITED:
            yield found_at("end_not_claimed", Severity.WARNING, document, one, read=one.value)
    elif all(other.value != day.isoformat() for _document, other in case.every(name)):
        yield found_at(
            f"{name}_differs", Severity.CONTRADICTION, document, one, read=one.value, claimed=day.isoformat()
        )


CHECKS = (order, begins_before_issue, future, expired, too_long, no_end, as_printed)
