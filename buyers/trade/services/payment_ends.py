"""What the bank says of payments of ours: carried out, returned, or not carried out at all."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from buyers.trade.models import Match, Movement, PaymentInstruction, StatementEntry
from buyers.trade.services import bank_letters, bank_movements, payments
from buyers.trade.services.ledger import lock_order
from buyers.trade.services.statements import cause_of
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import IllegalTransition, move

Status = PaymentInstruction.Status
Kind = Match.Kind


class LessThanSent(Exception):
    """The debit is smaller than the payment: it cannot be this one."""


def sent_of(instruction: PaymentInstruction) -> Movement:
    """The movement by which its money was handed to the bank."""
    return Movement.objects.get(kind=Movement.Kind.SENT, cause=f"instruction:{instruction.pk}")


@transaction.atomic
def confirm_payment(
    entry: StatementEntry, instruction: PaymentInstruction, *, by: User | None, at: datetime, reason: str = ""
) -> Match:
    """The debit is this payment; what the bank took more is its charge. Raises LessThanSent, IllegalTransition or LedgerRefusal."""
    more = -entry.amount - instruction.amount
    if more < 0:
        raise LessThanSent
    _lock(instruction)
    move(instruction, Status.CONFIRMED, by=by, at=at, note=reason)
    match = Match.objects.create(entry=entry, kind=Kind.CONFIRMED, instruction=instruction, by=by, reason=reason, at=at)
    bank_movements.confirm(sent_of(instruction), account=entry.account, cause=cause_of(entry), at=at)
    if more:
        bank_movements.charge(entry.account, more, cause=cause_of(entry), at=at)
    _carry_out(instruction, by=by, at=at)
    return match


@transaction.atomic
def take_back_payment(
    entry: StatementEntry, instruction: PaymentInstruction, *, by: User | None, at: datetime, reason: str = ""
) -> Match:
    """The payment came back: it is owed to its receiver again, who is asked for the account.

    Raises IllegalTransition or LedgerRefusal.
    """
    _lock(instruction)
    move(instruction, Status.RETURNED, by=by, at=at, note=entry.return_reason or reason)
    match = Match.objects.create(entry=entry, kind=Kind.BOUNCED, instruction=instruction, by=by, reason=reason, at=at)
    bank_movements.bounce(
        sent_of(instruction),
        entry.amount,
        account=entry.account,
        cause=cause_of(entry),
        at=at,
        note=entry.return_reason,
    )
    _after_return(instruction, entry.return_reason, by=by, at=at)
    return match


@transaction.atomic
def refuse_by_bank(instruction: PaymentInstruction, *, reason: str, by: User | None, at: datetime) -> None:
    """The bank answered that it does not carry the payment out; nothing left the account. Raises LedgerRefusal or IllegalTransition."""
    if instruction.status != Status.HANDED_OVER:
        raise IllegalTransition(f"{instruction} is {instruction.status}")
    _lock(instruction)
    move(instruction, Status.RETURNED, by=by, at=at, note=reason)
    bank_movements.reject(
        sent_of(instruction),
        account=instruction.account,
        cause=f"instruction:{instruction.pk}:refused",
        by=by,
        at=at,
        note=reason,
    )
    _after_return(instruction, reason, by=by, at=at)


def _lock(instruction: PaymentInstruction) -> None:
    if instruction.order_id:
        lock_order(instruction.order_id)


def _after_return(instruction: PaymentInstruction, reason: str, *, by: User | None, at: datetime) -> None:
    Match.objects.filter(instruction=instruction, kind=Kind.RETURN, ended_at=None).update(ended_by=by, ended_at=at)
    if instruction.order and instruction.beneficiary:
        bank_letters.write_of_returned_payout(instruction.order, instruction, reason, at=at)
    _carry_out(instruction, by=by, at=at)


def _carry_out(instruction: PaymentInstruction, *, by: User | None, at: datetime) -> None:
    if instruction.order:
        payments.carry_out(instruction.order, at=at, by=by)
