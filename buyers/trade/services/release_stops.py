"""What else may stop the release of a part, besides holds: a claim about it. Those who know of claims subscribe."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from buyers.trade.models import Order
from buyers.trade.services.on_record import answers_of

Claims = Callable[[Sequence[Order]], Mapping[int, Mapping[int, str]]]
"""Open claims of orders, by their keys: of each order the parts that one is about, with a code. Asked in the transaction of
the release, with the order's row locked, so that a claim that was committed before counts."""
AFTER_SHIPMENT = 0
"""In the place of a part's number: every part that rests on goods having left or come (``terms.progress.resting_parts``)."""
_subscribed: dict[Claims, str] = {}


def subscribe(claims: Claims, *, about: str = "") -> None:
    """Called once by whoever keeps claims. ``about``: the subject (``on_record``) without which there are none."""
    _subscribed[claims] = about


def unsubscribe(claims: Claims) -> None:
    """The opposite."""
    del _subscribed[claims]


def open_claims(orders: Sequence[Order], on_record: Mapping[int, frozenset[str]]) -> dict[int, dict[int, str]]:
    """Parts of each order that an open claim is about, by the order's key: nothing while nobody keeps claims."""
    found: dict[int, dict[int, str]] = {order: {} for order in on_record}
    for order, parts in answers_of(_subscribed, orders, on_record):
        found[order].update(parts)
    return found
