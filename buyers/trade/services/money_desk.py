"""What a person of finance decides about an entry that nobody took by rule. Each act is one transaction and in the decision log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, transaction

from audits.desk import log
from buyers.trade.models import Match, Order, PaymentInstruction, StatementEntry
from buyers.trade.services import bank_movements, desk, matching, payment_ends
from buyers.trade.services.payouts import TakenAlready
from buyers.trade.services.refusals import WrongCurrency
from buyers.trade.services.statements import cause_of, is_about_a_payment, received_of
from buyers.trade.statements.payer_names import is_same_name
from kpmarket.accounts.models import User

Done = TypeVar("Done")


class ReasonNeeded(Exception):
    """Somebody else than the buyer paid: a person says why that is accepted."""


class NotThisEntry(Exception):
    """The entry cannot be that: it goes the other way, or has another sum."""


@transaction.atomic
def accept_for_order(entry: StatementEntry, order: Order, *, reason: str, by: User, at: datetime) -> Match:
    """The payment is for this order; ``reason`` says why a payer who is not the buyer is accepted.

    Raises NotInOffice, OwnOrder, ReasonNeeded, NotThisEntry, TakenAlready or LedgerRefusal.
    """
    desk.require_finance(by, at=at, order=order)
    if entry.amount < 1:
        raise NotThisEntry
    if order.currency != entry.currency:
        raise WrongCurrency(f"{entry.currency} for {order}")
    if not reason and not is_same_name(entry.payer_name, order.buyer.organisation):
        raise ReasonNeeded
    match = _take(lambda: matching.take_for_order(entry, order, by=by, reason=reason, at=at))
    _note("payment_accepted", entry, by=by, at=at, order=order.pk, reason=reason)
    return match


@transaction.atomic
def accept_as_charge(entry: StatementEntry, *, reason: str, by: User, at: datetime) -> Match:
    """The debit is a charge that this site bears. Raises NotInOffice, NotThisEntry, TakenAlready or LedgerRefusal."""
    desk.require_finance(by, at=at)
    if entry.amount > 0:
        raise NotThisEntry
    match = _take(lambda: matching.take_for_charge(entry, by=by, reason=reason, at=at))
    _note("charge_accepted", entry, by=by, at=at, reason=reason)
    return match


@transaction.atomic
def accept_as_recall(entry: StatementEntry, original: StatementEntry, *, reason: str, by: User, at: datetime) -> Match:
    """The debit takes that payment back. Raises NotInOffice, NotThisEntry, TakenAlready or LedgerRefusal."""
    desk.require_finance(by, at=at)
    if original not in matching.recallable(entry):
        raise NotThisEntry
    match = _take(lambda: matching.take_for_recall(entry, original, by=by, reason=reason, at=at))
    _note("recall_accepted", entry, by=by, at=at, original=original.pk, reason=reason)
    return match


@transaction.atomic
def accept_as_payment(
    entry: StatementEntry, instruction: PaymentInstruction, *, reason: str, by: User, at: datetime
) -> Match:
    """The debit is that payment of ours, or the credit is its return.

    Raises NotInOffice, OwnOrder, NotThisEntry, TakenAlready, LessThanSent, IllegalTransition or LedgerRefusal.
    """
    desk.require_finance(by, at=at, order=instruction.order)
    if entry.account_id != instruction.account_id or (entry.amount > 0 and received_of(entry) is not None):
        raise NotThisEntry
    end = payment_ends.confirm_payment if entry.amount < 0 else payment_ends.take_back_payment
    match = _take(lambda: end(entry, instruction, by=by, at=at, reason=reason))
    _note("payment_recognised", entry, by=by, at=at, instruction=instruction.pk, reason=reason)
    return match


@transaction.atomic
def accept_as_new_money(entry: StatementEntry, *, by: User, at: datetime) -> None:
    """What the bank calls a return or reversal is a payment of somebody: it is in the ledger now, for nobody yet.

    Raises NotInOffice, NotThisEntry or LedgerRefusal.
    """
    desk.require_finance(by, at=at)
    if not is_about_a_payment(entry):
        raise NotThisEntry
    bank_movements.receive(entry.account, entry.amount, cause=cause_of(entry), at=at, by=by)
    _note("new_money", entry, by=by, at=at)


@transaction.atomic
def give_up(match: Match, *, reason: str, by: User, at: datetime) -> None:
    """A payment was taken for the wrong order. Raises NotInOffice, OwnOrder, TakenAlready or LedgerRefusal."""
    desk.require_finance(by, at=at, order=match.order)
    _take(lambda: matching.give_up_match(match, reason=reason, by=by, at=at))
    _note("payment_given_up", match.entry, by=by, at=at, order=match.order_id, reason=reason)


def _take(act: Callable[[], Done]) -> Done:
    """Run it; of two people at once the second reads that it was taken. Raises TakenAlready."""
    try:
        with transaction.atomic():
            return act()
    except IntegrityError as clash:
        raise TakenAlready from clash


def _note(act: str, entry: StatementEntry, *, by: User, at: datetime, **content: object) -> None:
    log.append(act=act, subject=f"entry:{entry.pk}", by=by, at=at, content=content)
