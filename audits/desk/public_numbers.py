"""What was decided in each quarter, as numbers for everybody; a number that few companies stand behind is left out.

Only quarters that are over are published, from decisions as they were made: these never change, so that nobody learns
about one company from the difference of two visits. Zero is published: it is about nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from statistics import median

from django.db.models import Case, Count, Value, When
from django.utils import timezone

from audits.desk.decision_list import Sought, decisions
from audits.models import Decision, RegisterCheck

FLOOR = 5
"""Companies that must stand behind a published number."""
QUARTERS = 8
Outcome = Decision.Outcome
COLUMNS: Mapping[str, tuple[str, str]] = {
    "documents_approved": ("certificate", Outcome.APPROVED),
    "documents_sent_back": ("certificate", Outcome.REVISION_REQUESTED),
    "documents_refused": ("certificate", Outcome.REJECTED),
    "documents_revoked": ("certificate", Outcome.REVOKED),
    "companies_vetted": ("supplier", Outcome.APPROVED),
    "companies_refused": ("supplier", Outcome.REJECTED),
    "companies_suspended": ("supplier", Outcome.SUSPENDED),
}
JUDGED = (Outcome.APPROVED, Outcome.REVISION_REQUESTED, Outcome.REJECTED)
_NAMES = {value: name for name, value in COLUMNS.items()}


@dataclass(frozen=True)
class Counted:
    """So many decisions about so many companies."""

    number: int = 0
    companies: int = 0


@dataclass(frozen=True)
class Quarter:
    """The numbers of one quarter; None is a number that is left out. ``days``: half of the documents were decided within."""

    first: date
    numbers: dict[str, int | None]
    total: int | None
    days: int | None
    rechecks: int | None

    @property
    def name(self) -> str:
        return f"{self.first.year} Q{(self.first.month + 2) // 3}"

    @property
    def cells(self) -> list[int | None]:
        """In the order of COLUMNS."""
        return [self.numbers[name] for name in COLUMNS]


def published(counts: Sequence[Counted]) -> tuple[list[int | None], int | None]:
    """The numbers of one row and their total, without those that would give one company away.

    A number of fewer than FLOOR companies is left out. As it would follow from the total, another one goes with it, the
    smallest that has enough companies to hide in; where there is none, the total goes.
    """
    hidden = {place for place, one in enumerate(counts) if 0 < one.companies < FLOOR}
    total: int | None = sum(one.number for one in counts)
    if hidden:
        enough = [place for place, one in enumerate(counts) if one.companies >= FLOOR]
        if enough:
            hidden.add(min(enough, key=lambda place: (counts[place].number, place)))
        else:
            total = None
    return [None if place in hidden else one.number for place, one in enumerate(counts)], total


def quarters_before(today: date) -> list[date]:
    """The first days of the last quarters that are over, the newest first."""
    year, quarter = today.year, (today.month - 1) // 3
    found = []
    for _count in range(QUARTERS):
        year, quarter = (year, quarter - 1) if quarter else (year - 1, 3)
        found.append(date(year, 3 * quarter + 1, 1))
    return found


def numbers_before(today: date) -> list[Quarter]:
    """The quarters that are over and in which something was decided, the newest first."""
    firsts = quarters_before(today)
    ends = [_start_of_quarter(today), *firsts]
    quarters = (_quarter(first, end) for first, end in zip(firsts, ends, strict=False))
    return [one for one in quarters if one]


def _start_of_quarter(day: date) -> date:
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def _quarter(first: date, end: date) -> Quarter | None:
    start, stop = _midnight(first), _midnight(end)
    made = Decision.objects.filter(at__gte=start, at__lt=stop, outcome__in={value for _kind, value in _NAMES})
    kind = Case(When(certificate=None, then=Value("supplier")), default=Value("certificate"))
    rows = made.order_by().annotate(kind=kind).values_list("kind", "outcome", "supplier").annotate(number=Count("pk"))
    numbers: dict[str, int] = defaultdict(int)
    companies: dict[str, set[int]] = defaultdict(set)
    for of, outcome, supplier, number in rows:
        if name := _NAMES.get((of, outcome)):
            numbers[name] += number
            companies[name].add(supplier)
    if not numbers:
        return None
    shown, total = published([Counted(numbers[name], len(companies[name])) for name in COLUMNS])
    return Quarter(first, dict(zip(COLUMNS, shown, strict=True)), total, _days(first, end), _rechecks(start, stop))


def _days(first: date, end: date) -> int | None:
    """The median of whole days from handing a document in to its approval, refusal or return."""
    made = decisions(Sought(since=first)).filter(at__lt=_midnight(end), certificate__isnull=False, outcome__in=JUDGED)
    facts = [
        (one.supplier_id, one.at, handed_in)
        for one in made.order_by().select_related(None)
        if (handed_in := getattr(one, "handed_in_at", None))
    ]
    if len({supplier for supplier, _at, _handed_in in facts}) < FLOOR:
        return None
    return int(median((at - handed_in).days for _supplier, at, handed_in in facts))


def _rechecks(start: datetime, stop: datetime) -> int | None:
    """Look-ups in registers that the timetable made again."""
    asked = RegisterCheck.objects.filter(taken_at__gte=start, taken_at__lt=stop, by=None)
    found = asked.aggregate(number=Count("pk"), companies=Count("certificate__supplier", distinct=True))
    return None if 0 < found["companies"] < FLOOR else int(found["number"])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
