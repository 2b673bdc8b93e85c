"""Who gets which letter about a bank's entries; each once, in the transaction of its cause."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from buyers.trade.mail import bank
from buyers.trade.models import Order, PaymentInstruction, Side, StatementEntry
from buyers.trade.services.ledger import lock_order
from buyers.trade.services.letters import write_once
from buyers.trade.services.parties import people_who_act
from kpmarket.accounts.models import User
from kpmarket.foundation.outbox.models import Letter


def write_of_unknown_payer(order: Order, entry: StatementEntry, *, at: datetime) -> None:
    """Ask the buyer who paid with the reference of the order."""
    _write_to_buyer(order, "unknown_payer", entry, partial(bank.unknown_payer, order, entry), at)


def write_of_wrong_currency(order: Order, entry: StatementEntry, *, at: datetime) -> None:
    """Tell the buyer that the money came in another currency."""
    _write_to_buyer(order, "wrong_currency", entry, partial(bank.wrong_currency, order, entry), at)


def write_of_recall(order: Order, entry: StatementEntry, *, at: datetime) -> None:
    """Tell both sides that a payment was taken back."""
    people = [*people_who_act(order, Side.BUYER), *people_who_act(order, Side.SUPPLIER)]
    write_once(
        order, "payment_recalled", f"entry:{entry.pk}", people, partial(bank.payment_recalled, order, entry), at=at
    )


def write_of_returned_payout(order: Order, instruction: PaymentInstruction, reason: str, *, at: datetime) -> None:
    """Ask the supplier whether the account is right: the bank sent the money back."""
    compose = partial(bank.payout_returned, order, instruction, reason)
    people = people_who_act(order, Side.SUPPLIER)
    write_once(order, "payout_returned", f"instruction:{instruction.pk}", people, compose, at=at)


def _write_to_buyer(
    order: Order, kind: str, entry: StatementEntry, compose: Callable[[User], Letter], at: datetime
) -> None:
    lock_order(order.pk)
    write_once(order, kind, f"entry:{entry.pk}", people_who_act(order, Side.BUYER), compose, at=at)
