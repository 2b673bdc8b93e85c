"""What the clock makes of goods that arrived: letters that ask for a check and say when the days end, each once."""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import transaction

from buyers.delivery.services.acceptance import letters
from buyers.delivery.services.acceptance.states import lines_of
from buyers.trade.models import Order
from buyers.trade.services.facts import order_facts
from buyers.trade.services.ledger import lock_order

logger = logging.getLogger(__name__)
SOON = timedelta(days=3)
"""So long before the last day the buyer is reminded."""


def notify_of_arrivals(*, at: datetime) -> int:
    """Write to buyers whose goods arrived and wait for a check; how many letters. One order that fails keeps no other."""
    delivered = Order.objects.filter(status=Order.Status.CONFIRMED, evidence__event="delivered").distinct()
    count = 0
    for key in delivered.order_by("pk").values_list("pk", flat=True):
        try:
            count += _notify(key, at=at)
        except Exception:
            logger.exception("Order %d could not be looked at for goods that arrived", key)
    return count


@transaction.atomic
def _notify(key: int, *, at: datetime) -> int:
    order = lock_order(key)
    facts = order_facts(order, at=at)
    if facts.terms is None:
        return 0
    by_day: dict[date, list[int]] = defaultdict(list)
    for one in lines_of(facts):
        if one.until and one.until >= facts.on:
            by_day[one.until].append(one.line.number)
    count = 0
    for until, lines in by_day.items():
        write = letters.write_of_ending if until - facts.on <= SOON else letters.write_of_arrival
        count += write(order, facts.terms, lines, until, at=at)
    return count
