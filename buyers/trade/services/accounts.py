"""Names of the ledger's accounts: by what money is for, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from buyers.trade.models import Account, BankAccount, Order

HELD: Final = "held"
UNAPPLIED: Final = "unapplied"
PAYABLE: Final = "payable"
REFUNDABLE: Final = "refundable"


@dataclass(frozen=True)
class AccountName:
    """An account that the ledger makes when money first comes there. ``order`` is a primary key, ``part`` a number."""

    name: str
    kind: str
    currency: str
    order: int | None = None
    part: int | None = None

    @property
    def use(self) -> str:
        """What money there is for: ``held``, ``unapplied``, ``bank`` …"""
        return use_of(self.name)


def use_of(name: str) -> str:
    """What money in the account of that name is for: ``held`` for ``order:3:held:1``, ``bank`` for ``bank:1``."""
    first, *rest = name.split(":")
    return rest[1] if first == "order" else first


def name_of(account: Account) -> AccountName:
    """The name of an account that is there."""
    return AccountName(account.name, account.kind, account.currency, account.order_id, account.part)


def bank(account: BankAccount) -> AccountName:
    """What lies in the holder's account at the bank."""
    return AccountName(f"bank:{account.pk}", Account.Kind.ASSET, account.currency)


def unmatched(account: BankAccount) -> AccountName:
    """Came in there; nobody knows yet for which order."""
    return AccountName(f"unmatched:{account.pk}", Account.Kind.LIABILITY, account.currency)


def transit(account: BankAccount) -> AccountName:
    """Handed to that bank to be paid out, on no statement yet."""
    return AccountName(f"transit:{account.pk}", Account.Kind.LIABILITY, account.currency)


def unapplied(order: Order) -> AccountName:
    """The buyer's: came in for the order, serves no part of the price yet."""
    return _of_order(order, UNAPPLIED)


def held_for(order: Order, part: int) -> AccountName:
    """Held for one part of the price."""
    name = f"order:{order.pk}:{HELD}:{part}"
    return AccountName(name, Account.Kind.LIABILITY, order.currency, order.pk, part)


def payable(order: Order) -> AccountName:
    """The supplier's: released, not yet sent."""
    return _of_order(order, PAYABLE)


def refundable(order: Order) -> AccountName:
    """The buyer's: to be paid back, not yet sent."""
    return _of_order(order, REFUNDABLE)


def charges(currency: str) -> AccountName:
    """Bank charges that this site bears and has not yet paid in."""
    return AccountName(f"charges:{currency}", Account.Kind.EXPENSE, currency)


def recalled(currency: str) -> AccountName:
    """What banks took back after it was released: a debt of this site until it has paid in as much."""
    return AccountName(f"recalled:{currency}", Account.Kind.ASSET, currency)


def fees(currency: str) -> AccountName:
    """What this site earned."""
    return AccountName(f"fee:{currency}", Account.Kind.INCOME, currency)


def exchange(currency: str) -> AccountName:
    """Passed through when a bank exchanges money."""
    return AccountName(f"fx:{currency}", Account.Kind.CLEARING, currency)


def _of_order(order: Order, use: str) -> AccountName:
    return AccountName(f"order:{order.pk}:{use}", Account.Kind.LIABILITY, order.currency, order.pk)
