"""The watch over orders: each line judged for today, the expected shipment and the expected entry.

Holds are computed for the day that is asked about, from what is on record, and stored nowhere: they hold with every worker
down, and end by themselves when a document is renewed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from audits.models import Clearance
from buyers.catalogue import reference
from buyers.terms.contract import Terms
from buyers.terms.watch import EventLike, Stop
from buyers.trade.models import Order
from buyers.trade.services.watch_judging import Hold, LineWatch, judge_line
from buyers.trade.services.watch_reading import read_orders
from suppliers.models import Supplier


def watch_orders(
    orders: Sequence[Order],
    on: date,
    *,
    terms: Mapping[int, Terms] | None = None,
    events: Mapping[int, Sequence[EventLike]] | None = None,
) -> dict[int, tuple[LineWatch, ...]]:
    """Every line of these orders by the order's key, in a fixed number of queries however many there are.

    ``terms`` and accepted ``events`` by the order's key, where the caller has read them.
    """
    return {
        one.order.pk: tuple(judge_line(one, line, on) for line in one.lines)
        for one in read_orders(orders, on, terms=terms, events=events)
    }


def outlook(
    order: Order, on: date, *, terms: Terms | None = None, events: Sequence[EventLike] | None = None
) -> tuple[LineWatch, ...]:
    """Each line of one order on that day, with its hold where there is one."""
    known_terms = {order.pk: terms} if terms else None
    known_events = {order.pk: events} if events is not None else None
    return watch_orders([order], on, terms=known_terms, events=known_events)[order.pk]


def holds(
    order: Order, on: date, *, terms: Terms | None = None, events: Sequence[EventLike] | None = None
) -> tuple[Hold, ...]:
    """What stops lines of that order on that day."""
    return tuple(line.hold for line in outlook(order, on, terms=terms, events=events) if line.hold)


def hold_against(order: Order, on: date, what: Stop, *, line: int | None = None) -> Hold | None:
    """What stops this on that day for one line, or for any where none is named; None: it may go on.

    To be asked inside the transaction of the act, with the order's row locked. What it rests on is locked too: a revocation
    or suspension that was committed before is known, one that comes later waits until the act is done.
    """
    _lock_what_it_rests_on(order)
    return next(
        (one for one in holds(order, on) if one.stops(what) and line in (None, one.line.number)),
        None,
    )


def _lock_what_it_rests_on(order: Order) -> None:
    """The supplier's row, which a suspension changes, and the rows of clearances, which a revocation supersedes."""
    order.supplier = Supplier.objects.select_for_update(no_key=True).get(pk=order.supplier_id)
    clearances = Clearance.objects.current().filter(
        product__in=order.lines.values("product"), market=reference.market_of(order.destination) or ""
    )
    locked = clearances.select_for_update(of=("self",), no_key=True).order_by("pk")
    list(locked.values_list("pk", flat=True))
