"""How much may be claimed of which part of an order's price, by which side, and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from buyers.terms.disputes.claim_rules import claim_rules
from buyers.trade.models import Movement, Side
from buyers.trade.services.accounts import held_for
from buyers.trade.services.fact_rows import OrderFacts

DELIVERED = "delivered"


@dataclass(frozen=True)
class Claimable:
    """What may be claimed of one part, in minor units: at most ``most``, of which ``held`` is held now."""

    part: int
    most: int
    held: int


def claimable(facts: OrderFacts, side: Side) -> dict[int, Claimable]:
    """By number, the parts of which that side can claim anything.

    The buyer: what was paid for the part, wherever it is now. The supplier: what is held for it, or what the buyer owes.
    """
    found = {}
    for state in facts.parts:
        money = state.money
        paid = money.held + money.released + money.paid_directly
        most = paid if side == Side.BUYER else money.held or state.missing
        if most:
            found[state.part.number] = Claimable(state.part.number, most, money.held)
    return found


def last_day_of_goodwill(facts: OrderFacts, parts: Sequence[int]) -> date | None:
    """The last day to ask for goodwill about parts of which nothing is held, where the buyer is; None: no day runs yet."""
    since = [_paid_out_at(facts, part) for part in parts]
    days = [one.astimezone(facts.order.buyer.zone).date() for one in since if one]
    delivered = facts.complete_on(DELIVERED)
    days += [delivered] if delivered else []
    return max(days) + timedelta(days=claim_rules().days("open_goodwill")) if days else None


def held_of(known_held: Mapping[int, int], parts: Sequence[int]) -> dict[int, int]:
    """What is held for each of these parts, in minor units."""
    return {part: known_held.get(part, 0) for part in sorted(parts)}


def _paid_out_at(facts: OrderFacts, part: int) -> datetime | None:
    """When money of that part was released or divided last."""
    kinds = (Movement.Kind.RELEASED, Movement.Kind.RESOLVED)
    name = held_for(facts.order, part).name
    moved = Movement.objects.filter(order=facts.order, kind__in=kinds, transfers__debit__name=name)
    return moved.order_by("-at").values_list("at", flat=True).first()
