"""How the screening of orders stands: against which lists, and which questions are open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from buyers.disputes.models import SanctionsList, Screening, ScreeningHit
from buyers.disputes.services.screening.comparing import screen_order
from buyers.trade.models import Order, Side
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.on_record import has_rows, have_rows

SIDES = {Screening.Role.BUYER: Side.BUYER, Screening.Role.SUPPLIER: Side.SUPPLIER, Screening.Role.PAYEE: Side.SUPPLIER}
"""Whose payments wait for the answer to a question about that role."""
MOST_PARTS = 20
"""Parts that a payment plan has at most."""


@dataclass(frozen=True)
class Standing:
    """``lists`` were compared with; ``is_asked``: a question is open; ``is_listed``: two people said that a party is listed."""

    lists: tuple[SanctionsList, ...]
    is_asked: bool
    is_listed: bool


def standing_of(facts: OrderFacts) -> Standing:
    """How it stands: a query for what was compared, and one for questions, where there is any."""
    newest: dict[str, SanctionsList] = {}
    for row in _screenings_of(facts.order) if "screenings" in facts.on_record else ():
        newest[row.source.list_id] = row.source
    states = _states(facts.order) if "hits" in facts.on_record else set()
    lists = tuple(sorted(newest.values(), key=lambda one: one.list_id))
    return Standing(lists, "open" in states, "listed" in states)


def _screenings_of(order: Order) -> Iterable[Screening]:
    """With the lists, the oldest first."""
    if has_rows(order, "screenings"):
        return order.screenings.all()
    return Screening.objects.filter(order=order).select_related("source").order_by("source__published_on")


def _states(order: Order) -> set[str]:
    """In which states the questions about the order are."""
    if has_rows(order, "screenings"):
        return {hit.state for one in order.screenings.all() for hit in one.states}  # type: ignore[attr-defined]
    return set(ScreeningHit.objects.with_state().filter(screening__order=order).values_list("state", flat=True))


def is_stopped(order: Order, side: Side, *, at: datetime) -> bool:
    """Whether payments to that side wait: a question about it is open, or a party of the order is listed.

    Compares with the newest lists first, so that it never depends on a job that should have run.
    """
    screen_order(order, at=at)
    hits = ScreeningHit.objects.with_state().filter(screening__order=order).values_list("state", "screening__role")
    return any(
        state == "listed" or (state == "open" and SIDES.get(Screening.Role(role)) == side) for state, role in hits
    )


def stopped_parts(orders: Sequence[Order]) -> Mapping[int, Mapping[int, str]]:
    """Every part of orders of which a party is listed: nothing of them is released."""
    if have_rows(orders, "screenings"):
        keys = {one.pk for one in orders if "listed" in _states(one)}
    else:
        listed = ScreeningHit.objects.with_state().filter(screening__order__in=orders, state="listed")
        keys = set(listed.values_list("screening__order", flat=True))
    return {key: dict.fromkeys(range(1, MOST_PARTS + 1), "listed_party") for key in keys}
