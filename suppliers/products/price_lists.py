"""What was listed, and when: a price list is written whenever the prices, or what they are prices of, change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from suppliers.models import PriceList, Product
from suppliers.models.price_list import ListedTier

SIX_PLACES = Decimal("0.000001")
MOST_EARLIER = 12
"""Price lists that a page shows besides the one in force."""


def price_list_of(product: Product, tiers: Iterable[ListedTier], *, at: datetime) -> PriceList:
    """The list that says these prices; it is not saved."""
    return PriceList(
        product=product,
        listed_at=at,
        currency=product.currency,
        unit=product.unit,
        pieces=product.pieces,
        incoterm=product.incoterm,
        incoterm_place=product.incoterm_place,
        rows=[[tier.from_quantity, f"{tier.unit_price:.4f}"] for tier in sorted(tiers)],
    )


def record_price_list(product: Product, tiers: Iterable[ListedTier], *, at: datetime) -> PriceList | None:
    """Write the list that holds from now on; None where it says the same as the one in force."""
    new = price_list_of(product, tiers, at=at)
    former = listed_at(product, at)
    if former is None and not new.rows:
        return None
    if former and _content(former) == _content(new):
        return None
    new.save()
    return new


def listed_at(product: Product, moment: datetime) -> PriceList | None:
    """The list in force at that moment; None before the first. What was not recorded then is not known."""
    return PriceList.objects.filter(product=product).at(moment).first()


def earlier_price_lists(product: Product) -> list[PriceList]:
    """Those that another took the place of, the latest first; at most MOST_EARLIER."""
    if product.pk is None:
        return []
    return list(PriceList.objects.filter(product=product)[1 : MOST_EARLIER + 1])


def price_per_piece(unit_price: Decimal, pieces: int | None) -> Decimal | None:
    """Of one piece, to six places; None where the size of the unit is not stated."""
    return (unit_price / pieces).quantize(SIX_PLACES) if pieces else None


def _content(one: PriceList) -> tuple[object, ...]:
    return one.currency, one.unit, one.pieces, one.incoterm, one.incoterm_place, one.rows
