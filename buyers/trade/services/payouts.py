"""Money that leaves: prepared by one person of finance, approved by another, exported for the bank in one file."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, Sum

from buyers.trade.models import (
    BankAccount,
    Match,
    Movement,
    Order,
    PaymentFile,
    PaymentInstruction,
    Side,
    StatementEntry,
)
from buyers.trade.services import bank_movements, desk
from buyers.trade.services.balances import balances_of
from buyers.trade.services.ledger import lock_ledger, lock_order
from buyers.trade.services.payees import (
    PayeeRefusal,
    account_to_pay,
    require_no_question,
    require_payee,
    require_way_back,
)
from buyers.trade.services.payment_files import write_payment_file
from buyers.trade.services.refusals import LedgerRefusal, OtherHolder
from buyers.trade.services.statements import received_of
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import move

Status = PaymentInstruction.Status
MOST_IN_A_FILE = 500


class NothingLeft(Exception):
    """So much is not there: ``left`` minor units are neither sent nor prepared yet."""

    def __init__(self, left: int) -> None:
        super().__init__(str(left))
        self.left = left


class SamePerson(Exception):
    """Who prepared a payment does not approve it."""


class TakenAlready(Exception):
    """A colleague took the entry for something else first."""


class NothingToExport(Exception):
    """No approved payment waits; ``last`` is the file that was exported last, if any."""

    def __init__(self, last: PaymentFile | None) -> None:
        super().__init__(str(last))
        self.last = last


@dataclass(frozen=True)
class Exported:
    """The file, and the payments that were left out with why."""

    file: PaymentFile
    left_out: tuple[tuple[PaymentInstruction, Exception], ...]


def left_to_prepare(order: Order, side: Side) -> int:
    """What is decided for that side, and neither sent nor prepared yet, in minor units."""
    sums = balances_of(order)
    open_ones = PaymentInstruction.objects.filter(order=order, status__in=PaymentInstruction.OPEN)
    open_ones = open_ones.filter(beneficiary__isnull=side == Side.BUYER)
    prepared = open_ones.aggregate(sum=Sum("amount"))["sum"] or 0
    return (sums.payable if side == Side.SUPPLIER else sums.refundable) - int(prepared)


@transaction.atomic
def prepare_payout(order: Order, account: BankAccount, *, by: User, at: datetime) -> PaymentInstruction:
    """All that is the supplier's and not under way, to the account in force.

    Raises NotInOffice, OwnOrder, OtherHolder, PayeeRefusal, or NothingLeft: pressed twice, it is prepared once.
    """
    desk.require_finance(by, at=at, order=order)
    order = lock_order(order.pk)
    _require_holder(order, account)
    beneficiary = account_to_pay(order, at=at)
    require_no_question(order, Side.SUPPLIER, at=at)
    amount = left_to_prepare(order, Side.SUPPLIER)
    if amount < 1:
        raise NothingLeft(amount)
    return _prepare(account, amount, by=by, at=at, order=order, beneficiary=beneficiary)


@transaction.atomic
def prepare_refunds(order: Order, account: BankAccount, *, by: User, at: datetime) -> list[PaymentInstruction]:
    """All that is to be paid back, each sum to the account that it came from, the last payment first.

    Raises NotInOffice, OwnOrder, OtherHolder, NoWayBack, or NothingLeft.
    """
    desk.require_finance(by, at=at, order=order)
    order = lock_order(order.pk)
    _require_holder(order, account)
    left = left_to_prepare(order, Side.BUYER)
    if left < 1:
        raise NothingLeft(left)
    require_no_question(order, Side.BUYER, at=at)
    made = []
    for entry, rest in _payments_of(order):
        if amount := min(left, rest):
            require_way_back(entry)
            made.append(_prepare(account, amount, by=by, at=at, order=order, back_to=entry))
            left -= amount
    if left:
        raise NothingLeft(sum(one.amount for one in made))
    return made


@transaction.atomic
def prepare_return(entry: StatementEntry, *, reason: str, by: User, at: datetime) -> PaymentInstruction:
    """Money that pays nothing here goes back to the account that it came from. Raises NotInOffice, NoWayBack, TakenAlready."""
    desk.require_finance(by, at=at)
    lock_ledger()
    if entry.amount < 1 or received_of(entry) is None or not StatementEntry.objects.open().filter(pk=entry.pk).exists():
        raise TakenAlready
    require_way_back(entry)
    made = _prepare(entry.account, entry.amount, by=by, at=at, back_to=entry, reason=reason)
    Match.objects.create(entry=entry, kind=Match.Kind.RETURN, instruction=made, by=by, reason=reason, at=at)
    return made


@transaction.atomic
def approve_payment(instruction: PaymentInstruction, *, by: User, at: datetime) -> None:
    """The second person. Raises NotInOffice, OwnOrder, SamePerson, PayeeRefusal or IllegalTransition."""
    desk.require_finance(by, at=at, order=instruction.order)
    if instruction.prepared_by_id == by.pk:
        raise SamePerson
    require_payee(instruction, at=at)
    move(instruction, Status.APPROVED, by=by, at=at, approved_by=by, approved_at=at)


@transaction.atomic
def cancel_payment(instruction: PaymentInstruction, *, reason: str, by: User, at: datetime) -> None:
    """It is not made; its money is where it was. Raises NotInOffice, OwnOrder or IllegalTransition."""
    desk.require_finance(by, at=at, order=instruction.order)
    move(instruction, Status.CANCELLED, by=by, at=at, note=reason)
    Match.objects.filter(instruction=instruction, kind=Match.Kind.RETURN, ended_at=None).update(
        ended_by=by, ended_at=at
    )


@transaction.atomic
def export_payments(account: BankAccount, *, pay_on: date, by: User, at: datetime) -> Exported:
    """Hand all approved payments of the account to the bank in one file; those whose payee may not be paid now are left out.

    Raises NotInOffice or NothingToExport: pressed twice, they are in one file.
    """
    desk.require_finance(by, at=at)
    BankAccount.objects.select_for_update().get(pk=account.pk)
    waiting = _approved(account)
    for pk in sorted({one.order_id for one in waiting if one.order_id}):
        lock_order(pk)
    lock_ledger()
    good, left_out = _sort_out(waiting, by=by, at=at)
    if not good:
        if left_out:
            raise left_out[0][1]
        raise NothingToExport(PaymentFile.objects.filter(account=account).select_related("exported_by").first())
    file = PaymentFile(
        account=account,
        message_id=f"KPMSG{secrets.token_hex(8).upper()}",
        count=len(good),
        total=sum(one.amount for one in good),
        pay_on=pay_on,
        exported_by=by,
        exported_at=at,
    )
    file.sha256 = hashlib.sha256(write_payment_file(file, good)).hexdigest()
    file.save()
    for one in good:
        move(one, Status.HANDED_OVER, by=by, at=at, file=file)
    return Exported(file, tuple(left_out))


def instructions_of(file: PaymentFile) -> list[PaymentInstruction]:
    """The payments of a file in its order."""
    return list(file.instructions.select_related("order", "beneficiary", "back_to").order_by("pk"))


def _sort_out(
    waiting: Sequence[PaymentInstruction], *, by: User, at: datetime
) -> tuple[list[PaymentInstruction], list[tuple[PaymentInstruction, Exception]]]:
    """The payments that are sent in the ledger, and those that are not, with why."""
    good: list[PaymentInstruction] = []
    left_out: list[tuple[PaymentInstruction, Exception]] = []
    for one in waiting:
        try:
            with transaction.atomic():
                require_payee(one, at=at)
                desk.require_finance(by, at=at, order=one.order)
                _send(one, by=by, at=at)
        except (PayeeRefusal, LedgerRefusal, desk.OwnOrder) as refusal:
            left_out.append((one, refusal))
        else:
            good.append(one)
    return good, left_out


def _send(instruction: PaymentInstruction, *, by: User, at: datetime) -> Movement:
    cause = f"instruction:{instruction.pk}"
    if instruction.order:
        side = Side.SUPPLIER if instruction.beneficiary_id else Side.BUYER
        return bank_movements.send(
            instruction.order, side, instruction.amount, account=instruction.account, cause=cause, by=by, at=at
        )
    assert instruction.back_to is not None  # noqa: S101 (a constraint of the table)
    received = received_of(instruction.back_to)
    assert received is not None  # noqa: S101 (prepare_return looked)
    return bank_movements.send_back(
        received, instruction.amount, account=instruction.account, cause=cause, by=by, at=at
    )


def _approved(account: BankAccount) -> list[PaymentInstruction]:
    rows = PaymentInstruction.objects.filter(account=account, status=Status.APPROVED)
    related = ("order__supplier", "order__holder", "beneficiary__supplier", "back_to", "account__holder")
    return list(rows.select_related(*related).order_by("pk")[:MOST_IN_A_FILE])


def _prepare(account: BankAccount, amount: int, *, by: User, at: datetime, **facts: object) -> PaymentInstruction:
    made = PaymentInstruction.objects.create(
        account=account,
        amount=amount,
        currency=account.currency,
        end_to_end_id=f"KPPAY{secrets.token_hex(8).upper()}",
        prepared_by=by,
        prepared_at=at,
        **facts,
    )
    made.history.create(before="", after=Status.PREPARED, by=by, at=at)
    return made


def _require_holder(order: Order, account: BankAccount) -> None:
    """Raise OtherHolder for an account that does not hold this order's money, in its currency."""
    if order.holder_id != account.holder_id or order.currency != account.currency:
        raise OtherHolder(f"{order} is not held at {account}")


def _payments_of(order: Order) -> list[tuple[StatementEntry, int]]:
    """Payments that came in for the order, the last first, each with what was not paid back to its payer yet."""
    gone = Q(returns__order=order) & ~Q(returns__status__in=(Status.CANCELLED, Status.RETURNED))
    rows = StatementEntry.objects.filter(matches__order=order, matches__ended_at=None).select_related("account")
    found = rows.annotate(gone=Sum("returns__amount", filter=gone)).order_by("-pk")
    return [(entry, entry.amount - (entry.gone or 0)) for entry in found]
