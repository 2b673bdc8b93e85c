"""What silence may not accept of an order's goods: rejected units, and goods about which something is open. Others subscribe."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from buyers.terms.events import NOTHING_WITHHELD, Withheld

Withholding = Callable[[Sequence[int]], Mapping[int, Mapping[int, Withheld]]]
"""By the keys of orders, then by the number of the line (ALL_LINES for every line). Asked wherever an order's facts are read,
also in the transaction of a release with the order's row locked, with as many queries for many orders as for one."""
_subscribed: list[Withholding] = []


def subscribe(withholding: Withholding) -> None:
    """Called once by whoever knows of such goods."""
    if withholding not in _subscribed:
        _subscribed.append(withholding)


def unsubscribe(withholding: Withholding) -> None:
    """The opposite."""
    _subscribed.remove(withholding)


def withheld_goods(orders: Sequence[int]) -> dict[int, dict[int, Withheld]]:
    """What is withheld of each order, by line: nothing while nobody knows of any."""
    found: dict[int, dict[int, Withheld]] = {order: {} for order in orders}
    for withholding in _subscribed:
        for order, lines in withholding(orders).items():
            for line, withheld in lines.items():
                found[order][line] = found[order].get(line, NOTHING_WITHHELD) + withheld
    return found
