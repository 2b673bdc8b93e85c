"""What an inspection of a lot comes to, from the figures of its report alone; the inspector's own verdict stands next to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from buyers.terms.delivery.sampling import SamplingPlan
from buyers.terms.events import WHOLE


class Result(StrEnum):
    """``void``: too few units were checked to say anything."""

    PASSED = "passed"
    FAILED = "failed"
    VOID = "void"


@dataclass(frozen=True)
class Figures:
    """What was found in a lot: units checked, defects by class among them, and units counted in all."""

    sample: int
    defects: Mapping[str, int]
    counted: int


@dataclass(frozen=True)
class OverLimit:
    """More defects of a class than its plan accepts."""

    defect_class: str
    found: int
    accept: int


@dataclass(frozen=True)
class Verdict:
    """``missing_units``: how many units too few were checked; ``missing_count``: how many too few were counted."""

    result: Result
    over: tuple[OverLimit, ...]
    missing_units: int
    missing_count: int


def judge(plan: SamplingPlan, figures: Figures, *, tolerance_bp: int) -> Verdict:
    """Passed where no class has more defects than accepted, the sample is the plan's at least, and the lot is complete.

    ``tolerance_bp``: by how many basis points fewer units than the lot may be there. Defects over the limit fail a lot
    however few units were checked; a sample that is too small voids what would have passed.
    """
    over = tuple(
        OverLimit(name, figures.defects.get(name, 0), one.accept)
        for name, one in plan.classes.items()
        if figures.defects.get(name, 0) > one.accept
    )
    least = -(-plan.lot * (WHOLE - tolerance_bp) // WHOLE)
    missing_count = max(0, least - figures.counted)
    missing_units = max(0, plan.sample - figures.sample)
    if over or missing_count:
        return Verdict(Result.FAILED, over, missing_units, missing_count)
    return Verdict(Result.VOID if missing_units else Result.PASSED, over, missing_units, missing_count)
