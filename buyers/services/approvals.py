"""Whether an order of an amount would need a second member of the organisation that buys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from buyers.models import Buyer
from kpmarket.foundation.money import in_usd
from suppliers.models import Product


@dataclass(frozen=True)
class ListedSum:
    """What a quantity comes to at a listed price. An estimate: nobody owes it."""

    amount: Decimal
    currency: str


def is_above_limit(buyer: Buyer, listed: ListedSum) -> bool:
    """Whether the sum is above the organisation's limit. Other currencies are compared at the reference rates."""
    if buyer.approval_limit is None:
        return False
    if listed.currency == buyer.approval_currency:
        return listed.amount > buyer.approval_limit
    return in_usd(listed.amount, listed.currency) > in_usd(buyer.approval_limit, buyer.approval_currency)


def dearest(lines: Iterable[tuple[Product, int]]) -> ListedSum | None:
    """Of products and quantities the one that comes to most at its listed price; None where none has a price."""
    sums = []
    for product, quantity in lines:
        tiers = sorted(product.price_tiers.all(), key=lambda tier: tier.from_quantity)
        reached = [tier for tier in tiers if tier.from_quantity <= quantity] or tiers[:1]
        if reached:
            sums.append(ListedSum(reached[-1].unit_price * quantity, product.currency))
    return max(sums, key=lambda one: in_usd(one.amount, one.currency), default=None)
