"""The one writer of the ledger: nothing else makes accounts, movements or transfers.

Which transfers a movement is made of says ``movements``. Here is what holds for all of them: a cause moves money once, no
account goes below what it may, currencies never mix, and each movement has an entry in the decision log.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum

from audits.desk import log
from buyers.trade.models import Account, Movement, Order, Transfer
from buyers.trade.services.accounts import AccountName
from buyers.trade.services.refusals import AlreadyMoved, Overdrawn, WrongCurrency
from kpmarket.accounts.models import User

LARGEST = 10**15
"""The largest amount of one transfer, in minor units: sums of any number that can happen fit into 64 bits."""
GROWS_BY_DEBIT = frozenset({Account.Kind.ASSET, Account.Kind.EXPENSE, Account.Kind.CLEARING})
TAKEN_BY_THE_BANK = frozenset(
    {Movement.Kind.REVERSED, Movement.Kind.BANK_CHARGE, Movement.Kind.CONFIRMED, Movement.Kind.EXCHANGED}
)
"""What the bank has already taken is recorded even where its account goes below zero: the statement says so too."""


@dataclass(frozen=True)
class Leg:
    """One transfer to be: ``amount`` minor units from the account ``credit`` to the account ``debit``."""

    debit: AccountName
    credit: AccountName
    amount: int


def lock_order(pk: int) -> Order:
    """The order, which nobody else changes and whose money nobody else moves until the open transaction ends.

    Whoever decides by what is held or accepted locks first and looks then. Several orders in one transaction are locked
    by ascending primary key, all before the first movement.
    """
    return Order.objects.select_for_update(of=("self",)).select_related("buyer", "supplier", "holder").get(pk=pk)


def lock_ledger(order: int | None = None) -> None:
    """Nobody else moves any money until the open transaction ends; locks the order of that primary key first."""
    if order:
        lock_order(order)
    log.lock_log()


@transaction.atomic
def post(
    kind: str,
    cause: str,
    legs: Sequence[Leg],
    *,
    by: User | None,
    at: datetime,
    order: Order | None = None,
    follows: Movement | None = None,
    second: User | None = None,
    note: str = "",
) -> Movement:
    """Move money for that cause, or not at all. ``by`` is None for the machine, ``follows`` the movement that this one continues.

    Raises AlreadyMoved, Overdrawn or WrongCurrency; ValueError for an amount that is none, and for accounts of an order
    that is not this one. One writer at a time until it commits, so keep the transaction short.
    """
    lock_ledger(order.pk if order else None)
    if first := Movement.objects.filter(kind=kind, cause=cause).first():
        raise AlreadyMoved(first)
    _check(legs, order.pk if order else None)
    accounts = _accounts({name.name: name for leg in legs for name in (leg.debit, leg.credit)})
    _refuse_overdraft(kind, legs, accounts)
    movement = Movement.objects.create(
        kind=kind, cause=cause, order=order, by=by, second=second, at=at, note=note, follows=follows
    )
    Transfer.objects.bulk_create(
        Transfer(
            movement=movement,
            debit=accounts[leg.debit.name],
            credit=accounts[leg.credit.name],
            amount=leg.amount,
            currency=leg.debit.currency,
        )
        for leg in legs
    )
    lines = [(leg.debit.name, leg.credit.name, leg.amount, leg.debit.currency) for leg in legs]
    log.append(act=act_of(kind), subject=subject_of(movement), by=by, at=at, content=content_of(movement, lines))
    return movement


def balance(name: AccountName) -> int:
    """What is in the account, in minor units; 0 where no money ever came. Never negative but where money may be missing."""
    found = Account.objects.filter(name=name.name).first()
    return factor_of(name.kind) * _sums([found.pk])[found.pk] if found else 0


def factor_of(kind: str) -> int:
    """1 for accounts that grow by debits, -1 for those that grow by credits."""
    return 1 if kind in GROWS_BY_DEBIT else -1


def act_of(kind: str) -> str:
    """What the decision log calls a movement of that kind."""
    return f"money_{kind}"


def subject_of(movement: Movement) -> str:
    """The name of a movement in the decision log."""
    return f"movement:{movement.pk}"


def content_of(movement: Movement, lines: Iterable[tuple[str, str, int, str]]) -> dict[str, Any]:
    """What the decision log keeps of a movement; ``lines`` are (debit, credit, amount, currency) of its transfers in order."""
    text = json.dumps([list(line) for line in lines], separators=(",", ":"))
    return {
        "kind": movement.kind,
        "cause": movement.cause,
        "order": movement.order_id,
        "follows": movement.follows_id,
        "second": movement.second_id,
        "note": movement.note,
        "transfers": hashlib.sha256(text.encode()).hexdigest(),
    }


def _check(legs: Sequence[Leg], order: int | None) -> None:
    if not legs:
        raise ValueError("A movement moves something.")
    for leg in legs:
        if not 1 <= leg.amount <= LARGEST:
            raise ValueError(f"No amount: {leg.amount}")
        if leg.debit.currency != leg.credit.currency:
            raise WrongCurrency(
                f"{leg.debit.name} is in {leg.debit.currency}, {leg.credit.name} in {leg.credit.currency}"
            )
        if {leg.debit.order, leg.credit.order} - {None, order}:
            raise ValueError(f"Accounts of another order: {leg.debit.name}, {leg.credit.name}")


def _accounts(names: Mapping[str, AccountName]) -> dict[str, Account]:
    """The accounts of these names, made where they are missing. Raises WrongCurrency where one has another currency."""
    accounts = {one.name: one for one in Account.objects.filter(name__in=names)}
    for key in sorted(set(names) - set(accounts)):
        one = names[key]
        accounts[key] = Account.objects.create(
            name=one.name, kind=one.kind, currency=one.currency, order_id=one.order, part=one.part
        )
    for key, account in accounts.items():
        if account.currency != names[key].currency:
            raise WrongCurrency(f"{key} is in {account.currency}, not {names[key].currency}")
    return accounts


def _refuse_overdraft(kind: str, legs: Sequence[Leg], accounts: Mapping[str, Account]) -> None:
    """Raises Overdrawn where the movement takes more from an account than is there."""
    change: dict[str, int] = defaultdict(int)
    for leg in legs:
        change[leg.debit.name] += factor_of(leg.debit.kind) * leg.amount
        change[leg.credit.name] -= factor_of(leg.credit.kind) * leg.amount
    lessened = [
        accounts[name] for name, much in sorted(change.items()) if much < 0 and _has_limit(kind, accounts[name])
    ]
    sums = _sums([account.pk for account in lessened])
    for account in lessened:
        left = factor_of(account.kind) * sums[account.pk] + change[account.name]
        if left < 0:
            raise Overdrawn(account.name, -left)


def _has_limit(kind: str, account: Account) -> bool:
    """Whether a movement of that kind may not take the account below zero."""
    if account.kind == Account.Kind.CLEARING:
        return False
    return not (kind in TAKEN_BY_THE_BANK and account.kind == Account.Kind.ASSET)


def _sums(accounts: Sequence[int]) -> dict[int, int]:
    """Debits less credits of each of these accounts, by primary key."""
    sums = dict.fromkeys(accounts, 0)
    for side, factor in (("debit", 1), ("credit", -1)):
        found = Transfer.objects.filter(**{f"{side}__in": accounts}).order_by().values(side).annotate(sum=Sum("amount"))
        for row in found:
            sums[row[side]] += factor * int(row["sum"])
    return sums
