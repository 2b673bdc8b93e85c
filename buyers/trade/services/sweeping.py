"""What the clock makes of orders: releases by silence, demands and reminders, orders that are complete.

Pages tell all of that without it. The sweep only carries out the consequences and writes the letters, each once.
"""

from __future__ import annotations

import logging
from datetime import datetime

from buyers.trade.models import Order
from buyers.trade.services.payments import carry_out

logger = logging.getLogger(__name__)


def carry_out_orders(*, at: datetime) -> int:
    """Look at each order that runs; how many. One that fails is logged and does not keep the others from theirs."""
    running = Order.objects.filter(status=Order.Status.CONFIRMED).order_by("pk")
    count = 0
    for order in running.iterator():
        try:
            carry_out(order, at=at)
        except Exception:
            logger.exception("Order %d could not be carried on", order.pk)
        count += 1
    return count
