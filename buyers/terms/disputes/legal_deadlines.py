"""Deadlines of law that a case has: which apply, from which day they count, and the day on which they end at the latest.

Conservative: a holiday at the end, an interruption or an acknowledgement prolongs nothing here. Not legal advice.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from buyers.terms.errors import TermsError
from buyers.terms.files import Label, check_source, label_of, read_data

WorkingDays = Callable[[date, int, str], date]
"""The last of so many working days after a day, in a country."""
KINDS = frozenset({"limitation", "notice", "filing", "set_aside", "recall"})
ASKED = frozenset({"law", "place", "seat", "forum", "mode"})
LAST_MONTH = 12


@dataclass(frozen=True)
class Since:
    """What days are counted from. ``event`` is that of an order's milestones which tells the day; empty: a person states it."""

    id: str
    label: Label
    event: str


@dataclass(frozen=True)
class LegalDeadline:
    """One period of law. ``needs`` must all hold of a case. ``working`` is the country whose working days count, or empty.

    ``starts`` is the first day of ``since`` for which the period is this one, None where it always was.
    """

    id: str
    kind: str
    since: str
    years: int
    months: int
    days: int
    working: str
    needs: Mapping[str, frozenset[str]]
    starts: date | None
    act: str
    label: Label
    source: str
    confidence: str

    def last_day(self, day: date, working_days: WorkingDays) -> date:
        """The last day of the period that counts from ``day``."""
        if self.working:
            return working_days(day, self.days, self.working)
        return add_months(day, self.years * LAST_MONTH + self.months) + timedelta(days=self.days)

    def is_of(self, facts: CaseFacts) -> bool:
        """Whether everything that it needs holds of the case."""
        return all(values & facts.of(name) for name, values in self.needs.items())


@dataclass(frozen=True)
class CaseFacts:
    """What decides which periods a case has. ``days`` by id of ``Since``: those that are known."""

    kind: str
    law: str = ""
    forum: str = ""
    mode: str = ""
    seat: str = ""
    places: frozenset[str] = frozenset()
    """Countries that the case touches, and ``EU`` where one of them is a member state."""
    days: Mapping[str, date] = field(default_factory=dict)

    def of(self, name: str) -> frozenset[str]:
        return self.places if name == "place" else frozenset({getattr(self, name)} - {""})


@dataclass(frozen=True)
class Due:
    """A period that a case has, and its last day; None while the day that it counts from is not known."""

    rule: LegalDeadline
    since: date | None
    day: date | None


@dataclass(frozen=True)
class DeadlineData:
    """The whole file."""

    answer_days: int
    since: Mapping[str, Since]
    deadlines: Mapping[str, LegalDeadline]
    kinds: Mapping[str, frozenset[str]]
    filing_since: Mapping[str, frozenset[str]]


def due_of(facts: CaseFacts, working_days: WorkingDays) -> tuple[Due, ...]:
    """All periods of that case, those with a day first, in the order of their days."""
    data = deadline_data()
    found = []
    for rule in data.deadlines.values():
        day = facts.days.get(rule.since)
        if _is_of_kind(rule, facts.kind, data) and rule.is_of(facts) and not _is_before(rule, day):
            found.append(Due(rule, day, rule.last_day(day, working_days) if day else None))
    return tuple(sorted(found, key=lambda one: (one.day is None, one.day or date.max, one.rule.id)))


def days_asked_for(facts: CaseFacts, working_days: WorkingDays) -> tuple[Since, ...]:
    """The days from which its periods count and that nobody has stated yet."""
    missing = {due.rule.since for due in due_of(facts, working_days) if due.day is None}
    return tuple(one for one in deadline_data().since.values() if one.id in missing)


def add_months(day: date, months: int) -> date:
    """The day of the same number so many months later, or the last of that month where it has no such day."""
    year, month = divmod(day.year * LAST_MONTH + day.month - 1 + months, LAST_MONTH)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _is_of_kind(rule: LegalDeadline, kind: str, data: DeadlineData) -> bool:
    wanted = data.filing_since.get(kind)
    return rule.kind in data.kinds.get(kind, frozenset()) and not (
        rule.kind == "filing" and wanted is not None and rule.since not in wanted
    )


def _is_before(rule: LegalDeadline, day: date | None) -> bool:
    """Whether another period held on that day."""
    return rule.starts is not None and day is not None and day < rule.starts


@cache
def deadline_data() -> DeadlineData:
    """Our own file."""
    return data_of(read_data("case_deadlines.yaml"))


def data_of(data: Mapping[str, Any]) -> DeadlineData:
    """Raises TermsError ``id-twice``, ``unknown-kind``, ``unknown-since``, ``unknown-need``, ``no-period`` or of sources."""
    since = {row["id"]: Since(row["id"], label_of(row), row.get("event", "")) for row in data["since"]}
    rules = {row["id"]: _rule(row, since, data["meta"]["sources"]) for row in data["deadlines"]}
    if len(rules) != len(data["deadlines"]) or len(since) != len(data["since"]):
        raise TermsError("id-twice")
    kinds = {kind: frozenset(found) for kind, found in data["kinds"].items()}
    if unknown := frozenset().union(*kinds.values()) - KINDS:
        raise TermsError("unknown-kind", kind=min(unknown))
    check_source(data["answer"])
    filing = {kind: frozenset(found) for kind, found in data["filing_since"].items()}
    return DeadlineData(data["answer"]["days"], since, rules, kinds, filing)


def _rule(row: dict[str, Any], since: Mapping[str, Since], sources: Mapping[str, str]) -> LegalDeadline:
    check_source(row)
    if row["kind"] not in KINDS:
        raise TermsError("unknown-kind", row=row["id"])
    if row["since"] not in since:
        raise TermsError("unknown-since", row=row["id"])
    if unknown := set(row["needs"]) - ASKED:
        raise TermsError("unknown-need", row=row["id"], need=min(unknown))
    period = {unit: row.get(unit, 0) for unit in ("years", "months", "days")}
    if not any(period.values()):
        raise TermsError("no-period", row=row["id"])
    return LegalDeadline(
        id=row["id"],
        kind=row["kind"],
        since=row["since"],
        **period,
        working=row.get("working", ""),
        needs={name: frozenset(values) for name, values in row["needs"].items()},
        starts=date.fromisoformat(row["from"]) if "from" in row else None,
        act=row["act"],
        label=label_of(row),
        source=sources[row["source"]],
        confidence=row["confidence"],
    )
