"""Who is notified about an order: letters in the transaction of their cause, to everybody of a side who may act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from buyers.trade.mail import orders as mail
from buyers.trade.models import Contract, Order, Side
from buyers.trade.services.contracts import last_version
from buyers.trade.services.order_deadlines import confirm_by, sign_by
from buyers.trade.services.parties import other, people_who_act
from kpmarket.accounts.models import User
from kpmarket.foundation.outbox import writing as outbox
from kpmarket.foundation.outbox.models import Letter


def announce_placed(order: Order, *, at: datetime) -> None:
    """To both sides; where it waits for a second member, to the buyer's side alone."""
    total = _total(order)
    if order.status == Order.Status.TO_APPROVE:
        buying = people_who_act(order, Side.BUYER)
        waiting = [mail.order_to_approve(order, total, one) for one in buying if one.pk == order.placed_by_id]
        asked = [mail.second_signature_wanted(order, total, one) for one in buying if one.pk != order.placed_by_id]
        outbox.write([*waiting, *asked], at=at)
        return
    deadline = confirm_by(order)
    _write_to_both(order, lambda side, one: mail.order_placed(order, total, deadline, side, one), at=at)


def announce_approved(order: Order, *, at: datetime) -> None:
    """The supplier gets the order, the buyer's side reads that it is on its way."""
    total, deadline = _total(order), confirm_by(order)
    selling = [
        mail.order_placed(order, total, deadline, Side.SUPPLIER, one) for one in people_who_act(order, Side.SUPPLIER)
    ]
    buying = [mail.order_approved(order, total, deadline, one) for one in people_who_act(order, Side.BUYER)]
    outbox.write([*selling, *buying], at=at)


def announce_confirmed(order: Order, *, at: datetime) -> None:
    total = _total(order)
    _write_to_both(order, lambda side, one: mail.order_confirmed(order, total, side, one), at=at)


def announce_declined(order: Order, reason: str, *, at: datetime) -> None:
    total = _total(order)
    buying = people_who_act(order, Side.BUYER)
    outbox.write([mail.order_declined(order, total, reason, one) for one in buying], at=at)


def announce_amendment(contract: Contract, *, at: datetime) -> None:
    """To the side that has to sign."""
    side, deadline, total = other(Side(contract.side)), sign_by(contract), contract.terms.total
    asked = people_who_act(contract.order, side)
    outbox.write([mail.amendment_proposed(contract, total, deadline, side, one) for one in asked], at=at)


def announce_amendment_signed(contract: Contract, *, at: datetime) -> None:
    total = contract.terms.total
    _write_to_both(contract.order, lambda side, one: mail.amendment_signed(contract, total, side, one), at=at)


def announce_part_ended(contract: Contract, cause: object, freight: tuple[int, int], *, at: datetime) -> None:
    """To both sides: one of them ended what is not shipped, as it may. ``freight`` before and after, in minor units."""
    total = contract.terms.total
    _write_to_both(contract.order, lambda side, one: mail.part_ended(contract, total, cause, freight, side, one), at=at)


def announce_cancelled(
    order: Order, cause: object, money: tuple[int, int] | None, note: str, *, was_shown: bool, at: datetime
) -> None:
    """To both sides; to the buyer's alone where the supplier never saw the order."""
    total = _total(order)
    sides = (Side.BUYER, Side.SUPPLIER) if was_shown else (Side.BUYER,)
    outbox.write(
        [
            mail.order_cancelled(order, total, cause, money, note, side, one)
            for side in sides
            for one in people_who_act(order, side)
        ],
        at=at,
    )


def _write_to_both(order: Order, letter: Callable[[Side, User], Letter], *, at: datetime) -> None:
    outbox.write([letter(side, person) for side in Side for person in people_who_act(order, side)], at=at)


def _total(order: Order) -> int:
    contract = last_version(order)
    return contract.terms.total if contract else 0
