"""Ending an order before its goods are there: who may, for which cause, and what becomes of money that is held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from audits.desk import log
from buyers.terms.clock import clocks
from buyers.terms.contract import Terms
from buyers.terms.money import share_of
from buyers.terms.parts import Stage
from buyers.terms.watch import shares_of
from buyers.trade.models import Order, Side
from buyers.trade.services import order_letters, parties, payments
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.facts import order_facts
from buyers.trade.services.ledger import lock_order
from buyers.trade.services.order_deadlines import CHINA
from buyers.trade.services.orders import NotOpen
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import IllegalTransition, move
from kpmarket.foundation.working_days import due_on

BEGUN = ("production_started", "goods_ready", "inspection_passed")
"""Events after which the buyer can no longer change its mind."""
CLAIM = "claim"
"""What stops the release of a part that an open claim is about."""


class CancelCause(models.TextChoices):
    """Why an order ends. Kept with the change of its status."""

    BEFORE_CONFIRMED = "before_confirmed", _("Not confirmed yet")
    CHANGE_OF_MIND = "change_of_mind", _("No longer wanted")
    NOT_PAID = "not_paid", _("Not paid")
    LATE = "late", _("Shipped too late")
    CLEARANCE = "clearance", _("The clearance does not stand")
    FORCE_MAJEURE = "force_majeure", _("Force majeure that lasts too long")
    AGREED = "agreed", _("Both sides agree")


class NotPossible(Exception):
    """The cause does not hold at this moment."""


@dataclass(frozen=True)
class Cancellation:
    """One way in which a side may end the order now. ``most_kept``: minor units of what is held that the supplier may keep.

    ``is_fixed``: it keeps just that; else what the buyer accepts of its documented cost, up to it.
    """

    cause: CancelCause
    most_kept: int
    held: int
    is_fixed: bool = True

    @property
    def goes_back(self) -> int:
        """What goes back to the buyer at least."""
        return self.held - self.most_kept


def ways_to_cancel(order: Order, side: Side, *, at: datetime) -> tuple[Cancellation, ...]:
    """The causes that hold for this side at this moment; none while a claim is open, which decides about the money."""
    if order.status in (Order.Status.TO_APPROVE, Order.Status.PLACED):
        return (Cancellation(CancelCause.BEFORE_CONFIRMED, 0, 0),) if side == Side.BUYER else ()
    if order.status != Order.Status.CONFIRMED:
        return ()
    facts = order_facts(order, at=at)
    if facts.terms is None or _is_shipped(facts) or CLAIM in facts.claims.values():
        return ()
    held = sum(state.money.held for state in facts.parts)
    lasting = (Cancellation(CancelCause.FORCE_MAJEURE, 0, held),) if lasts_too_long(facts) else ()
    if side == Side.SUPPLIER:
        return (*((Cancellation(CancelCause.NOT_PAID, 0, 0),) if _is_unpaid(facts) else ()), *lasting)
    return (*_of_buyer(facts, facts.terms, held), *lasting)


@transaction.atomic
def cancel(order_pk: int, cause: str, *, kept: int | None = None, note: str = "", by: User, at: datetime) -> Order:
    """End the order for that cause; what is held goes where the cause says. ``kept`` where the buyer accepts a cost.

    Raises NotPossible, NotOpen, or what ``acting_side`` raises.
    """
    order = lock_order(order_pk)
    side = parties.acting_side(order, by)
    way = next((one for one in ways_to_cancel(order, side, at=at) if one.cause == cause), None)
    if way is None or (kept is not None and not 0 <= kept <= way.most_kept):
        raise NotPossible
    fee = way.most_kept if way.is_fixed or kept is None else kept
    before, order = order.status, lock_order(order_pk)
    try:
        step = move(order, Order.Status.CANCELLED, by=by, at=at, reasons=[cause], note=note)
    except IllegalTransition as clash:
        raise NotOpen(order.status) from clash
    content = {"cause": cause, "side": str(side), "kept": fee}
    log.append(act="order_cancelled", subject=f"order:{order.pk}", by=by, at=at, content=content)
    if before == Order.Status.CONFIRMED:
        payments.settle_cancellation(order, fee_bp=0, fee=fee, by=by, at=at, cause=f"cancelled:{step.pk}")
    money = (way.held - fee, fee) if way.held else None
    order_letters.announce_cancelled(
        order, way.cause.label, money, note, was_shown=before in Order.SHOWN_TO_SUPPLIER, at=at
    )
    return order


def is_too_late(facts: OrderFacts) -> bool:
    """Whether the latest day of shipment, moved by force majeure, and the days of grace are over."""
    due = facts.due_terms
    return due is not None and facts.at.astimezone(CHINA).date() > due.latest_shipment + timedelta(days=due.grace_days)


def lasts_too_long(facts: OrderFacts) -> bool:
    """Whether force majeure has lasted so long that either side may end what is not shipped."""
    return facts.free_to_end_from is not None and facts.free_to_end_from <= facts.on


def _of_buyer(facts: OrderFacts, terms: Terms, held: int) -> list[Cancellation]:
    ways = []
    if not _is_begun(facts):
        ways.append(Cancellation(CancelCause.CHANGE_OF_MIND, share_of(held, terms.cancel_fee_bp), held))
    if is_too_late(facts):
        ways.append(Cancellation(CancelCause.LATE, 0, held))
    if way := _of_clearance(facts, held):
        ways.append(way)
    return ways


def _of_clearance(facts: OrderFacts, held: int) -> Cancellation | None:
    """Where a hold has lasted long enough: at once while nothing is made, later after the days to put it right."""
    ripe = [one for one in facts.holds if one.free_to_cancel_from and one.free_to_cancel_from <= facts.on]
    if not ripe:
        return None
    most = [shares_of(held, one.money, documented_cost=held) for one in ripe]
    kept = min((one.to_supplier for one in most if one), default=0)
    return Cancellation(CancelCause.CLEARANCE, kept, held, is_fixed=kept == 0)


def _is_shipped(facts: OrderFacts) -> bool:
    """Whether anything was handed over: then quantities change by an amendment, and the order goes on."""
    return any(line.quantity_of("transport_document") for line in facts.lines)


def _is_begun(facts: OrderFacts) -> bool:
    """Whether production began, as far as accepted evidence says."""
    return any(line.quantity_of(event) for line in facts.lines for event in BEGUN)


def _is_unpaid(facts: OrderFacts) -> bool:
    """Whether a demand is long over and no money of the order is held, released or paid to the supplier."""
    if any(state.money.received or state.money.paid_directly for state in facts.parts):
        return False
    today = facts.at.astimezone(CHINA).date()
    due = [state.due for state in facts.parts if state.due and state.stage is Stage.DEMANDED]
    return any(clocks()["pay_grace"].is_over(day, today, due_on) for day in due)
