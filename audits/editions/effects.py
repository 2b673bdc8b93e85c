"""What a new edition changes for products: their status in a market before and after, and from which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from audits.clearances.market_status import MarketStatus

RANK = {
    MarketStatus.CLEARED: 4,
    MarketStatus.CONDITIONAL: 3,
    MarketStatus.READY: 2,
    MarketStatus.READY_CONDITIONAL: 1,
    MarketStatus.PROHIBITED: -1,
}
"""How open a market is; any other status is closed, and 0."""


class MarketChange(NamedTuple):
    """What changes for products of a type in a market, from the first day on which it does.

    ``None`` as a status: closed, or not assessed. ``countries``: those of the market that it is about; empty: all.
    """

    product_type: str
    market: str
    day: date
    before: MarketStatus | None
    after: MarketStatus | None
    countries: tuple[str, ...] = ()

    @property
    def is_loss(self) -> bool:
        """Whether the market is less open from that day on."""
        return rank(self.after) < rank(self.before)


@dataclass(frozen=True)
class Effect:
    """One change and the products that it affects, by their keys."""

    change: MarketChange
    products: tuple[int, ...]
    suppliers: int


def rank(status: MarketStatus | None) -> int:
    """How open a market with that status is."""
    return RANK.get(status, 0) if status else 0
