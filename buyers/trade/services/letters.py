"""Letters about an order, each written once to each person, in the transaction of its cause."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from buyers.trade.models import Order, OrderLetter
from kpmarket.accounts.models import User
from kpmarket.foundation.outbox import writing as outbox
from kpmarket.foundation.outbox.models import Letter


def write_once(
    order: Order, kind: str, cause: str, recipients: Iterable[User], compose: Callable[[User], Letter], *, at: datetime
) -> list[Letter]:
    """Write the letter of that cause to whoever has not got it yet; returns what was written.

    The order's row must be locked: nobody else writes of it until the transaction ends.
    """
    written = OrderLetter.objects.filter(order=order, kind=kind, cause=cause)
    known = set(written.values_list("recipient_id", flat=True))
    wanted = [user for user in recipients if user.pk not in known]
    OrderLetter.objects.bulk_create(
        OrderLetter(order=order, kind=kind, cause=cause, recipient=user, written_at=at) for user in wanted
    )
    return outbox.write([compose(user) for user in wanted], at=at)
