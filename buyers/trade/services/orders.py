"""What people decide about an order that was placed: approve, confirm, decline. Each act locks the order's row."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audits.desk import log
from buyers.terms.watch import Stop
from buyers.trade.models import Order, Side
from buyers.trade.services import contracts, order_letters, parties, payments, watching
from buyers.trade.services.ledger import lock_order
from buyers.trade.services.order_deadlines import is_lapsed
from buyers.trade.services.watch_judging import Hold
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import IllegalTransition, move


class Lapsed(Exception):
    """The supplier's days to confirm are over: nothing was demanded, and the buyer may place the order again."""


class ClearanceStops(Exception):
    """A line's clearance does not stand any more: ``hold`` says which and why."""

    def __init__(self, hold: Hold) -> None:
        super().__init__(hold.line.number)
        self.hold = hold


class SamePerson(Exception):
    """Who placed an order does not approve it."""


class NotOpen(Exception):
    """Somebody decided before: ``where`` is the status that the order has now."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.where = status


@transaction.atomic
def approve(order_pk: int, *, by: User, at: datetime) -> Order:
    """A second member agrees; the supplier gets the order. Raises SamePerson, NotOpen, or what ``act_for`` raises."""
    order = lock_order(order_pk)
    parties.act_for(Side.BUYER, order, by)
    if order.placed_by_id == by.pk:
        raise SamePerson
    _move(order, Order.Status.PLACED, Order.Status.TO_APPROVE, by=by, at=at)
    _log("order_approved", order, by=by, at=at)
    order_letters.announce_approved(order, at=at)
    return order


@transaction.atomic
def confirm(order_pk: int, digest: str, *, by: User, at: datetime) -> Order:
    """The supplier signs the digest that was shown, and the first part is demanded.

    Raises Lapsed, ClearanceStops, NotOpen, DigestDiffers, or what ``act_for`` raises.
    """
    order = lock_order(order_pk)
    parties.act_for(Side.SUPPLIER, order, by)
    if is_lapsed(order, at):
        raise Lapsed
    if hold := watching.hold_against(order, at.astimezone(order.buyer.zone).date(), Stop.CONFIRM):
        raise ClearanceStops(hold)
    contract = contracts.last_version(order)
    if contract is None:
        raise contracts.DigestDiffers(0)
    _move(order, Order.Status.CONFIRMED, Order.Status.PLACED, by=by, at=at)
    contracts.sign(contract, digest, side=Side.SUPPLIER, by=by, at=at)
    order_letters.announce_confirmed(order, at=at)
    payments.carry_out(order, at=at, by=by)
    return order


@transaction.atomic
def decline(order_pk: int, reason: str, *, by: User, at: datetime) -> Order:
    """The supplier does not take the order, and says why. Raises NotOpen or what ``act_for`` raises."""
    order = lock_order(order_pk)
    parties.act_for(Side.SUPPLIER, order, by)
    _move(order, Order.Status.DECLINED, Order.Status.PLACED, by=by, at=at, note=reason)
    _log("order_declined", order, by=by, at=at)
    order_letters.announce_declined(order, reason, at=at)
    return order


def _move(order: Order, to: str, before: str, *, by: User, at: datetime, note: str = "") -> None:
    if order.status != before:
        raise NotOpen(order.status)
    try:
        move(order, to, by=by, at=at, note=note)
    except IllegalTransition as clash:
        raise NotOpen(order.status) from clash


def _log(act: str, order: Order, *, by: User, at: datetime) -> None:
    log.append(act=act, subject=f"order:{order.pk}", by=by, at=at, content={"status": order.status})
