"""News that the apps downstream want in the same transaction, without importing them.

Two kinds exist: an offer changed (price, minimum order, lead time, capacity, names, shown or not), and what rules ask
about a product changed, or was said for the first time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol

from suppliers.models import Product

Listener = Callable[[Iterable[Product]], None]


class FactsListener(Protocol):
    """Hears whose facts changed, and when."""

    def __call__(self, products: Iterable[Product], *, at: datetime) -> object: ...


_listeners: list[Listener] = []
_facts_listeners: list[FactsListener] = []


def subscribe(listener: Listener) -> None:
    """Called once by an app's ``ready()``."""
    if listener not in _listeners:
        _listeners.append(listener)


def listing_changed(products: Iterable[Product]) -> None:
    """Notify every listener which offers changed, inside the caller's transaction."""
    changed = list(products)
    for listener in _listeners:
        listener(changed)


def subscribe_to_facts(listener: FactsListener) -> None:
    """Called once by an app's ``ready()``."""
    if listener not in _facts_listeners:
        _facts_listeners.append(listener)


def facts_changed(products: Iterable[Product], *, at: datetime) -> None:
    """Notify every listener whose type or regulatory facts are others than before, inside the caller's transaction."""
    changed = list(products)
    for listener in _facts_listeners:
        listener(changed, at=at)
