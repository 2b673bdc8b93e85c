"""What is where for an order: computed from its transfers each time, never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from buyers.trade.models import Order, Transfer
from buyers.trade.services.accounts import HELD, PAYABLE, REFUNDABLE, UNAPPLIED, use_of


class Row(NamedTuple):
    """A transfer of an order. ``follows`` is the movement that its movement continues or undoes; ``part`` of what was held."""

    movement: int
    follows: int | None
    debit: str
    credit: str
    amount: int
    part: int | None = None


@dataclass(frozen=True)
class Balances:
    """Sums of an order in minor units of its currency; parts by number.

    ``received`` came in and stayed: it is always ``unapplied`` + all ``held`` + all ``released`` + all ``refunded`` +
    ``returned``. ``payable`` and ``refundable`` are decided and not yet sent; ``sent_…`` was handed to the bank and has not
    come back; ``paid_…`` of that is confirmed by statements. ``fee`` was taken out of what was released.
    """

    received: int = 0
    unapplied: int = 0
    payable: int = 0
    refundable: int = 0
    returned: int = 0
    fee: int = 0
    sent_to_supplier: int = 0
    sent_to_buyer: int = 0
    paid_to_supplier: int = 0
    paid_to_buyer: int = 0
    held: dict[int, int] = field(default_factory=dict)
    released: dict[int, int] = field(default_factory=dict)
    refunded: dict[int, int] = field(default_factory=dict)

    @property
    def held_in_all(self) -> int:
        """What is held for all parts together."""
        return sum(self.held.values())


def balances_of(order: Order) -> Balances:
    """The sums of one order, in one query."""
    return balances_of_orders([order.pk])[order.pk]


def balances_of_orders(orders: Sequence[int]) -> dict[int, Balances]:
    """The sums of each of these orders, by primary key, in one query."""
    rows: dict[int, list[Row]] = defaultdict(list)
    found = (
        Transfer.objects.filter(movement__order__in=orders)
        .order_by("pk")
        .values_list(
            "movement__order",
            "movement",
            "movement__follows",
            "debit__name",
            "credit__name",
            "amount",
            "debit__part",
            "credit__part",
        )
    )
    for order, movement, follows, debit, credit, amount, part, other_part in found:
        rows[order].append(Row(movement, follows, use_of(debit), use_of(credit), amount, part or other_part))
    return {order: sums_of(rows[order]) for order in orders}


def sums_of(rows: Iterable[Row]) -> Balances:
    """The sums that these transfers of one order make, in the order in which they were written."""
    flow: dict[tuple[str, str], int] = defaultdict(int)
    held: dict[int, int] = defaultdict(int)
    released: dict[int, int] = defaultdict(int)
    refunded: dict[int, int] = defaultdict(int)
    payee: dict[int, str] = {}
    paid: dict[str, int] = defaultdict(int)
    for row in rows:
        flow[row.debit, row.credit] += row.amount
        flow[row.credit, row.debit] -= row.amount
        for factor, one, other in ((1, row.debit, row.credit), (-1, row.credit, row.debit)):
            if one == HELD and row.part is not None:
                held[row.part] -= factor * row.amount
                if other == PAYABLE:
                    released[row.part] += factor * row.amount
                if other == REFUNDABLE:
                    refunded[row.part] += factor * row.amount
            if one in {PAYABLE, REFUNDABLE}:
                payee.setdefault(row.movement, one)
            if one == "transit" and other in {"bank", "charges"} and row.follows in payee:
                payee.setdefault(row.movement, payee[row.follows])
                paid[payee[row.movement]] += factor * row.amount
    return Balances(
        received=flow["unmatched", UNAPPLIED],
        unapplied=_into(flow, UNAPPLIED),
        payable=_into(flow, PAYABLE),
        refundable=_into(flow, REFUNDABLE),
        returned=flow[UNAPPLIED, REFUNDABLE],
        fee=flow[PAYABLE, "fee"],
        sent_to_supplier=flow[PAYABLE, "transit"],
        sent_to_buyer=flow[REFUNDABLE, "transit"],
        paid_to_supplier=paid[PAYABLE],
        paid_to_buyer=paid[REFUNDABLE],
        held=_without_zeros(held),
        released=_without_zeros(released),
        refunded=_without_zeros(refunded),
    )


def _into(flow: dict[tuple[str, str], int], use: str) -> int:
    """What came into accounts of that use and stayed there: they grow when they are credited."""
    return sum(much for (_debit, credit), much in flow.items() if credit == use)


def _without_zeros(sums: dict[int, int]) -> dict[int, int]:
    return {part: much for part, much in sorted(sums.items()) if much}
