"""Which parts of orders open claims are about: their money waits, and that of other parts does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max, Q, QuerySet

from buyers.disputes.models import Claim
from buyers.disputes.services.claims.reading import CLOSED
from buyers.terms.events import ALL_LINES, NOTHING_WITHHELD, Withheld
from buyers.trade.models import Side

CODE = "claim"
ENDED = (Claim.Status.SETTLED, Claim.Status.CARRIED_OUT)
IN_MONEY = (Claim.Remedy.REFUND, Claim.Remedy.PART_REFUND, Claim.Remedy.PRICE_CUT)
"""Remedies that leave nothing to come: a replacement or a repair is accepted when it arrives."""


def claimed_parts(orders: Sequence[int]) -> Mapping[int, Mapping[int, str]]:
    """By the keys of the orders: numbers of the parts that an open claim is about. Goodwill claims stop nothing."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = Claim.objects.filter(order__in=orders, is_goodwill=False).exclude(status__in=CLOSED).order_by()
    for order, parts in rows.values_list("order", "parts"):
        found[order].update(dict.fromkeys(parts, CODE))
    return found


def settled_goods(orders: Sequence[int]) -> Mapping[int, Mapping[int, Withheld]]:
    """By the keys of the orders and the lines: units about which the buyer's claims have ended in money. One query.

    A claim that names no quantity, or several lines, is about all that the buyer rejected or misses of them.
    """
    found: dict[int, dict[int, Withheld]] = defaultdict(dict)
    rows: QuerySet[Any] = Claim.objects.filter(
        order__in=orders, side=Side.BUYER, status__in=ENDED, remedy__in=IN_MONEY
    ).order_by()
    ended_at = Max("history__at", filter=Q(history__after__in=ENDED))
    known = rows.annotate(ended_at=ended_at).filter(ended_at__isnull=False)
    for claim in known.select_related("order__buyer"):
        counted = claim.quantity if len(claim.lines) == 1 and claim.quantity else 0
        day = claim.ended_at.astimezone(claim.order.buyer.zone).date()
        one = Withheld(settled=counted, is_all_settled=not counted, settled_on=day)
        for line in claim.lines or [ALL_LINES]:
            found[claim.order_id][line] = found[claim.order_id].get(line, NOTHING_WITHHELD) + one
    return found


def open_claim_about(order: int, parts: Sequence[int]) -> Claim | None:
    """An open claim about one of these parts, also one of goodwill."""
    rows = Claim.objects.filter(order=order).exclude(status__in=CLOSED).order_by("pk")
    return next((one for one in rows if set(one.parts) & set(parts)), None)
