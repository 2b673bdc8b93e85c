"""Money that came in for an order and is held for one part of its price, written by the ledger as a bank's credit is."""

from datetime import UTC, datetime
from itertools import count

from buyers.trade.services import bank_movements, movements
from tests.factories.trade import BankAccountFactory

AT = datetime(2026, 11, 23, 4, tzinfo=UTC)
ENTRIES = count(1)


def hold(order, part, amount):
    """``amount`` in minor units."""
    account = BankAccountFactory(holder=order.holder, currency=order.currency)
    entry = next(ENTRIES)
    received = bank_movements.receive(account, amount, cause=f"entry:{entry}", at=AT)
    movements.match(received, order, amount, account=account, cause=f"match:{entry}", by=None, at=AT)
    movements.apply(order, part, amount, at=AT)
