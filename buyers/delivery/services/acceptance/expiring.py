"""Lots that expire sooner after their arrival than the contract allows: a reason to reject them, which nobody has to take."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from buyers.delivery.models import ShipmentLot
from buyers.delivery.services.gate_words import shelf_life_words
from buyers.terms.delivery.shelf_life import LotState, shelf_life_of
from buyers.trade.services.fact_rows import OrderFacts


def expiring_lots(facts: OrderFacts, lots: Iterable[ShipmentLot]) -> dict[int, str]:
    """What is said of each such lot, by its key. Its arrival is the first delivery of its line, today before there is one."""
    terms, found = facts.terms, {}
    if terms is None:
        return {}
    for lot in lots:
        arrived = _arrival(facts, lot.line)
        life = shelf_life_of(
            lot.made_on, lot.expires_on, arrived, months=terms.shelf_life_months, share=terms.shelf_life_bp
        )
        if life.state is LotState.SHORT:
            found[lot.pk] = shelf_life_words(lot.lot, life, terms, arrived)
    return found


def _arrival(facts: OrderFacts, line: int) -> date:
    days = [one.counts_from for one in facts.events if one.event == "delivered" and one.line in (None, line)]
    return min(days, default=facts.on)
