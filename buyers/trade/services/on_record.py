"""Of which subjects an order has rows: asked in one query, so that nothing is read where nothing is. Packages above subscribe.

A page of an order stands on some twenty tables, most of them empty for most orders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, QuerySet

from buyers.trade.models import EvidencePage, Movement, Order, OrderMessage

Answer = TypeVar("Answer")
PREFIX = "has_"
OF_ORDER = OuterRef("pk")
_subscribed: dict[str, QuerySet[Any]] = {
    "messages": OrderMessage.objects.filter(order=OF_ORDER),
    "movements": Movement.objects.filter(order=OF_ORDER),
    "pages": EvidencePage.objects.filter(file__evidence__order=OF_ORDER),
}


def subscribe(**subjects: QuerySet[Any]) -> None:
    """Called once by whoever keeps rows about orders. ``OuterRef("pk")`` is the order's key."""
    _subscribed.update(subjects)


def annotate_subjects(orders: QuerySet[Order]) -> QuerySet[Order]:
    """The orders with the answer: for who only reads them, since it is as old as they are."""
    return orders.annotate(**{PREFIX + subject: Exists(rows) for subject, rows in _subscribed.items()})


def subjects_of(orders: Sequence[Order]) -> dict[int, frozenset[str]]:
    """By the keys of the orders. One query, or none where all were read with the answer."""
    known: Iterable[Order] = orders
    if not all(_is_annotated(one) for one in orders):
        known = annotate_subjects(Order.objects.filter(pk__in=[one.pk for one in orders]).only("pk").order_by())
    return {one.pk: frozenset(name for name in _subscribed if getattr(one, PREFIX + name)) for one in known}


def answers_of(
    subscribed: Mapping[Callable[[Sequence[int]], Mapping[int, Answer]], str], on_record: Mapping[int, frozenset[str]]
) -> Iterator[tuple[int, Answer]]:
    """Orders with what each subscriber knows of them, asked about those that have rows of its subject."""
    for ask, subject in subscribed.items():
        if orders := orders_with(subject, on_record):
            yield from ask(orders).items()


def orders_with(subject: str, on_record: Mapping[int, frozenset[str]]) -> list[int]:
    """Keys of the orders that have rows of it. Without a name all of them: nobody knows whether there is something."""
    return [key for key, subjects in on_record.items() if not subject or subject in subjects]


def _is_annotated(order: Order) -> bool:
    return all(hasattr(order, PREFIX + name) for name in _subscribed)
