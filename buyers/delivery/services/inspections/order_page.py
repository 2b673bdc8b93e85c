"""What inspections add to the page of an order: a section, and steps that it waits for. Two queries for any number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from buyers.delivery.models import Inspection, InspectionStep, ReportLine
from buyers.delivery.services.inspections.reading import Status, with_last_step
from buyers.delivery.services.inspections.words import RESULTS, STATUSES
from buyers.terms.delivery.verdict import Result
from buyers.terms.evidence import INSPECTION_PASSED, INSPECTION_REPORT
from buyers.trade.models import Order, Side
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.on_record import has_rows
from buyers.trade.services.order_actions import Action
from buyers.trade.services.order_sections import Reader, Section
from buyers.trade.services.step_words import NextStep

PLACE = 20
WORST_FIRST = (Result.FAILED, Result.VOID, Result.PASSED)


@dataclass(frozen=True)
class Row:
    """An inspection as the section shows it."""

    inspection: Inspection
    words: str
    tone: str
    is_live: bool


def section(facts: OrderFacts, reader: Reader) -> Section | None:
    """The inspections of the order, and the button that books one."""
    if facts.terms is None:
        return None
    rows = _rows(facts)
    order, is_missing = facts.order, _is_missing(facts)
    if not rows and not is_missing and order.status != Order.Status.CONFIRMED:
        return None
    actions: tuple[Action, ...] = ()
    if reader.may_act and order.status == Order.Status.CONFIRMED:
        book = reverse("delivery:inspection-book", args=[order.pk])
        is_wanted = is_missing and reader.side == Side.BUYER and not any(row.is_live for row in rows)
        actions = (Action("book-inspection", _("Book an inspection"), book, is_main=is_wanted and _is_time(facts)),)
    context = {"rows": rows, "is_missing": is_missing, "all": reverse("delivery:inspections", args=[order.pk])}
    return Section("inspections", _("Inspections"), PLACE, "delivery/_inspections.html", context, actions)


def steps(orders: Sequence[OrderFacts], side: Side) -> Mapping[int, Sequence[NextStep]]:
    """Answer the booking; book the inspection that a part of the price waits for."""
    running = {one.order.pk: one for one in orders if one.terms and one.order.status == Order.Status.CONFIRMED}
    live: dict[int, list[Inspection]] = {key: [] for key in running}
    for row in _inspections_of(running.values()):
        is_live = row.last_step in (None, InspectionStep.Kind.AGREED)  # type: ignore[attr-defined]  # annotated
        if is_live and getattr(row, "report", None) is None:
            live[row.order_id].append(row)
    return {key: tuple(_steps(facts, live[key], side)) for key, facts in running.items()}


def _steps(facts: OrderFacts, live: list[Inspection], side: Side) -> list[NextStep]:
    found = [
        _step(
            "answer-inspection",
            _("Answer the booking of inspection %(number)s") % {"number": row.number},
            row.day,
            is_mine=row.side != side,
            then=_("Nothing is booked before both sides agree."),
        )
        for row in live
        if row.last_step is None  # type: ignore[attr-defined]  # annotated
    ]
    if not live and side == Side.BUYER and _is_missing(facts) and _is_time(facts):
        then = _("The next part of the price waits for its report.")
        found.append(_step("book-inspection", _("Book the inspection"), None, is_mine=True, then=then))
    return found


def _step(code: str, sentence: str, on: date | None, *, is_mine: bool, then: str) -> NextStep:
    ends = _("before %(day)s") % {"day": date_format(on, "DATE_FORMAT")} if on else ""
    return NextStep(code, sentence, is_mine, on, ends, "", is_late=False, then=then, part=None, event=INSPECTION_PASSED)


def _is_missing(facts: OrderFacts) -> bool:
    """Whether a part of the price asks for a passed inspection and there is none yet."""
    if facts.terms is None or facts.complete_on(INSPECTION_PASSED):
        return False
    asked = {kind for part in facts.terms.parts for kind in (part.due, part.release, *part.evidence)}
    return bool(asked & {INSPECTION_PASSED, INSPECTION_REPORT})


def _is_time(facts: OrderFacts) -> bool:
    """Whether production started, so that a day can be named."""
    return any(one.event in ("production_started", "goods_ready") for one in facts.events)


def _rows(facts: OrderFacts) -> list[Row]:
    inspections = _inspections_of([facts])
    found = {one.row.pk: one.row.facts for one in facts.evidence if one.row.kind == INSPECTION_REPORT}
    results: dict[int, set[Result]] = {}
    if any(getattr(row, "report", None) for row in inspections):
        for key, evidence in _lines_of_reports(facts.order, inspections):
            results.setdefault(key, set()).add(Result(found[evidence]["result"]))
    return [_row(row, results.get(row.pk, set())) for row in inspections]


def _lines_of_reports(order: Order, inspections: Sequence[Inspection]) -> Iterable[tuple[int, int]]:
    """Keys of inspections with those of the evidence that lines of their reports became."""
    if has_rows(order, "inspections"):
        return [(row.pk, line.evidence_id) for row in inspections for line in row.report_lines]  # type: ignore[attr-defined]
    lines = ReportLine.objects.filter(report__inspection__in=inspections)
    return lines.values_list("report__inspection", "evidence")


def _row(row: Inspection, results: set[Result]) -> Row:
    result = next((one for one in WORST_FIRST if one in results), None)
    last: str | None = row.last_step  # type: ignore[attr-defined]  # annotated
    status = Status(last) if last else Status.PROPOSED
    words, tone = RESULTS[result] if result else STATUSES[status]
    is_live = result is None and status in (Status.PROPOSED, Status.AGREED)
    return Row(row, str(words), tone, is_live)


def _inspections_of(facts: Iterable[OrderFacts]) -> list[Inspection]:
    """Those of these orders by number: one query, asked once for the same orders, and none where there are none."""
    orders = [one.order for one in facts if "inspections" in one.on_record]
    prefetch_related_objects(orders, Prefetch("inspections", queryset=with_last_step().select_related("report")))
    return [row for order in orders for row in order.inspections.all()]
