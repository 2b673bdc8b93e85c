"""What may become of an order's money, by name: each function makes its transfers and refuses what must not happen.

Whether evidence, holds and the contract allow it decides the caller, after ``ledger.lock_order``; amounts in minor units.
All raise errors of ``refusals`` and then have written nothing.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from buyers.trade.models import BankAccount, Movement, Order
from buyers.trade.services import accounts
from buyers.trade.services.accounts import AccountName
from buyers.trade.services.balances import balances_of
from buyers.trade.services.ledger import Leg, balance, lock_ledger, lock_order, post
from buyers.trade.services.refusals import (
    AlreadyMoved,
    NothingHeld,
    OtherHolder,
    Overdrawn,
    PartClosed,
    StillFollowed,
    TwoPeopleNeeded,
)
from buyers.trade.services.trails import has_later_changes, is_undone, left_of, live_followers
from kpmarket.accounts.models import User

Kind = Movement.Kind


@transaction.atomic
def match(
    received: Movement,
    order: Order,
    amount: int,
    *,
    account: BankAccount,
    cause: str,
    by: User | None,
    at: datetime,
    note: str = "",
) -> Movement:
    """Money that came in at ``account`` is for this order: it waits there for a part that is demanded.

    Raises OtherHolder, WrongCurrency, and Overdrawn for more than is left of what was received.
    """
    order = lock_order(order.pk)
    if order.holder_id != account.holder_id:
        raise OtherHolder(f"{order} is held by {order.holder}, not {account.holder}")
    source = accounts.unmatched(account)
    refuse_more_than_left(received, source, amount)
    leg = Leg(source, accounts.unapplied(order), amount)
    return post(Kind.MATCHED, cause, [leg], by=by, at=at, order=order, follows=received, note=note)


@transaction.atomic
def unmatch(matched: Movement, *, by: User | None, at: datetime, note: str = "") -> Movement:
    """A match was wrong: its money belongs to nobody known again. Raises Overdrawn where it serves a part already."""
    transfer = matched.transfers.select_related("debit", "credit").get()
    leg = Leg(accounts.name_of(transfer.credit), accounts.name_of(transfer.debit), transfer.amount)
    cause = f"movement:{matched.pk}"
    return post(Kind.UNMATCHED, cause, [leg], by=by, at=at, order=matched.order, follows=matched, note=note)


@transaction.atomic
def apply(order: Order, part: int, amount: int, *, at: datetime, by: User | None = None) -> Movement | None:
    """Hold for a part, which costs ``amount``, what it lacks and the order has; None where nothing is to move.

    Pressed twice, the second moves nothing. Raises PartClosed where the part was released or paid back.
    """
    order = lock_order(order.pk)
    sums = balances_of(order)
    if part in sums.released or part in sums.refunded:
        raise PartClosed(f"{order} part {part}")
    moving = min(sums.unapplied, amount - sums.held.get(part, 0))
    if moving <= 0:
        return None
    target = accounts.held_for(order, part)
    count = Movement.objects.filter(kind=Kind.APPLIED, transfers__credit__name=target.name).count()
    leg = Leg(accounts.unapplied(order), target, moving)
    return post(Kind.APPLIED, f"{target.name}:{count + 1}", [leg], by=by, at=at, order=order)


@transaction.atomic
def unapply(order: Order, part: int, *, cause: str, by: User | None, at: datetime, note: str = "") -> Movement:
    """The part is not demanded any more: all that is held for it waits for another part, or to be given back."""
    order = lock_order(order.pk)
    leg = Leg(accounts.held_for(order, part), accounts.unapplied(order), _amount_held(order, part))
    return post(Kind.UNAPPLIED, cause, [leg], by=by, at=at, order=order, note=note)


@transaction.atomic
def release(order: Order, part: int, *, evidence: str, by: User | None, at: datetime) -> Movement:
    """All that is held for the part is the supplier's now, once; ``evidence`` names what allowed it, as ``evidence 12, 15``.

    Raises AlreadyMoved where it was released before, but for a release that two people undid; NothingHeld.
    """
    order = lock_order(order.pk)
    source = accounts.held_for(order, part)
    before = list(Movement.objects.filter(kind=Kind.RELEASED, transfers__debit__name=source.name).order_by("pk"))
    for movement in before:
        if not is_undone(movement):
            raise AlreadyMoved(movement)
    leg = Leg(source, accounts.payable(order), _amount_held(order, part))
    return post(Kind.RELEASED, f"{source.name}:{len(before) + 1}", [leg], by=by, at=at, order=order, note=evidence)


@transaction.atomic
def resolve(
    order: Order,
    part: int,
    *,
    to_buyer: int,
    to_supplier: int,
    cause: str,
    by: User | None,
    at: datetime,
    second: User | None = None,
    note: str = "",
) -> Movement:
    """What is held for the part is divided by a decision or an agreement. Raises Overdrawn for more than is held."""
    order = lock_order(order.pk)
    source = accounts.held_for(order, part)
    shares = ((accounts.refundable(order), to_buyer), (accounts.payable(order), to_supplier))
    legs = [Leg(source, target, amount) for target, amount in shares if amount]
    return post(Kind.RESOLVED, cause, legs, by=by, at=at, order=order, second=second, note=note)


def give_back(order: Order, amount: int, *, cause: str, by: User | None, at: datetime, note: str = "") -> Movement:
    """What serves no part goes back to the buyer. Raises Overdrawn for more than waits unapplied."""
    leg = Leg(accounts.unapplied(order), accounts.refundable(order), amount)
    return post(Kind.RETURNED, cause, [leg], by=by, at=at, order=order, note=note)


def charge_fee(order: Order, part: int, amount: int, *, by: User | None, at: datetime) -> Movement:
    """The fee that the contract names, out of what was released of that part. Raises Overdrawn for more than is payable."""
    leg = Leg(accounts.payable(order), accounts.fees(order.currency), amount)
    return post(Kind.FEE, accounts.held_for(order, part).name, [leg], by=by, at=at, order=order)


@transaction.atomic
def correct(movement: Movement, *, by: User, second: User, note: str, at: datetime) -> Movement:
    """Undo one movement by its inverse, once: ``by`` asks, ``second`` agrees, ``note`` says why.

    Raises TwoPeopleNeeded, Overdrawn where its money has moved on, StillFollowed where other movements stand on it: those
    that follow it, and later ones of a part to which money would go back, which could become more than the part costs.
    """
    if by == second or not note.strip():
        raise TwoPeopleNeeded(str(movement))
    lock_ledger(movement.order_id)
    cause = f"movement:{movement.pk}"
    if first := Movement.objects.filter(kind=Kind.CORRECTION, cause=cause).first():
        raise AlreadyMoved(first)
    transfers = movement.transfers.select_related("debit", "credit").order_by("-pk")
    legs = [Leg(accounts.name_of(one.credit), accounts.name_of(one.debit), one.amount) for one in transfers]
    refilled = [leg.credit.name for leg in legs if leg.credit.use == accounts.HELD]
    sent = movement.follows if movement.kind == Kind.CONFIRMED else None
    came_back = sent is not None and any(one.kind == Kind.BOUNCED for one in live_followers(sent))
    if came_back or live_followers(movement) or any(has_later_changes(movement, name) for name in refilled):
        raise StillFollowed(str(movement))
    order = movement.order
    return post(Kind.CORRECTION, cause, legs, by=by, second=second, at=at, order=order, follows=movement, note=note)


def refuse_more_than_left(received: Movement, source: AccountName, amount: int) -> None:
    """Raises Overdrawn where less than ``amount`` is left in ``source`` of what that movement brought; locks the ledger."""
    lock_ledger()
    left = left_of(received, source.name)
    if amount > left:
        raise Overdrawn(source.name, amount - left)


def _amount_held(order: Order, part: int) -> int:
    """What is held for that part. Raises NothingHeld."""
    amount = balance(accounts.held_for(order, part))
    if not amount:
        raise NothingHeld(f"{order} part {part}")
    return amount
