"""How the desk does, for its head: load, ages, what comes in and goes out, why things are refused, how signatures agree.

Each figure is one or two statements, however many cases there are. No name of a company is among them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import sqrt
from typing import Any

from django.db import models
from django.db.models import Case, Count, Q, Sum, Value, When
from django.db.models.functions import TruncWeek
from django.utils import timezone

from audits.desk import holding, ordering
from audits.desk.handing import colleagues
from audits.desk.permissions import WITH_THE_SUPPLIER
from audits.desk.queue_filter import EVERYTHING, awaiting
from audits.models import Decision, Recommendation, Review
from suppliers.models import CertificateEvent, SupplierEvent

Outcome = Decision.Outcome
SIGNED = Recommendation.End.SIGNED
WEEKS = 12
REASON_DAYS = 90
LEAST_SIGNATURES = 30
"""Below so many answers of second signatures their agreement is not shown: it would be chance."""
CONFIDENCE = 1.96
"""Standard deviations of a 95 % interval."""
AGES = (1, 3, 5, 10)
"""Working days: the last of each group but the oldest."""
WEEKLY = (Outcome.APPROVED, Outcome.REVISION_REQUESTED, Outcome.REJECTED, Outcome.REVOKED, Outcome.SUSPENDED)
AGAINST = (Outcome.REVISION_REQUESTED, Outcome.REJECTED, Outcome.REVOKED, Outcome.SUSPENDED)


@dataclass(frozen=True)
class Load:
    """What one auditor in office has in hand, of it what waits for a second signature, and what they decided lately."""

    name: str
    level: str
    in_hand: int
    recommended: int
    decided: int


@dataclass(frozen=True)
class Age:
    """Open cases that have been with the desk for ``first`` to ``last`` working days; None: and more."""

    first: int
    last: int | None
    cases: int


@dataclass(frozen=True)
class Week:
    """A week that began on a Monday: what was handed in, and what was decided by outcome."""

    monday: date
    handed_in: int
    decided: Mapping[str, int]

    @property
    def cells(self) -> list[int]:
        return [self.decided.get(outcome, 0) for outcome in WEEKLY]

    @property
    def total(self) -> int:
        return sum(self.cells)


@dataclass(frozen=True)
class Agreement:
    """Of so many answers of second signatures so many agreed; the share with its 95 % interval, None below LEAST_SIGNATURES."""

    answered: int
    agreed: int
    share: int | None = None
    between: tuple[int, int] | None = None


@dataclass(frozen=True)
class Figures:
    """What the page of the head shows."""

    loads: Sequence[Load]
    ages: Sequence[Age]
    weeks: Sequence[Week]
    reasons: Sequence[tuple[str, int]]
    refusals: int
    agreement: Agreement
    limit: int
    overdue: int = 0
    untaken: int = 0
    labels: Sequence[str] = field(default_factory=lambda: [str(outcome.label) for outcome in WEEKLY])


def figures(*, at: datetime) -> Figures:
    """The figures at that moment."""
    on = timezone.localdate(at)
    reasons, refusals = refusal_reasons(since=at - timedelta(days=REASON_DAYS))
    return Figures(
        loads=loads(at=at),
        ages=ages(on=on),
        weeks=weeks(on=on),
        reasons=reasons,
        refusals=refusals,
        agreement=agreement_of(*_answers()),
        limit=holding.limit(),
        overdue=sum(rows.filter(ordering.is_overdue(rows, on)).count() for rows in awaiting(EVERYTHING)),
        untaken=sum(rows.filter(status="submitted").count() for rows in awaiting(EVERYTHING)),
    )


def loads(*, at: datetime) -> list[Load]:
    """Auditors in office, by name. Two statements."""
    since = at - timedelta(weeks=4)
    decided = dict(
        Decision.objects.filter(at__gte=since)
        .exclude(outcome=Outcome.RELEASED)
        .order_by()
        .values("by")
        .annotate(number=Count("pk"))
        .values_list("by", "number")
    )
    recommended = dict(
        Review.objects.held()
        .filter(holding.IS_RECOMMENDED)
        .order_by()
        .values("auditor")
        .annotate(number=Count("pk"))
        .values_list("auditor", "number")
    )
    return [
        Load(
            str(office.user),
            str(office.get_level_display()),
            getattr(office, "in_hand", 0),
            recommended.get(office.user_id, 0),
            decided.get(office.user_id, 0),
        )
        for office in colleagues(at=at)
    ]


def ages(*, on: date) -> list[Age]:
    """Open cases by working days with the desk. Two statements."""
    firsts = [0, *(last + 1 for last in AGES)]
    lasts: list[int | None] = [*AGES, None]
    found: Counter[int] = Counter()
    for rows in awaiting(EVERYTHING):
        arrived = [
            Case(When(ordering.arrived_within(rows, on, last), then=Value(1)), default=Value(0)) for last in AGES
        ]
        names = {f"within_{place}": Sum(case, output_field=models.IntegerField()) for place, case in enumerate(arrived)}
        sums = rows.order_by().aggregate(**names, every=Count("pk"))
        before = 0
        for place, within in enumerate([*(sums[name] or 0 for name in names), sums["every"]]):
            found[place] += within - before
            before = within
    return [Age(first, last, found[place]) for place, (first, last) in enumerate(zip(firsts, lasts, strict=True))]


def weeks(*, on: date) -> list[Week]:
    """The last weeks, the newest first; the present one is not over. Three statements."""
    monday = on - timedelta(days=on.weekday())
    first = timezone.make_aware(datetime.combine(monday - timedelta(weeks=WEEKS - 1), time.min))
    handed_in: Counter[date] = Counter()
    for events in (CertificateEvent.objects, SupplierEvent.objects):
        came = events.filter(at__gte=first, after="submitted", before__in=WITH_THE_SUPPLIER)
        for week, number in _by_week(came):
            handed_in[week] += number
    decided: dict[date, dict[str, int]] = defaultdict(dict)
    made = Decision.objects.filter(at__gte=first, outcome__in=WEEKLY).order_by().annotate(week=TruncWeek("at"))
    for week, outcome, number in (
        made.values("week", "outcome").annotate(n=Count("pk")).values_list("week", "outcome", "n")
    ):
        decided[timezone.localdate(week)][outcome] = number
    mondays = [monday - timedelta(weeks=number) for number in range(WEEKS)]
    return [Week(day, handed_in[day], decided.get(day, {})) for day in mondays]


def refusal_reasons(*, since: datetime) -> tuple[list[tuple[str, int]], int]:
    """How often each reason was given against a supplier, the most frequent first, and in how many decisions. One statement."""
    made = Decision.objects.filter(at__gte=since, outcome__in=AGAINST).order_by()
    counted: Counter[str] = Counter()
    total = 0
    for codes, number in made.values("reasons").annotate(n=Count("pk")).values_list("reasons", "n"):
        total += number
        counted.update(dict.fromkeys(codes, number))
    return sorted(counted.items(), key=lambda one: (-one[1], one[0])), total


def agreement_of(answered: int, agreed: int) -> Agreement:
    """The share of agreement in percent with Wilson's interval, once there are enough answers."""
    if answered < LEAST_SIGNATURES:
        return Agreement(answered, agreed)
    share, square = agreed / answered, CONFIDENCE**2
    middle = share + square / (2 * answered)
    reach = CONFIDENCE * sqrt(share * (1 - share) / answered + square / (4 * answered**2))
    low, high = ((middle + sign * reach) / (1 + square / answered) for sign in (-1, 1))
    return Agreement(answered, agreed, round(100 * share), (round(100 * low), round(100 * high)))


def _answers() -> tuple[int, int]:
    """How many second signatures were given or refused, and how many given. One statement."""
    sums = Recommendation.objects.filter(ended__in=[SIGNED, Recommendation.End.REFUSED]).aggregate(
        answered=Count("pk"), agreed=Count("pk", filter=Q(ended=SIGNED))
    )
    return sums["answered"], sums["agreed"]


def _by_week(events: models.QuerySet[Any]) -> list[tuple[date, int]]:
    rows = events.order_by().annotate(week=TruncWeek("at")).values("week").annotate(n=Count("pk"))
    return [(timezone.localdate(week), number) for week, number in rows.values_list("week", "n")]
