"""Inspections in words: classes of defects, plans, verdicts, who pays, where a booking stands."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buyers.delivery.models import Inspection
from buyers.delivery.services.inspections.reading import InspectionState, LotState, Status, plan_of
from buyers.terms.delivery.sampling import Plan, SamplingPlan
from buyers.terms.delivery.verdict import Result, Verdict
from buyers.trade.models import Side

CLASSES = {
    "critical": gettext_lazy("Critical defects"),
    "holes": gettext_lazy("Holes"),
    "major": gettext_lazy("Major defects"),
    "minor": gettext_lazy("Minor defects"),
}
"""Classes of defects of ``aql.yaml``."""
RESULTS = {
    Result.PASSED: (gettext_lazy("Passed"), "ok"),
    Result.FAILED: (gettext_lazy("Failed"), "bad"),
    Result.VOID: (gettext_lazy("Not finished"), "warn"),
}
STATUSES = {
    Status.PROPOSED: (gettext_lazy("Waits for the other side"), "warn"),
    Status.AGREED: (gettext_lazy("Booked"), "info"),
    Status.DECLINED: (gettext_lazy("Declined"), "mute"),
    Status.CANCELLED: (gettext_lazy("Cancelled"), "mute"),
}
WARNINGS = {
    "soon": gettext_lazy(
        "Fewer than %(days)s working days lie between today and the inspection: inspection companies usually ask for so many."
    ),
    "unpacked": gettext_lazy(
        "Less than %(percent)s %% will be packed: inspection companies usually ask for that before they draw a sample."
    ),
}
"""What practice asks for and a booking does not have."""


def class_words(name: str) -> str:
    """A class of defects."""
    return str(CLASSES.get(name, name))


def result_words(result: Result | None) -> str:
    """Our verdict; empty without a report."""
    return str(RESULTS[result][0]) if result else ""


def state_words(state: InspectionState) -> tuple[str, str]:
    """Where it stands, with its tone."""
    words, tone = RESULTS[state.result] if state.result else STATUSES[state.status]
    return str(words), tone


def sample_words(plan: SamplingPlan) -> str:
    """How many units are checked, and of how many."""
    values = {"sample": f"{plan.sample:,}", "lot": f"{plan.lot:,}"}
    if plan.all_units:
        return _("All %(lot)s units are checked") % values
    return _("%(sample)s of %(lot)s units are checked") % values


def limit_words(name: str, plan: Plan) -> str:
    """Until how many defects of a class a lot passes."""
    values = {"class": class_words(name), "accept": plan.accept, "reject": plan.reject}
    if not plan.accept:
        return _("%(class)s: none is accepted") % values
    return _("%(class)s: up to %(accept)s pass, %(reject)s fail") % values


def letter_words(plan: SamplingPlan) -> str:
    """Where the plan comes from, as inspectors write it."""
    first = next(iter(plan.classes.values()))
    kind = _("tightened") if plan.is_tightened else _("normal")
    words = _("ISO 2859-1, level %(level)s, %(kind)s, code letter %(letter)s")
    return words % {"level": plan.level, "kind": kind, "letter": first.letter}


def lots_in_words(inspection: Inspection) -> str:
    """Each lot with its sample, in a sentence."""
    found = []
    for lot in inspection.lines.all():
        words = sample_words(plan_of(inspection, lot.quantity))
        found.append(_("Line %(number)s: %(sample)s.") % {"number": lot.line, "sample": words})
    return " ".join(found)


def payer_words(inspection: Inspection) -> str:
    """Who bears the cost."""
    if inspection.paid_by == Side.BUYER:
        return _("The buyer pays.")
    return _("The supplier pays.")


def reasons_of(lot: LotState) -> tuple[str, ...]:
    """Why a lot did not pass, each in a sentence."""
    return tuple(_reasons(lot.verdict, lot)) if lot.verdict else ()


def _reasons(verdict: Verdict, lot: LotState) -> Iterator[str]:
    for one in verdict.over:
        values = {"class": class_words(one.defect_class), "found": one.found, "accept": one.accept}
        yield _("%(class)s: %(found)s found, %(accept)s accepted.") % values
    if verdict.missing_count:
        words = ngettext("%(count)s unit is missing.", "%(count)s units are missing.", verdict.missing_count)
        yield words % {"count": f"{verdict.missing_count:,}"}
    if verdict.missing_units:
        words = ngettext(
            "%(count)s unit fewer was checked than the plan asks for.",
            "%(count)s units fewer were checked than the plan asks for.",
            verdict.missing_units,
        )
        yield words % {"count": f"{verdict.missing_units:,}"}
