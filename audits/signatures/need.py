"""Whether a decision needs two signatures, and why: pure, from facts and weights alone."""

from __future__ import annotations

from dataclasses import dataclass

from audits.signatures.weights import Steps, Weights

COMPANY = "company"
APPROVED = "approved"
AT_STAKE = ("clearances", "enquiries", "orders")
DOUBTS = ("contradictions", "warnings")
"""What speaks against a document weighs where it is approved all the same."""


@dataclass(frozen=True)
class Circumstances:
    """What a decision is about and what depends on it.

    ``product`` is 1 to 4, the points of the riskiest product; ``clearances`` are products and markets that change by it.
    """

    outcome: str
    kind: str
    product: int
    is_of_new_company: bool = False
    contradictions: int = 0
    warnings: int = 0
    clearances: int = 0
    enquiries: int = 0
    orders: int = 0


@dataclass(frozen=True)
class Need:
    """The points with their grounds, each a code, its points and how many there were; ``is_sampled`` at random besides."""

    grounds: tuple[tuple[str, int, int], ...]
    threshold: int
    is_sampled: bool

    @property
    def points(self) -> int:
        return sum(points for _code, points, _count in self.grounds)

    @property
    def is_needed(self) -> bool:
        return self.is_sampled or self.points >= self.threshold


def need_of(facts: Circumstances, weights: Weights, *, is_sampled: bool) -> Need:
    """The need of one decision. What weighs nothing is no ground; an outcome that is not listed needs no second signature."""
    if facts.outcome not in weights.tables["outcomes"]:
        return Need((), weights.threshold, is_sampled=False)
    counted = (*DOUBTS, *AT_STAKE) if facts.outcome == APPROVED else AT_STAKE
    found = [
        (f"outcome_{facts.outcome}", weights.tables["outcomes"][facts.outcome], 1),
        (f"kind_{facts.kind}", weights.tables["kinds"].get(facts.kind, 0), 1),
        (f"product_{facts.product}", weights.tables["products"].get(str(facts.product), 0), 1),
        ("new_company", weights.new_company if facts.is_of_new_company else 0, 1),
        *((name, _points(weights.steps[name], getattr(facts, name)), getattr(facts, name)) for name in counted),
    ]
    return Need(tuple(one for one in found if one[1]), weights.threshold, is_sampled)


def _points(steps: Steps, count: int) -> int:
    return max((points for since, points in steps if count >= since), default=0)
