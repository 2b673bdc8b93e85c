"""News that the apps downstream want in the same transaction, without importing them.

Three kinds exist: an offer changed (price, minimum order, lead time, capacity, names, shown or not); what rules ask
about a product changed, or was said for the first time; and what buyers read of it became something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kpmarket.accounts.models import User
from suppliers.models import Product
from suppliers.products.changed_parts import ChangedPart


@dataclass(frozen=True)
class OfferChange:
    """What buyers read of a product, before and after, changed by whom and when."""

    product: Product
    parts: tuple[ChangedPart, ...]
    by: User
    at: datetime


class Listener(Protocol):
    """Hears of which products something changed, and when."""

    def __call__(self, products: Iterable[Product], *, at: datetime) -> object: ...


ChangeListener = Callable[[OfferChange], object]
_listeners: list[Listener] = []
_facts_listeners: list[Listener] = []
_change_listeners: list[ChangeListener] = []


def subscribe(listener: Listener) -> None:
    """Called once by an app's ``ready()``."""
    if listener not in _listeners:
        _listeners.append(listener)


def listing_changed(products: Iterable[Product], *, at: datetime) -> None:
    """Notify every listener which offers changed, inside the caller's transaction."""
    changed = list(products)
    for listener in _listeners:
        listener(changed, at=at)


def subscribe_to_changes(listener: ChangeListener) -> None:
    """Called once by an app's ``ready()``."""
    if listener not in _change_listeners:
        _change_listeners.append(listener)


def words_changed(change: OfferChange) -> None:
    """Notify every listener what buyers read now, inside the caller's transaction. Nothing where no part differs."""
    if change.parts:
        for listener in _change_listeners:
            listener(change)


def subscribe_to_facts(listener: Listener) -> None:
    """Called once by an app's ``ready()``."""
    if listener not in _facts_listeners:
        _facts_listeners.append(listener)


def facts_changed(products: Iterable[Product], *, at: datetime) -> None:
    """Notify every listener whose type or regulatory facts are others than before, inside the caller's transaction."""
    changed = list(products)
    for listener in _facts_listeners:
        listener(changed, at=at)
