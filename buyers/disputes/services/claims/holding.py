"""Which parts of orders open claims are about: their money waits, and that of other parts does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from buyers.disputes.models import Claim
from buyers.disputes.services.claims.reading import CLOSED, ENDED, with_end
from buyers.terms.events import ALL_LINES, NOTHING_WITHHELD, Withheld
from buyers.trade.models import Order, Side
from buyers.trade.services.on_record import have_rows

CODE = "claim"
IN_MONEY = (Claim.Remedy.REFUND, Claim.Remedy.PART_REFUND, Claim.Remedy.PRICE_CUT)
"""Remedies that leave nothing to come: a replacement or a repair is accepted when it arrives."""


def claimed_parts(orders: Sequence[Order]) -> Mapping[int, Mapping[int, str]]:
    """By the keys of the orders: numbers of the parts that an open claim is about. Goodwill claims stop nothing."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for claim in _claims_of(orders):
        if not claim.is_goodwill and claim.status not in CLOSED:
            found[claim.order_id].update(dict.fromkeys(claim.parts, CODE))
    return found


def settled_goods(orders: Sequence[Order]) -> Mapping[int, Mapping[int, Withheld]]:
    """By the keys of the orders and the lines: units about which the buyer's claims have ended in money. One query.

    A claim that names no quantity, or several lines, is about all that the buyer rejected or misses of them.
    """
    found: dict[int, dict[int, Withheld]] = defaultdict(dict)
    zones = {one.pk: one.buyer.zone for one in orders}
    for claim in _claims_of(orders):
        ended_at: datetime | None = claim.ended_at  # type: ignore[attr-defined]  # annotated
        is_of_goods = claim.side == Side.BUYER and claim.status in ENDED and claim.remedy in IN_MONEY
        if ended_at is None or not is_of_goods:
            continue
        counted = claim.quantity if len(claim.lines) == 1 and claim.quantity else 0
        day = ended_at.astimezone(zones[claim.order_id]).date()
        one = Withheld(settled=counted, is_all_settled=not counted, settled_on=day)
        for line in claim.lines or [ALL_LINES]:
            found[claim.order_id][line] = found[claim.order_id].get(line, NOTHING_WITHHELD) + one
    return found


def _claims_of(orders: Sequence[Order]) -> list[Claim]:
    """Claims as they stand now; those that were read with the orders are not asked for again."""
    if have_rows(orders, "claims"):
        return [claim for one in orders for claim in one.claims.all()]
    return list(with_end().filter(order__in=orders).order_by())


def open_claim_about(order: int, parts: Sequence[int]) -> Claim | None:
    """An open claim about one of these parts, also one of goodwill."""
    rows = Claim.objects.filter(order=order).exclude(status__in=CLOSED).order_by("pk")
    return next((one for one in rows if set(one.parts) & set(parts)), None)
