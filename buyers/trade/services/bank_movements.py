"""What a bank did or is asked to do, by name. The cause is the statement's entry, or the instruction to pay.

What stands on a statement has happened, so that it is recorded; what is asked is refused where the money is not there.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from buyers.trade.models import BankAccount, Movement, Order, Side
from buyers.trade.services import accounts
from buyers.trade.services.accounts import AccountName
from buyers.trade.services.balances import balances_of
from buyers.trade.services.ledger import Leg, balance, lock_ledger, lock_order, post
from buyers.trade.services.movements import refuse_more_than_left
from buyers.trade.services.refusals import (
    AlreadyMoved,
    OtherAccount,
    OtherHolder,
    Overdrawn,
    PaymentEnded,
    TwoPeopleNeeded,
)
from buyers.trade.services.trails import is_undone, left_of, orders_of
from kpmarket.accounts.models import User

Kind = Movement.Kind


def receive(account: BankAccount, amount: int, *, cause: str, at: datetime, by: User | None = None) -> Movement:
    """Money came in; for which order is not known yet."""
    leg = Leg(accounts.bank(account), accounts.unmatched(account), amount)
    return post(Kind.RECEIVED, cause, [leg], by=by, at=at)


@transaction.atomic
def send(
    order: Order, side: Side, amount: int, *, account: BankAccount, cause: str, by: User | None, at: datetime
) -> Movement:
    """Hand an instruction to the bank: to pay out what is the supplier's, or to pay back what is the buyer's.

    Raises Overdrawn for more than was decided, OtherHolder for an account of somebody else.
    """
    if order.holder_id != account.holder_id:
        raise OtherHolder(f"{order} is held by {order.holder}, not {account.holder}")
    source = accounts.payable(order) if side == Side.SUPPLIER else accounts.refundable(order)
    return post(
        Kind.SENT, cause, [Leg(source, accounts.transit(account), amount)], by=by, at=at, order=lock_order(order.pk)
    )


@transaction.atomic
def send_back(
    received: Movement, amount: int, *, account: BankAccount, cause: str, by: User | None, at: datetime
) -> Movement:
    """Hand an instruction to the bank: to return money that was matched to no order. Raises Overdrawn."""
    source = accounts.unmatched(account)
    refuse_more_than_left(received, source, amount)
    leg = Leg(source, accounts.transit(account), amount)
    return post(Kind.SENT, cause, [leg], by=by, at=at, follows=received)


@transaction.atomic
def confirm(sent: Movement, *, account: BankAccount, cause: str, at: datetime) -> Movement:
    """The payment stands on the statement of ``account``, with the whole amount. Raises OtherAccount, PaymentEnded."""
    lock_ledger(sent.order_id)
    _source, transit, amount = _payment(sent, account)
    if _ends_of(sent):
        raise PaymentEnded(str(sent))
    leg = Leg(transit, accounts.bank(account), amount)
    return post(Kind.CONFIRMED, cause, [leg], by=None, at=at, order=sent.order, follows=sent)


@transaction.atomic
def bounce(sent: Movement, amount: int, *, account: BankAccount, cause: str, at: datetime, note: str = "") -> Movement:
    """A confirmed payment came back with ``amount``: its receiver is owed all of it again; banks' charges are this site's.

    ``note`` is the reason that the bank gives. Raises PaymentEnded where no statement has its debit, or it came back before;
    ValueError for more than was sent.
    """
    lock_ledger(sent.order_id)
    source, transit, whole = _payment(sent, account)
    if _ends_of(sent) != {Kind.CONFIRMED}:
        raise PaymentEnded(str(sent))
    if amount > whole:
        raise ValueError(f"{amount} came back of {whole}")
    legs = [Leg(accounts.bank(account), transit, amount)]
    if amount < whole:
        legs.append(Leg(accounts.charges(account.currency), transit, whole - amount))
    legs.append(Leg(transit, source, whole))
    return post(Kind.BOUNCED, cause, legs, by=None, at=at, order=sent.order, follows=sent, note=note)


@transaction.atomic
def reject(
    sent: Movement, *, account: BankAccount, cause: str, by: User | None, at: datetime, note: str = ""
) -> Movement:
    """The bank did not carry the instruction out, so nothing left it. Raises PaymentEnded where a statement has its debit."""
    lock_ledger(sent.order_id)
    source, transit, amount = _payment(sent, account)
    if _ends_of(sent):
        raise PaymentEnded(str(sent))
    leg = Leg(transit, source, amount)
    return post(Kind.BOUNCED, cause, [leg], by=by, at=at, order=sent.order, follows=sent, note=note)


@transaction.atomic
def reverse(received: Movement, *, account: BankAccount, cause: str, at: datetime) -> list[Movement]:
    """The payer's bank recalled what came in, all of it: a movement for each order that it served, one for the rest.

    It is taken from what its orders have unapplied, then from what is held, the last part first, then from what was to be
    paid back. What is missing then was released: that much this site owes the holder, see ``recalled``. Raises AlreadyMoved.
    """
    for pk in orders_of(received):
        lock_order(pk)
    lock_ledger()
    shares = orders_of(received)
    ended = received.followers.filter(kind__in=(Kind.REVERSED, Kind.CORRECTION))
    if first := next((one for one in ended if not is_undone(one)), None):
        raise AlreadyMoved(first)
    whole = received.transfers.get().amount
    left = left_of(received, accounts.unmatched(account).name)
    rest = whole - left - sum(shares.values())
    movements = [
        post(
            Kind.REVERSED,
            f"{cause}:order:{order.pk}",
            _taken_from(order, shares[order.pk], account),
            by=None,
            at=at,
            order=order,
            follows=received,
        )
        for order in Order.objects.filter(pk__in=shares).order_by("pk")
    ]
    legs = [Leg(accounts.unmatched(account), accounts.bank(account), left)] if left else []
    if rest:
        legs.append(Leg(accounts.recalled(account.currency), accounts.bank(account), rest))
    if legs:
        movements.append(post(Kind.REVERSED, cause, legs, by=None, at=at, follows=received))
    return movements


def charge(account: BankAccount, amount: int, *, cause: str, at: datetime) -> Movement:
    """The bank took a charge, which this site bears."""
    leg = Leg(accounts.charges(account.currency), accounts.bank(account), amount)
    return post(Kind.BANK_CHARGE, cause, [leg], by=None, at=at)


@transaction.atomic
def exchange_out(
    received: Movement, amount: int, *, account: BankAccount, cause: str, by: User | None, at: datetime
) -> Movement:
    """The bank took unmatched money of one currency to exchange it; what it gives for it comes in like every other credit."""
    source, between = accounts.unmatched(account), accounts.exchange(account.currency)
    refuse_more_than_left(received, source, amount)
    legs = [Leg(source, between, amount), Leg(between, accounts.bank(account), amount)]
    return post(Kind.EXCHANGED, cause, legs, by=by, at=at, follows=received)


@transaction.atomic
def cover(
    received: Movement,
    amount: int,
    *,
    account: BankAccount,
    cause: str,
    by: User,
    second: User,
    at: datetime,
    note: str = "",
) -> Movement:
    """What came in is this site's own money for what it owes: first for recalls, then for charges that it bears.

    ``by`` asks, ``second`` agrees. Raises TwoPeopleNeeded, and Overdrawn for more than is left of it, or than is owed.
    """
    if by == second or not note.strip():
        raise TwoPeopleNeeded(str(received))
    source = accounts.unmatched(account)
    refuse_more_than_left(received, source, amount)
    legs, left = [], amount
    for debt in (accounts.recalled(account.currency), accounts.charges(account.currency)):
        if part := min(left, balance(debt)):
            legs.append(Leg(source, debt, part))
            left -= part
    if left:
        raise Overdrawn(debt.name, left)
    return post(Kind.COVERED, cause, legs, by=by, second=second, at=at, follows=received, note=note)


def _payment(sent: Movement, account: BankAccount) -> tuple[AccountName, AccountName, int]:
    """From where a payment was taken, where it is on its way, and its amount. Raises OtherAccount."""
    transfer = sent.transfers.select_related("debit", "credit").get()
    transit = accounts.transit(account)
    if transfer.credit.name != transit.name:
        raise OtherAccount(f"{sent} went through {transfer.credit.name}")
    return accounts.name_of(transfer.debit), transit, transfer.amount


def _ends_of(sent: Movement) -> set[str]:
    """What the bank said of a payment: kinds of movements that follow it and count."""
    return {one.kind for one in sent.followers.all() if not is_undone(one)}


def _taken_from(order: Order, amount: int, account: BankAccount) -> list[Leg]:
    """The transfers that take so much from an order back to the bank, and what is missing from this site."""
    sums = balances_of(order)
    waiting, legs, missing = accounts.unapplied(order), [], amount - min(amount, sums.unapplied)
    sources = [(accounts.held_for(order, part), held) for part, held in sorted(sums.held.items(), reverse=True)]
    for source, there in (*sources, (accounts.refundable(order), sums.refundable)):
        if taken := min(missing, there):
            legs.append(Leg(source, waiting, taken))
            missing -= taken
    bank, unmatched = accounts.bank(account), accounts.unmatched(account)
    if amount > missing:
        legs += [Leg(waiting, unmatched, amount - missing), Leg(unmatched, bank, amount - missing)]
    if missing:
        legs.append(Leg(accounts.recalled(account.currency), bank, missing))
    return legs
