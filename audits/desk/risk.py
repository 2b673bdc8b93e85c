"""The risk of a case: which of two cases of the same age an auditor should take first.

Points: the riskiest product that rests on the document (class C, D or IIb, test kits: 4; class B or IIa,
protective equipment of category III: 3; category II: 2; everything else: 1), plus 2 when the company is not qualified
yet, plus 1 when the case comes back after a revision. 5 and more is high, 3 and more is medium.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

HIGH, MEDIUM, LOWEST = 5, 3, 1
CLASSES = (
    (re.compile(r"\b(?:C|D|IIb)\b"), 4),
    (re.compile(r"\b(?:B|IIa)\b|cat\. ?(?:II/)?III\b"), 3),
    (re.compile(r"cat\. ?II\b"), 2),
)


class Level(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True)
class Risk:
    """Points, with the codes of their reasons."""

    points: int
    reasons: tuple[str, ...]

    @property
    def level(self) -> Level:
        if self.points >= HIGH:
            return Level.HIGH
        return Level.MEDIUM if self.points >= MEDIUM else Level.LOW


def points_of_type(kind: str, facts: Mapping[str, Any]) -> int:
    """How serious a failure of such a product is, from 1 to 4, by its European and its global class."""
    if kind == "ivd":
        return 4
    classes = f"{facts.get('ghtf_class') or ''} {facts.get('eu_class') or ''}"
    return next((points for pattern, points in CLASSES if pattern.search(classes)), LOWEST)


def risk_of(*, product_points: Iterable[int], is_new_company: bool, is_resubmission: bool) -> Risk:
    """The risk of one case. A document without products counts as the lowest class."""
    highest = max(product_points, default=LOWEST)
    reasons = [f"product_{highest}"]
    reasons += ["new_company"] if is_new_company else []
    reasons += ["resubmission"] if is_resubmission else []
    return Risk(highest + 2 * is_new_company + is_resubmission, tuple(reasons))
