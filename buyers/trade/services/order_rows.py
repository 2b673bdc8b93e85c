"""Orders as rows of a list: number, the other side, total, what is waited for until when, and how the clearance stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buyers.trade.models import Order, Side
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.facts import facts_of
from buyers.trade.services.order_sections import added_steps
from buyers.trade.services.situations import steps_in_words
from buyers.trade.services.step_words import NextStep
from buyers.trade.services.watch_judging import LineWatch
from buyers.trade.services.words import money_words
from kpmarket.foundation.places import place_name

OPEN = (Order.Status.TO_APPROVE, Order.Status.PLACED, Order.Status.CONFIRMED)
ENDED = (Order.Status.DECLINED, Order.Status.CANCELLED, Order.Status.COMPLETED)


@dataclass(frozen=True)
class Mark:
    """How the clearance of an order's lines stands, the worst of them: a state of the pill, and its words."""

    state: str
    label: str


@dataclass(frozen=True)
class OrderRow:
    """One order in a list."""

    number: str
    url: str
    other: str
    what: str
    total: str
    assurance: str
    step: NextStep
    state: str
    state_label: str


def rows_of(orders: Sequence[Order], side: Side, *, at: datetime) -> list[OrderRow]:
    """The orders as that side reads them, in their order; as many queries for many as for one."""
    found = facts_of(orders, at=at)
    added = added_steps(found, side)
    return [_row(facts, side, added[facts.order.pk]) for facts in found]


def _row(facts: OrderFacts, side: Side, added: Sequence[NextStep]) -> OrderRow:
    order = facts.order
    steps = (*added, *steps_in_words(facts, side))
    mark = mark_of(facts.watch) if order.status in OPEN else Mark("", "")
    return OrderRow(
        number=order.number,
        url=order.get_absolute_url(),
        other=order.supplier.display_name if side == Side.BUYER else order.buyer.organisation,
        what=_what(facts),
        total=money_words(facts.terms.total, order.currency) if facts.terms else "",
        assurance=assurance_words(facts),
        step=next((one for one in steps if one.is_mine), steps[0]),
        state=mark.state,
        state_label=mark.label,
    )


def assurance_words(facts: OrderFacts) -> str:
    """To whom the buyer pays: the holder of the money, or the supplier."""
    holder = facts.order.holder
    return _("Paid to %(holder)s") % {"holder": holder} if holder and facts.is_held_here else _("Paid directly")


def mark_of(lines: Sequence[LineWatch]) -> Mark:
    """The worst of all lines: on hold, too short, or the state of today."""
    if any(line.hold for line in lines):
        return Mark("blocked", _("On hold"))
    if any(line.is_too_short for line in lines):
        return Mark("conditional", _("Ends before arrival"))
    if lines and all(line.is_over for line in lines):
        return Mark("cleared", _("Entered"))
    worst = next((line for line in lines if not line.today.is_open), None) or next(iter(lines), None)
    return Mark(str(worst.today), "") if worst else Mark("not_assessed", "")


def _what(facts: OrderFacts) -> str:
    """'Surgical mask and 2 more, for Germany'."""
    place = place_name(facts.order.destination)
    names = [line.terms.name for line in facts.lines]
    if not names:
        return place
    more = len(names) - 1
    first = names[0]
    if more:
        text = ngettext("%(name)s and %(more)s more, for %(place)s", "%(name)s and %(more)s more, for %(place)s", more)
        return text % {"name": first, "more": more, "place": place}
    return _("%(name)s, for %(place)s") % {"name": first, "place": place}
