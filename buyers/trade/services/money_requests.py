"""Acts of the ledger that need two people of finance: one asks with a reason, another approves or refuses.

Approved, it is carried out in the same transaction by the ledger's one writer; what cannot be booked any more is refused
then and stays asked, so that somebody refuses it with a note.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from buyers.trade.models import Match, MoneyRequest, Movement, Order, OrderMessage, Side, StatementEntry
from buyers.trade.services import bank_movements, desk, exchanges, movements, payments
from buyers.trade.services.ledger import lock_ledger, lock_order
from buyers.trade.services.money_desk import NotThisEntry
from buyers.trade.services.payouts import TakenAlready, left_to_prepare
from buyers.trade.services.statements import received_of
from buyers.trade.services.trails import is_undone
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import move

Kind = MoneyRequest.Kind
Status = MoneyRequest.Status
PAID_TO = {Movement.Kind.RELEASED: Side.SUPPLIER, Movement.Kind.RETURNED: Side.BUYER}
CORRECTABLE = (*PAID_TO, Movement.Kind.FEE, Movement.Kind.BANK_CHARGE, Movement.Kind.COVERED)
"""What is undone here. What a match, a payment or a decision booked is undone where that is: they would say otherwise."""


class NotCorrectable(Exception):
    """That movement is not undone by a request: another page undoes it, or nothing does any more."""


class OwnRequest(Exception):
    """Who asked does not approve it."""


class PaymentPrepared(Exception):
    """A payment of that money is prepared already: it is cancelled first."""


@transaction.atomic
def ask_correction(movement: Movement, *, reason: str, by: User, at: datetime) -> MoneyRequest:
    """Ask that one booking is undone. Raises NotInOffice, OwnOrder, NotCorrectable, PaymentPrepared or IntegrityError."""
    desk.require_finance(by, at=at, order=movement.order)
    lock_ledger(movement.order_id)
    _require_correctable(movement)
    transfers = list(movement.transfers.all())
    facts = {"movement": movement, "amount": sum(one.amount for one in transfers), "currency": transfers[0].currency}
    return _ask(Kind.CORRECTION, reason, by=by, at=at, **facts)


@transaction.atomic
def ask_cover(entry: StatementEntry, *, reason: str, by: User, at: datetime) -> MoneyRequest:
    """Ask that this entry counts as money of the site for what it owes the holder. Raises NotInOffice, NotThisEntry, TakenAlready."""
    desk.require_finance(by, at=at)
    lock_ledger()
    if entry.amount < 1 or received_of(entry) is None:
        raise NotThisEntry
    if not StatementEntry.objects.open().filter(pk=entry.pk).exists():
        raise TakenAlready
    return _ask(Kind.COVER, reason, by=by, at=at, entry=entry, amount=entry.amount, currency=entry.currency)


@transaction.atomic
def ask_exchange(
    entry: StatementEntry,
    taken: StatementEntry,
    given: StatementEntry,
    agreement: OrderMessage,
    *,
    reason: str,
    by: User,
    at: datetime,
) -> MoneyRequest:
    """Ask that money in another currency counts as exchanged by the bank; ``reason`` names the bank's advice.

    Raises NotInOffice, OwnOrder, NotThisEntry, NotAgreed or TakenAlready.
    """
    desk.require_finance(by, at=at, order=agreement.order)
    lock_ledger(agreement.order_id)
    exchanges.require_exchange(entry, taken, given, agreement)
    facts = {"entry": entry, "taken": taken, "given": given, "agreement": agreement}
    return _ask(Kind.EXCHANGE, reason, by=by, at=at, **facts, amount=entry.amount, currency=entry.currency)


@transaction.atomic
def approve_request(request: MoneyRequest, *, by: User, at: datetime) -> Movement:
    """The second person agrees: it is booked, and what the facts allow then follows at once.

    Raises NotInOffice, OwnOrder, OwnRequest, IllegalTransition, NotCorrectable, PaymentPrepared or LedgerRefusal.
    """
    order = order_of(request)
    desk.require_finance(by, at=at, order=order)
    if request.asked_by_id == by.pk:
        raise OwnRequest
    lock_ledger(order.pk if order else None)
    done = BOOKS[Kind(request.kind)](request, by=by, at=at)
    move(request, Status.DONE, by=by, at=at, result=done, decided_by=by, decided_at=at)
    if order:
        payments.carry_out(order, at=at, by=by)
    return done


@transaction.atomic
def refuse_request(request: MoneyRequest, *, reason: str, by: User, at: datetime) -> None:
    """Nothing is booked; whoever asked may take it back so. Raises NotInOffice, OwnOrder or IllegalTransition."""
    desk.require_finance(by, at=at, order=order_of(request))
    move(request, Status.REFUSED, by=by, at=at, note=reason, decided_by=by, decided_at=at)


def order_of(request: MoneyRequest) -> Order | None:
    """The order whose money it moves; None for money of no order."""
    if request.agreement:
        return request.agreement.order
    return request.movement.order if request.movement else None


def _ask(kind: str, reason: str, *, by: User, at: datetime, **facts: object) -> MoneyRequest:
    made = MoneyRequest.objects.create(kind=kind, reason=reason, asked_by=by, asked_at=at, **facts)
    made.history.create(before="", after=Status.ASKED, by=by, at=at, note=reason)
    return made


def _correct(request: MoneyRequest, *, by: User, at: datetime) -> Movement:
    """Undo the movement; where the entry of a bank was taken for it, that entry is open again."""
    movement = request.movement
    assert movement is not None  # noqa: S101 (a constraint of the table)
    _require_correctable(movement)
    if movement.kind == Movement.Kind.BANK_CHARGE:
        _match_of(movement).update(ended_by=by, ended_at=at)
    done = movements.correct(movement, by=request.asked_by, second=by, note=request.reason, at=at)
    if movement.kind == Movement.Kind.COVERED:
        for cover in MoneyRequest.objects.filter(result=movement):
            move(cover, Status.UNDONE, by=by, at=at, note=request.reason)
    return done


def _cover(request: MoneyRequest, *, by: User, at: datetime) -> Movement:
    entry = request.entry
    assert entry is not None  # noqa: S101 (a constraint of the table)
    received = received_of(entry)
    if received is None:
        raise NotThisEntry
    return bank_movements.cover(
        received,
        request.amount,
        account=entry.account,
        cause=f"request:{request.pk}",
        by=request.asked_by,
        second=by,
        at=at,
        note=request.reason,
    )


BOOKS: Mapping[Kind, Callable[..., Movement]] = {
    Kind.CORRECTION: _correct,
    Kind.COVER: _cover,
    Kind.EXCHANGE: exchanges.book_exchange,
}


def _require_correctable(movement: Movement) -> None:
    """Raise NotCorrectable or PaymentPrepared. Under the lock of the ledger; the order is read again."""
    kind, order = movement.kind, lock_order(movement.order_id) if movement.order_id else None
    if kind not in CORRECTABLE or is_undone(movement):
        raise NotCorrectable
    if kind == Movement.Kind.BANK_CHARGE and not _match_of(movement).exists():
        raise NotCorrectable
    if kind == Movement.Kind.RELEASED and order and order.status != Order.Status.CONFIRMED:
        raise NotCorrectable
    if order and kind in PAID_TO:
        amount = sum(one.amount for one in movement.transfers.all())
        if left_to_prepare(order, PAID_TO[Movement.Kind(kind)]) < amount and _has_prepared(order, kind):
            raise PaymentPrepared


def _has_prepared(order: Order, kind: str) -> bool:
    """Whether a payment to that side of the order is prepared or approved."""
    to_buyer = PAID_TO[Movement.Kind(kind)] == Side.BUYER
    return order.instructions.filter(status__in=("prepared", "approved"), beneficiary__isnull=to_buyer).exists()


def _match_of(movement: Movement) -> QuerySet[Match]:
    """What the entry of that charge was taken for: the charge alone, and not a payment with charges on top."""
    name, _colon, key = movement.cause.partition(":")
    if name != "entry" or not key.isdigit():
        return Match.objects.none()
    return Match.objects.filter(entry=int(key), kind=Match.Kind.CHARGE, ended_at=None)
