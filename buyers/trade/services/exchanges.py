"""A bank exchanged money that came in another currency than the order's, because the buyer asked for it.

Both bookings stand on statements: a debit of all that came in, and a credit in the order's currency. The debit is booked, and
the credit pays the order. Each currency stays by itself: what the rate was is the bank's matter and its advice's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from buyers.trade.models import MoneyRequest, Movement, Order, OrderMessage, Side, StatementEntry
from buyers.trade.services import bank_movements, matching
from buyers.trade.services.money_desk import NotThisEntry
from buyers.trade.services.payouts import TakenAlready
from buyers.trade.services.statements import cause_of, received_of
from kpmarket.accounts.models import User

MOST_CHOICES = 20


class NotAgreed(Exception):
    """The buyer wrote nothing on that order since the money came."""


@dataclass(frozen=True)
class Exchangeable:
    """What an exchange of an entry can consist of: the order that it names, and rows to choose from."""

    order: Order
    taken: Sequence[StatementEntry]
    given: Sequence[StatementEntry]
    agreements: Sequence[OrderMessage]


def exchangeable(entry: StatementEntry) -> Exchangeable | None:
    """What this money can have been exchanged to; None where it is in the currency of the order that its payer named."""
    order = matching.order_named(entry) if entry.amount > 0 else None
    if order is None or order.currency == entry.currency or order.holder_id != entry.account.holder_id:
        return None
    later = StatementEntry.objects.open().filter(booked_on__gte=entry.booked_on).select_related("account__holder")
    given = later.filter(account__holder=order.holder_id, currency=order.currency, amount__gt=0).order_by("-pk")
    return Exchangeable(
        order,
        list(later.filter(account=entry.account_id, amount=-entry.amount).order_by("-pk")[:MOST_CHOICES]),
        [one for one in given[:MOST_CHOICES] if received_of(one) is not None],
        [one for one in order.messages.order_by("-pk") if _is_agreement(one, entry)][:MOST_CHOICES],
    )


def require_exchange(
    entry: StatementEntry, taken: StatementEntry, given: StatementEntry, agreement: OrderMessage
) -> None:
    """Raise TakenAlready, NotThisEntry or NotAgreed where these rows are not one exchange. Under the lock of the ledger."""
    possible = exchangeable(entry)
    received = received_of(entry)
    if possible is None or received is None:
        raise NotThisEntry
    if not StatementEntry.objects.open().filter(pk=entry.pk).exists():
        raise TakenAlready
    if taken not in possible.taken or given not in possible.given:
        raise NotThisEntry
    if agreement not in possible.agreements:
        raise NotAgreed


def book_exchange(request: MoneyRequest, *, by: User, at: datetime) -> Movement:
    """The bank took the money, and what it gave pays the order. Raises NotThisEntry or LedgerRefusal."""
    entry, taken, given, agreement = request.entry, request.taken, request.given, request.agreement
    assert entry and taken and given and agreement  # noqa: S101 (a constraint of the table)
    received = received_of(entry)
    if received is None:
        raise NotThisEntry
    done = bank_movements.exchange_out(
        received, -taken.amount, account=taken.account, cause=cause_of(taken), by=by, at=at
    )
    matching.take_for_order(given, agreement.order, by=by, reason=request.reason, at=at)
    return done


def _is_agreement(message: OrderMessage, entry: StatementEntry) -> bool:
    """Whether the buyer wrote it since the money came."""
    return message.side == Side.BUYER and message.sent_at.date() >= entry.booked_on
