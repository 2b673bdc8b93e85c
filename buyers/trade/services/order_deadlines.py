"""Until when somebody has to act on an order before it is confirmed, and on a change of its contract. Computed, never stored."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from buyers.terms.clock import clocks
from buyers.trade.models import Contract, Order, Side
from buyers.trade.services.parties import placed_since
from kpmarket.foundation.deadlines import Deadline
from kpmarket.foundation.working_days import CHINA as CHINA_CODE
from kpmarket.foundation.working_days import due_on

CHINA = ZoneInfo("Asia/Shanghai")


def confirm_by(order: Order) -> Deadline:
    """The supplier's last day to confirm, in China; after it the order is over without anybody's act."""
    placed = placed_since(order).astimezone(CHINA).date()
    return Deadline(clocks()["confirm_order"].last_day(placed, due_on), CHINA)


def is_lapsed(order: Order, at: datetime) -> bool:
    """Whether it was not confirmed in time."""
    return order.status == Order.Status.PLACED and confirm_by(order).is_over(at)


def sign_by(contract: Contract) -> Deadline:
    """The last day on which the other side may sign what was proposed, where that side is."""
    buyer = contract.order.buyer
    zone, country = (CHINA, CHINA_CODE) if contract.side == Side.BUYER else (buyer.zone, buyer.country)
    proposed = contract.proposed_at.astimezone(zone).date()
    return Deadline(clocks()["sign_amendment"].last_day(proposed, partial(due_on, country=country)), zone)
