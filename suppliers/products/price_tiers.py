"""Which of an offer's prices holds for a quantity."""

from __future__ import annotations

from collections.abc import Sequence

from suppliers.models import PriceTier


def tier_for(tiers: Sequence[PriceTier], quantity: int) -> PriceTier | None:
    """The price that so many units have: that of the largest quantity that they reach, or, of too few, the first one.

    None where no price is named.
    """
    reached = [tier for tier in tiers if tier.from_quantity <= quantity]
    if reached:
        return max(reached, key=lambda tier: tier.from_quantity)
    return min(tiers, key=lambda tier: tier.from_quantity, default=None)
