"""Of which subjects an order has rows: asked in one query, so that nothing is read where nothing is. Packages above subscribe.

A page of an order stands on some twenty tables, most of them empty for most orders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from buyers.trade.models import Contract, EvidencePage, Movement, Order, OrderMessage, Signature
from kpmarket.foundation.nested_rows import Rows, put_rows, write_rows

Answer = TypeVar("Answer")
PREFIX = "has_"
OF_ORDER = OuterRef("pk")
_subscribed: dict[str, QuerySet[Any]] = {
    "messages": OrderMessage.objects.filter(order=OF_ORDER),
    "movements": Movement.objects.filter(order=OF_ORDER),
    "pages": EvidencePage.objects.filter(file__evidence__order=OF_ORDER),
}
_rows: dict[str, Rows] = {
    "contracts": Rows(
        Contract.objects.filter(order=OF_ORDER).order_by("version"),
        signatures=Rows(Signature.objects.filter(contract=OF_ORDER).order_by("at"), "by"),
    ),
    "evidence_pages": Rows(
        EvidencePage.objects.filter(file__evidence__order=OF_ORDER).order_by("file", "number"), "file"
    ),
    "messages": Rows(OrderMessage.objects.filter(order=OF_ORDER).order_by("sent_at", "pk"), "author"),
}


def subscribe(**subjects: QuerySet[Any]) -> None:
    """Called once by whoever keeps rows about orders. ``OuterRef("pk")`` is the order's key."""
    _subscribed.update(subjects)


def subscribe_rows(**rows: Rows) -> None:
    """Called once by whoever keeps rows that every page of an order shows: by the related name of the order."""
    _rows.update(rows)


def annotate_rows(orders: QuerySet[Order]) -> QuerySet[Order]:
    """The orders with the rows themselves, in the same query: for who shows one order whole. ``take_rows`` follows."""
    return orders.annotate(**{f"rows_{name}": sql for name, sql in _sql_of_rows(connection.vendor).items()})


@cache
def _sql_of_rows(vendor: str) -> dict[str, RawSQL]:
    """The SQL of all rows, as that kind of database reads it."""
    return {name: write_rows(Order, rows) for name, rows in _rows.items()}


def take_rows(order: Order) -> Order:
    """The order with the rows that were read with it, as if prefetched."""
    for name, rows in _rows.items():
        put_rows(order, name, rows, getattr(order, f"rows_{name}"))
    return order


def has_rows(order: Order, name: str) -> bool:
    """Whether these rows were read with the order, for who else would ask by its key."""
    return hasattr(order, f"rows_{name}")


def have_rows(orders: Iterable[Order], name: str) -> bool:
    """The same of each of these orders."""
    return all(has_rows(one, name) for one in orders)


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
    subscribed: Mapping[Callable[[Sequence[Order]], Mapping[int, Answer]], str],
    orders: Sequence[Order],
    on_record: Mapping[int, frozenset[str]],
) -> Iterator[tuple[int, Answer]]:
    """Orders with what each subscriber knows of them, asked about those that have rows of its subject."""
    for ask, subject in subscribed.items():
        keys = set(orders_with(subject, on_record))
        if asked := [one for one in orders if one.pk in keys]:
            yield from ask(asked).items()


def orders_with(subject: str, on_record: Mapping[int, frozenset[str]]) -> list[int]:
    """Keys of the orders that have rows of it. Without a name all of them: nobody knows whether there is something."""
    return [key for key, subjects in on_record.items() if not subject or subject in subjects]


def _is_annotated(order: Order) -> bool:
    return all(hasattr(order, PREFIX + name) for name in _subscribed)
