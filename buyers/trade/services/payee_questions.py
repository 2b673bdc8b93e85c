"""Questions about a side that payments to it wait for. Packages above trade subscribe: screening does."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from buyers.trade.models import Order, Side


class Asks(Protocol):
    """Whether payments to that side of the order wait."""

    def __call__(self, order: Order, side: Side, *, at: datetime) -> bool: ...


_subscribed: list[Asks] = []


def subscribe(asks: Asks) -> None:
    """Called once by whoever has questions."""
    if asks not in _subscribed:
        _subscribed.append(asks)


def is_asked(order: Order, side: Side, *, at: datetime) -> bool:
    """Whether any question is open that payments to that side wait for."""
    return any(asks(order, side, at=at) for asks in _subscribed)
