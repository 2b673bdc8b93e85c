"""Orders that were not confirmed in time: they are over by themselves, and both sides are written to, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from buyers.trade.mail import orders as mail
from buyers.trade.models import Order, Side
from buyers.trade.services import parties
from buyers.trade.services.contracts import last_version
from buyers.trade.services.ledger import lock_order
from buyers.trade.services.letters import write_once
from buyers.trade.services.order_deadlines import is_lapsed

KIND = "not_confirmed"
SHORTEST = timedelta(days=2)
"""No order lapses sooner: so much is selected in SQL, the calendar of China decides the rest."""
WRITTEN_FOR = timedelta(days=60)
"""Later than this nobody wants to read it: a site that stood still writes no old news."""


def notify_of_lapsed_orders(*, at: datetime) -> int:
    """Write to both sides of each order whose days to confirm are over; how many letters were written."""
    waiting = Order.objects.filter(
        status=Order.Status.PLACED, placed_at__lt=at - SHORTEST, placed_at__gt=at - WRITTEN_FOR
    ).exclude(letters__kind=KIND)
    return sum(_notify(key, at=at) for key in waiting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _notify(key: int, *, at: datetime) -> int:
    order = lock_order(key)
    if not is_lapsed(order, at):
        return 0
    contract = last_version(order)
    total = contract.terms.total if contract else 0
    written = 0
    for side in Side:
        people = parties.people_who_act(order, side)
        letter = partial(mail.order_not_confirmed, order, total, side)
        written += len(write_once(order, KIND, "", people, letter, at=at))
    return written
