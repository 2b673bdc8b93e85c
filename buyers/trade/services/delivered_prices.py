"""What a piece costs on one basis of delivery: the price, and the freight that the quote itself names where it is lacking."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from buyers.terms.incoterms import CostPart, lacks
from buyers.terms.money import as_decimal
from buyers.trade.models import QuoteLine, QuoteRevision
from suppliers.products.price_lists import SIX_PLACES

CARRIAGE = "main_carriage"


@dataclass(frozen=True)
class Delivered:
    """``per_piece`` in the currency of the quote, None where the size of the unit is not stated; ``freight_share`` in minor
    units. ``lacking``: parts of the basis that neither the rule nor a figure covers; ``beyond``: parts that the rule covers
    and the basis does not, for which nothing is taken off."""

    per_piece: Decimal | None
    freight_share: int
    lacking: tuple[CostPart, ...]
    beyond: tuple[CostPart, ...]


def delivered(line: QuoteLine, revision: QuoteRevision, basis: str) -> Delivered:
    """An offered line on the basis of a rule."""
    lacking = lacks(revision.incoterm, basis)
    share = 0
    if revision.freight is not None and any(part.id == CARRIAGE for part in lacking):
        share = _freight_share(line, revision)
        lacking = tuple(part for part in lacking if part.id != CARRIAGE)
    pieces = line.quantity * line.pieces if line.pieces else 0
    amount = as_decimal(line.amount + share, revision.currency)
    if not share:
        amount = (line.unit_price or Decimal(0)) * line.quantity
    per_piece = (amount / pieces).quantize(SIX_PLACES) if pieces else None
    return Delivered(per_piece, share, lacking, lacks(basis, revision.incoterm))


def _freight_share(line: QuoteLine, revision: QuoteRevision) -> int:
    """Its part of the freight by its part of the lines' sum; rounded, as it serves comparison alone."""
    total = sum(one.amount for one in revision.lines.all())
    return round(Decimal(revision.freight or 0) * line.amount / total) if total else 0
