"""What the pages of requests to book show, read with a constant number of queries however many rows there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from buyers.terms.money import as_decimal
from buyers.trade.models import MoneyRequest, Movement, Transfer
from buyers.trade.services.ledger import factor_of
from buyers.trade.services.money_requests import CORRECTABLE
from buyers.trade.services.words import money_words

RATE = Decimal("0.0001")


@dataclass(frozen=True)
class RequestRow:
    """A request as lists show it."""

    request: MoneyRequest
    amount: str


@dataclass(frozen=True)
class BookingRow:
    """A movement that may be undone; ``legs`` as ``from → to``."""

    movement: Movement
    amount: str
    legs: tuple[str, ...]


@dataclass(frozen=True)
class ExchangeWords:
    """What the second person compares with the bank's advice; ``rate`` is what follows from both sums, as ``1 EUR = 1.1587 USD``."""

    taken: str
    given: str
    rate: str


def exchange_words(request: MoneyRequest) -> ExchangeWords | None:
    """Both sums of an exchange and the rate that they make; None for other requests."""
    if request.taken is None or request.given is None:
        return None
    out, into = (as_decimal(abs(one.amount), one.currency) for one in (request.taken, request.given))
    rate = f"1 {request.taken.currency} = {(into / out).quantize(RATE)} {request.given.currency}"
    taken, given = (money_words(abs(one.amount), one.currency) for one in (request.taken, request.given))
    return ExchangeWords(taken, given, rate)


def request_rows(requests: Iterable[MoneyRequest]) -> list[RequestRow]:
    """The requests with their sums in words."""
    return [RequestRow(one, money_words(one.amount, one.currency)) for one in requests]


def booking_rows(most: int) -> list[BookingRow]:
    """The last movements that a request may undo, the newest first. Three queries."""
    transfers = Transfer.objects.select_related("debit", "credit").order_by("pk")
    corrections = Movement.objects.filter(kind=Movement.Kind.CORRECTION, follows__kind__in=CORRECTABLE)
    found = Movement.objects.filter(kind__in=CORRECTABLE).exclude(pk__in=corrections.values("follows"))
    rows = found.select_related("order").prefetch_related(Prefetch("transfers", transfers)).order_by("-pk")[:most]
    return [_row(one) for one in rows]


def leg_words(request: MoneyRequest) -> tuple[str, ...]:
    """The accounts between which the money went that is to be undone; none for money that is paid in."""
    if request.movement is None:
        return ()
    return tuple(_leg(one) for one in request.movement.transfers.select_related("debit", "credit").order_by("pk"))


def _row(movement: Movement) -> BookingRow:
    legs = list(movement.transfers.all())
    amount = money_words(sum(one.amount for one in legs), legs[0].currency)
    return BookingRow(movement, amount, tuple(_leg(one) for one in legs))


def _leg(transfer: Transfer) -> str:
    """From which account to which the money went: what is owed goes from debit to credit, what is there the other way."""
    names = [transfer.debit.name, transfer.credit.name]
    return " → ".join(reversed(names) if factor_of(transfer.debit.kind) == 1 else names)
