"""The days of law of a case: computed from its facts and what is known, noted once, acknowledged by a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from audits.models import Country
from buyers.disputes.models import CaseDeadline, CaseStep, LegalCase
from buyers.terms import legal
from buyers.terms.disputes.legal_deadlines import CaseFacts, Due, Since, days_asked_for, deadline_data, due_of
from buyers.trade.services.facts import order_facts
from kpmarket.accounts.models import User
from kpmarket.foundation.working_days import CHINA, due_on

EUROPEAN_UNION = "EU"


class AcknowledgedAlready(Exception):
    """Somebody acknowledged it before."""


@dataclass(frozen=True)
class DayOfLaw:
    """A deadline as a page shows it. ``label``, ``since`` in the reader's language; ``is_past`` on the day it was asked."""

    row: CaseDeadline
    label: str
    act: str
    since: str
    is_past: bool
    is_sure: bool


def case_facts(case: LegalCase, steps: Iterable[CaseStep], *, at: datetime) -> CaseFacts:
    """What decides which periods of law the case has, with the days that are known at that moment."""
    stated = {step.since: step.day for step in steps if step.since and step.day}
    order = case.order
    if order is None:
        places = {case.jurisdiction, CHINA}
        return CaseFacts(case.kind, places=frozenset(_with_union(places)), days=stated)
    facts = order_facts(order, at=at)
    terms = facts.terms
    happened = {one.event: one.happened_on for one in facts.milestones if one.happened_on}
    events = {one.id: happened[one.event] for one in deadline_data().since.values() if one.event in happened}
    places = {case.jurisdiction, CHINA, order.buyer.country, order.destination}
    forum = legal.forums().get(terms.forum) if terms else None
    return CaseFacts(
        case.kind,
        law=terms.law if terms else "",
        forum=terms.forum if terms else "",
        mode=terms.mode if terms else "",
        seat=forum.seat_country if forum else "",
        places=frozenset(_with_union(places)),
        days={**events, **stated},
    )


@transaction.atomic
def note_deadlines(case: LegalCase, *, at: datetime) -> list[CaseDeadline]:
    """Write down every period whose day is known and was not noted for that day before. The case's row must be locked."""
    known = set(case.deadlines.exclude(rule="").values_list("rule", "since_day"))
    due = due_of(case_facts(case, case.steps.all(), at=at), due_on)
    return CaseDeadline.objects.bulk_create(
        _row(case, one, one.day, at) for one in due if one.day and (one.rule.id, one.since) not in known
    )


def days_of_law(rows: Sequence[CaseDeadline], language: str, on: date) -> list[DayOfLaw]:
    """The deadlines that count, the first on top: of several of one rule the one that was noted last."""
    last: dict[str, CaseDeadline] = {}
    for row in sorted(rows, key=lambda one: (one.noted_at, one.pk)):
        last[row.rule or f"own-{row.pk}"] = row
    return sorted((_in_words(row, language, on) for row in last.values()), key=lambda one: (one.row.day, one.row.pk))


def days_still_asked(case: LegalCase, steps: Iterable[CaseStep], *, at: datetime) -> tuple[Since, ...]:
    """Days that nobody has stated and from which a period counts."""
    return days_asked_for(case_facts(case, steps, at=at), due_on)


def acknowledge(deadline: CaseDeadline, *, by: User, at: datetime) -> None:
    """A person takes note of the day. Raises AcknowledgedAlready."""
    open_one = CaseDeadline.objects.filter(pk=deadline.pk, acknowledged_at=None)
    if not open_one.update(acknowledged_by=by, acknowledged_at=at):
        raise AcknowledgedAlready


def next_days(cases: Sequence[LegalCase], on: date) -> Mapping[int, date]:
    """Of each case the next day of law that is not past, in one query."""
    found: dict[int, date] = {}
    rows = CaseDeadline.objects.filter(case__in=cases, day__gte=on).order_by("-day").values_list("case", "day")
    for case, day in rows:
        found[case] = day
    return found


def _row(case: LegalCase, due: Due, day: date, at: datetime) -> CaseDeadline:
    return CaseDeadline(
        case=case,
        rule=due.rule.id,
        since_day=due.since,
        day=day,
        source=due.rule.source,
        confidence=due.rule.confidence,
        noted_at=at,
    )


def _in_words(row: CaseDeadline, language: str, on: date) -> DayOfLaw:
    rule = deadline_data().deadlines.get(row.rule)
    since = deadline_data().since[rule.since].label.read_in(language) if rule else ""
    label = rule.label.read_in(language) if rule else row.label
    return DayOfLaw(row, label, rule.act if rule else "", since, row.day < on, row.confidence == "high")


def _with_union(places: set[str]) -> set[str]:
    """The countries, parts of countries as their country, and EU where one of them is a member state."""
    whole = {place.partition("-")[0] for place in places if place}
    members = Country.objects.filter(code__in=whole, market=EUROPEAN_UNION).exists()
    return whole | ({EUROPEAN_UNION} if members else set())
