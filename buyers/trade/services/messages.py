"""What the sides of an order write to each other. A message changes nothing that was signed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from buyers.trade.mail.messages import message_letter
from buyers.trade.models import Order, OrderMessage, Side
from buyers.trade.services import parties
from buyers.trade.services.ledger import lock_order
from kpmarket.accounts.models import User
from kpmarket.foundation.outbox import writing as outbox

AT_ONCE = timedelta(minutes=1)
"""Within that time the same words of the same person are one message, sent from two tabs."""


class SentAlready(Exception):
    """The same was sent a moment ago: nothing is sent again."""


@transaction.atomic
def write_message(order: Order, text: str, *, side: Side, by: User, at: datetime) -> OrderMessage:
    """Write to the other side, whose people who act get a letter. Raises SentAlready."""
    locked = lock_order(order.pk)
    if locked.messages.filter(author=by, text=text, sent_at__gt=at - AT_ONCE, sent_at__lte=at).exists():
        raise SentAlready
    message = OrderMessage.objects.create(order=locked, side=side, author=by, text=text, sent_at=at)
    readers = parties.people_who_act(locked, parties.other(side))
    outbox.write([message_letter(message, one) for one in readers], at=at)
    return message
