"""News that the apps downstream want in the same transaction, told without importing them.

Only one kind exists: an offer changed (price, minimum order, lead time, capacity, names, shown or not).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from suppliers.models import Product

Listener = Callable[[Iterable[Product]], None]
_listeners: list[Listener] = []


def subscribe(listener: Listener) -> None:
    """Called once by an app's ``ready()``."""
    if listener not in _listeners:
        _listeners.append(listener)


def listing_changed(products: Iterable[Product]) -> None:
    """Tell every listener which offers changed, inside the caller's transaction."""
    changed = list(products)
    for listener in _listeners:
        listener(changed)
