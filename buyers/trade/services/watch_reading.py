"""Everything that the watch judges, read for several orders at once in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from audits.models import Clearance, Decision
from buyers.catalogue import reference
from buyers.terms.contract import Terms
from buyers.terms.watch import EventLike
from buyers.trade.models import Contract, Evidence, Order, OrderLine
from buyers.trade.services import acceptance
from suppliers.models import Certificate, Supplier, SupplierEvent

STOPPED = (Supplier.Status.SUSPENDED, Supplier.Status.REJECTED)
"""Statuses of suppliers with whom nothing goes on."""


@dataclass(frozen=True, slots=True)
class AcceptedEvent:
    """An event of an order whose evidence was accepted."""

    event: str
    line: int | None
    quantity: int | None
    day: date


@dataclass(frozen=True)
class OrderOnWatch:
    """One order as the watch sees it. ``rows`` are the clearances of each product there, by first day."""

    order: Order
    lines: tuple[OrderLine, ...]
    terms: Terms | None
    events: tuple[EventLike, ...]
    rows: Mapping[int, Sequence[Clearance]]
    documents: Mapping[int, Certificate] = field(default_factory=dict)
    """Documents that clearances of these products rest on or ended with; revoked ones with ``revocations``."""
    stopped_on: Mapping[int, date] = field(default_factory=dict)
    """Since when suppliers may not trade that are suspended or rejected."""

    def quantity_of(self, number: int) -> int:
        """Units ordered of that line; 1 where no terms are on record."""
        found = (line.quantity for line in self.terms.lines if line.number == number) if self.terms else ()
        return next(iter(found), 1)


def read_orders(
    orders: Sequence[Order],
    on: date,
    *,
    terms: Mapping[int, Terms] | None = None,
    events: Mapping[int, Sequence[EventLike]] | None = None,
) -> list[OrderOnWatch]:
    """The orders with what they are judged by on a day. ``terms`` and ``events`` by the order's key, where the caller has them."""
    keys = [order.pk for order in orders]
    prefetch_related_objects(list(orders), "supplier")
    lines = _lines(orders)
    terms = _terms(keys) if terms is None else terms
    events = _accepted_events(orders, terms, on) if events is None else events
    rows = _clearances(orders, lines)
    documents = _documents(rows, lines)
    stopped_on = _stopped_on(order.supplier for order in orders)
    return [
        OrderOnWatch(
            order,
            tuple(lines[order.pk]),
            terms.get(order.pk),
            tuple(events.get(order.pk, ())),
            {line.product_id: _in_country(rows[_place(order, line)], order.destination) for line in lines[order.pk]},
            documents,
            stopped_on,
        )
        for order in orders
    ]


def _lines(orders: Sequence[Order]) -> dict[int, list[OrderLine]]:
    """Lines by the order's key; those that the caller has read with the orders are not read again."""
    found = {order.pk: list(order.lines.all()) for order in orders if _are_read(order)}
    unread = [order.pk for order in orders if order.pk not in found]
    if unread:
        rows = OrderLine.objects.filter(order__in=unread).select_related("product", "clearance")
        for line in rows.order_by("order", "number"):
            found.setdefault(line.order_id, []).append(line)
    return {order.pk: found.get(order.pk, []) for order in orders}


def _are_read(order: Order) -> bool:
    return "lines" in getattr(order, "_prefetched_objects_cache", {})


def _terms(orders: Sequence[int]) -> dict[int, Terms]:
    """Of each order the last version that is signed as it has to be, else the last one proposed."""
    signed: dict[int, Contract] = {}
    proposed: dict[int, Contract] = {}
    for one in Contract.objects.filter(order__in=orders).prefetch_related("signatures").order_by("order", "version"):
        proposed[one.order_id] = one
        if one.is_signed:
            signed[one.order_id] = one
    return {order: signed.get(order, proposed[order]).terms for order in proposed}


def _accepted_events(orders: Sequence[Order], terms: Mapping[int, Terms], on: date) -> dict[int, list[EventLike]]:
    """What counts by that day: answered, or accepted by silence."""
    found: dict[int, list[EventLike]] = defaultdict(list)
    rows = Evidence.objects.filter(order__in=orders).select_related("answer", "order__buyer").order_by("pk")
    for one in rows:
        known = terms.get(one.order_id)
        if known and acceptance.is_accepted(one, known, on):
            quantity = acceptance.proven_quantity(one, known)
            found[one.order_id].append(AcceptedEvent(one.event, one.line, quantity, one.happened_on))
    return found


Place = tuple[int, str]
"""A product and a market."""


def _place(order: Order, line: OrderLine) -> Place:
    return line.product_id, reference.market_of(order.destination) or ""


def _clearances(orders: Iterable[Order], lines: Mapping[int, Sequence[OrderLine]]) -> dict[Place, list[Clearance]]:
    """What we hold true of these products in these markets, whatever the day, in one query."""
    places = {_place(order, line) for order in orders for line in lines.get(order.pk, ())}
    found: dict[Place, list[Clearance]] = defaultdict(list)
    current = Clearance.objects.current().filter(
        product__in={product for product, _market in places}, market__in={market for _product, market in places}
    )
    for row in current.order_by("valid_from", "pk"):
        found[row.product_id, row.market_id].append(row)
    return found


def _in_country(rows: Iterable[Clearance], country: str) -> list[Clearance]:
    return [row for row in rows if row.holds_in(country)]


def _documents(
    rows: Mapping[Place, Sequence[Clearance]], lines: Mapping[int, Sequence[OrderLine]]
) -> dict[int, Certificate]:
    """The documents that these clearances end with, and those that the orders were placed on."""
    keys = {
        int(cause["ref"])
        for held in rows.values()
        for row in held
        for cause in row.ends_because or ()
        if _names_document(cause)
    }
    keys |= {key for held in lines.values() for line in held if line.clearance for key in line.clearance.certificates}
    if not keys:
        return {}
    found = {one.pk: one for one in Certificate.objects.filter(pk__in=keys)}
    revoked = Decision.objects.standing().filter(outcome=Decision.Outcome.REVOKED).order_by("at", "pk")
    ended = [one for one in found.values() if one.status == Certificate.Status.REVOKED]
    prefetch_related_objects(ended, Prefetch("decisions", queryset=revoked, to_attr="revocations"))
    return found


def _stopped_on(suppliers: Iterable[Supplier]) -> dict[int, date]:
    """The day since which those of these suppliers may not trade that do not: a query only where there is one."""
    keys = {one.pk for one in suppliers if one.status in STOPPED}
    if not keys:
        return {}
    events = SupplierEvent.objects.filter(subject__in=keys, after__in=STOPPED).order_by("at", "pk")
    return {one.subject_id: timezone.localdate(one.at) for one in events}


def _names_document(cause: Mapping[str, str]) -> bool:
    """Whether a cause of an end names a document of ours: editions of standards have years there."""
    return "edition" not in cause["code"] and cause.get("ref", "").isdigit()
