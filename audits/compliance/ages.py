"""How long ago a person compared rules with their sources, and by when somebody must again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """A person compared rules with their sources on a day; ``review_by`` is the last day on which that suffices."""

    on: date
    by: str
    review_by: date

    def is_overdue(self, today: date) -> bool:
        """Whether the comparison must have been made again before today."""
        return self.review_by < today


@dataclass(frozen=True, slots=True)
class DeskCheck:
    """A check that was recorded at the desk, of one product type in a market, or of all where ``product_type`` is empty."""

    market: str
    product_type: str
    check: RuleCheck

    def covers(self, product_type: str, market: str) -> bool:
        """Whether the rules of that product type in that market were compared."""
        return self.market == market and self.product_type in ("", product_type)


def latest(checks: Iterable[RuleCheck | None]) -> RuleCheck | None:
    """The check that suffices longest; None where there is none."""
    return max((check for check in checks if check), key=lambda check: (check.review_by, check.on), default=None)


def oldest(checks: Iterable[RuleCheck | None]) -> RuleCheck | None:
    """The check that suffices shortest; None where one is missing, or none is given."""
    known = list(checks)
    if not known or None in known:
        return None
    return min((check for check in known if check), key=lambda check: (check.review_by, check.on))
