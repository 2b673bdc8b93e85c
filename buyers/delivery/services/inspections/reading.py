"""Inspections as they stand: computed from what the sides said and what was reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery

from buyers.delivery.models import Inspection, InspectionReport, InspectionStep, ReportLine
from buyers.terms.contract import LineTerms, Terms
from buyers.terms.delivery.sampling import SamplingPlan, sampling_plan
from buyers.terms.delivery.verdict import Figures, Result, Verdict, judge
from buyers.trade.models import Order


class Status(StrEnum):
    """Where a booking stands. ``reported`` is computed: there is a report."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    REPORTED = "reported"


ENDED = frozenset({Status.DECLINED, Status.CANCELLED})


def with_last_step() -> QuerySet[Inspection]:
    """Inspections with the kind of what was said last, as ``last_step``."""
    said = InspectionStep.objects.filter(inspection=OuterRef("pk")).order_by("-at", "-pk").values("kind")
    return Inspection.objects.order_by("order", "number").annotate(last_step=Subquery(said[:1]))


@dataclass(frozen=True)
class LotState:
    """A lot with its plan, and what was found in it once it is reported. ``line`` is the line of the contract."""

    line: LineTerms
    quantity: int
    plan: SamplingPlan
    found: ReportLine | None
    verdict: Verdict | None

    @property
    def result(self) -> Result | None:
        """Our verdict; None without a report."""
        return self.verdict.result if self.verdict else None

    @property
    def is_whole_line(self) -> bool:
        return self.quantity == self.line.quantity


@dataclass(frozen=True)
class InspectionState:
    """An inspection as it stands. ``repeated_by`` are later bookings that repeat it and were not ended."""

    inspection: Inspection
    lots: tuple[LotState, ...]
    steps: tuple[InspectionStep, ...]
    report: InspectionReport | None
    is_repeated: bool

    @cached_property
    def status(self) -> Status:
        if self.report:
            return Status.REPORTED
        said = {step.kind for step in self.steps}
        for kind in (Status.CANCELLED, Status.DECLINED, Status.AGREED):
            if kind in said:
                return kind
        return Status.PROPOSED

    @property
    def is_live(self) -> bool:
        """Whether it waits for an answer or for its report."""
        return self.status in (Status.PROPOSED, Status.AGREED)

    @cached_property
    def result(self) -> Result | None:
        """Of all lots together: failed where any failed, void where any is void. None without a report."""
        results = {lot.result for lot in self.lots}
        return next((one for one in (Result.FAILED, Result.VOID, Result.PASSED) if one in results), None)

    @property
    def verdicts_differ(self) -> bool:
        """Whether the inspector's own verdict is not ours."""
        return self.report is not None and self.report.own_result != self.result


def inspection_states(order: Order, terms: Terms) -> tuple[InspectionState, ...]:
    """All inspections of an order, the first booked first; five queries for any number."""
    rows = list(inspection_rows().filter(order=order).order_by("number"))
    for row in rows:
        row.order = order  # its number stands in that of the inspection
    repeated = {row.repeats_id for row in rows if row.repeats_id and _is_kept(row)}
    return tuple(state_of(row, terms, is_repeated=row.pk in repeated) for row in rows)


def inspection_rows() -> QuerySet[Inspection]:
    """Inspections with what ``state_of`` reads, and the number of their photos as ``photo_count``."""
    steps = InspectionStep.objects.select_related("by")
    lines = ReportLine.objects.select_related("evidence")
    return (
        Inspection.objects.select_related("report__guest", "report__reported_by", "proposed_by", "repeats")
        .annotate(photo_count=Count("photos", distinct=True))
        .prefetch_related("lines", Prefetch("steps", queryset=steps), Prefetch("report__lines", queryset=lines))
    )


def state_of(row: Inspection, terms: Terms, *, is_repeated: bool = False) -> InspectionState:
    """One of ``inspection_rows`` under the terms of its order."""
    report: InspectionReport | None = getattr(row, "report", None)
    found = {one.line: one for one in report.lines.all()} if report else {}
    by_number = {line.number: line for line in terms.lines}
    lots = tuple(_lot(row, by_number[lot.line], lot.quantity, found.get(lot.line), terms) for lot in row.lines.all())
    return InspectionState(row, lots, tuple(row.steps.all()), report, is_repeated)


def plan_of(row: Inspection, quantity: int) -> SamplingPlan:
    """The plan of a lot of that booking."""
    return sampling_plan(quantity, row.level, row.classes, tightened=row.is_tightened)


def live_repetitions(states: Sequence[InspectionState], of: Inspection) -> list[InspectionState]:
    """Bookings that repeat that one and were not ended."""
    return [one for one in states if one.inspection.repeats_id == of.pk and one.status not in ENDED]


def tolerance_of(terms: Terms, quantity: int, line: LineTerms) -> int:
    """By how many basis points fewer may be there: what the contract allows of a whole line, nothing of a part of it."""
    return terms.tolerance_bp if quantity == line.quantity else 0


def _lot(row: Inspection, line: LineTerms, quantity: int, found: ReportLine | None, terms: Terms) -> LotState:
    plan = plan_of(row, quantity)
    verdict = None
    if found:
        figures = Figures(found.sample, found.defects, found.counted)
        verdict = judge(plan, figures, tolerance_bp=tolerance_of(terms, quantity, line))
    return LotState(line, quantity, plan, found, verdict)


def _is_kept(row: Inspection) -> bool:
    return not {step.kind for step in row.steps.all()} & ENDED
