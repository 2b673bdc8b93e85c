"""What silence may not accept of an order's goods: rejected units, and goods about which something is open. Others subscribe."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from buyers.terms.events import NOTHING_WITHHELD, Withheld
from buyers.trade.models import Order
from buyers.trade.services.on_record import answers_of

Withholding = Callable[[Sequence[Order]], Mapping[int, Mapping[int, Withheld]]]
"""By the keys of orders, then by the number of the line (ALL_LINES for every line). Asked wherever an order's facts are read,
also in the transaction of a release with the order's row locked, with as many queries for many orders as for one."""
_subscribed: dict[Withholding, str] = {}


def subscribe(withholding: Withholding, *, about: str = "") -> None:
    """Called once by whoever knows of such goods. ``about``: the subject (``on_record``) without which there are none."""
    _subscribed[withholding] = about


def unsubscribe(withholding: Withholding) -> None:
    """The opposite."""
    del _subscribed[withholding]


def withheld_goods(orders: Sequence[Order], on_record: Mapping[int, frozenset[str]]) -> dict[int, dict[int, Withheld]]:
    """What is withheld of each order, by line: nothing while nobody knows of any."""
    found: dict[int, dict[int, Withheld]] = {order: {} for order in on_record}
    for order, lines in answers_of(_subscribed, orders, on_record):
        for line, withheld in lines.items():
            found[order][line] = found[order].get(line, NOTHING_WITHHELD) + withheld
    return found
