"""The life of the parts of the price: money that came in serves what is demanded, and is released on accepted evidence.

Nothing here decides by a stored status. ``carry_out`` does what the facts of the moment allow, and may be called by every
act and by the sweep as often as they like: what was done is not done again.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from buyers.terms.money import share_of
from buyers.terms.parts import PartState, Stage, Step, to_apply
from buyers.trade.models import Movement, Order
from buyers.trade.services import movements, payment_letters
from buyers.trade.services.balances import Balances, balances_of
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.facts import order_facts
from buyers.trade.services.ledger import lock_order
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import move

OVER = frozenset({Order.Status.DECLINED, Order.Status.CANCELLED, Order.Status.COMPLETED})
"""Nothing is demanded any more: what still comes in goes back."""
RUNNING = frozenset({Order.Status.CONFIRMED, Order.Status.COMPLETED})
AT_REST = frozenset({Stage.RELEASED, Stage.PAID_OUT, Stage.PAID, Stage.RESOLVED})
"""Nothing of the part waits for the other side any more."""


class NothingToReturn(Exception):
    """No money waits unapplied."""


@transaction.atomic
def carry_out(order: Order, *, at: datetime, by: User | None = None) -> OrderFacts:
    """Apply money that waits, release what may be released, close what is complete, and write the letters of it.

    Idempotent. Whoever calls it inside the act that has such a consequence passes the person as ``by``.
    """
    order = lock_order(order.pk)
    facts = order_facts(order, at=at)
    if order.status in OVER:
        _give_all_back(order, f"order:{order.pk}:over", by=by, at=at)
    if order.status == Order.Status.CONFIRMED and facts.is_in_force:
        if _apply(facts, by=by, at=at):
            facts = order_facts(lock_order(order.pk), at=at)
        if _release(facts, by=by, at=at):
            facts = order_facts(lock_order(order.pk), at=at)
        if is_completed(facts):
            _give_all_back(order, f"order:{order.pk}:completed", by=by, at=at)
            move(facts.order, Order.Status.COMPLETED, by=by, at=at)
    if facts.order.status in RUNNING and facts.is_in_force:
        payment_letters.write_of_parts(facts, at=at)
    return facts


@transaction.atomic
def return_unapplied(order: Order, *, by: User, at: datetime) -> Movement:
    """The buyer wants back what serves no part. Raises NothingToReturn, also where another press was quicker."""
    order = lock_order(order.pk)
    returned = _give_all_back(order, f"order:{order.pk}:asked", by=by, at=at)
    if returned is None:
        raise NothingToReturn
    return returned


@transaction.atomic
def settle_cancellation(
    order: Order, *, fee_bp: int, by: User | None, at: datetime, cause: str, fee: int | None = None
) -> None:
    """Of what is held the fee goes to the supplier, the rest to the buyer.

    ``fee_bp`` in basis points of each part, rounded down; or ``fee`` minor units in all, the first part first.

    What was released stays released; what serves no part goes back. Done twice for the same cause, it is done once.
    """
    order = lock_order(order.pk)
    left = fee
    for part, held in balances_of(order).held.items():
        kept = share_of(held, fee_bp) if left is None else min(left, held)
        left = None if left is None else left - kept
        movements.resolve(
            order, part, to_buyer=held - kept, to_supplier=kept, cause=f"{cause}:part:{part}", by=by, at=at
        )
    _give_all_back(order, cause, by=by, at=at)


def is_completed(facts: OrderFacts) -> bool:
    """Whether all goods are accepted and no part waits for anything: then the order is put away."""
    if not facts.complete_on("accepted") or facts.claims:
        return False
    if facts.is_outside_ledger:
        return all(facts.is_released_by_banks(part) for part in facts.parts)
    return all(part.stage in AT_REST for part in facts.parts)


def _apply(facts: OrderFacts, *, by: User | None, at: datetime) -> bool:
    """Hold what came in for the parts that are demanded, the first part first. Whether anything moved.

    Where a change of the contract made a part smaller than what is held for it, the excess waits for other parts.
    """
    if not facts.is_held_here:
        return False
    served = to_apply(facts.parts, facts.balances.unapplied)
    for part in facts.parts:
        number, amount = part.part.number, part.part.amount
        if part.money.held > amount and facts.contract:
            cause = f"contract:{facts.contract.pk}:part:{number}"
            movements.unapply(facts.order, number, cause=cause, by=by, at=at)
            served[number] = amount
        if number in served:
            movements.apply(facts.order, number, amount, at=at, by=by)
    return bool(served)


def _release(facts: OrderFacts, *, by: User | None, at: datetime) -> bool:
    """Release each part whose evidence is accepted and that nothing stops. Whether anything moved."""
    due = [part for part in facts.parts if part.step is Step.RELEASE and part.money.held]
    for part in due:
        movements.release(facts.order, part.part.number, evidence=reasons_of(part, facts), by=by, at=at)
    return bool(due)


def reasons_of(part: PartState, facts: OrderFacts) -> str:
    """What allowed the release, for the ledger: keys of evidence, and the event where silence or a signature made it."""
    kinds = set(part.part.evidence)
    keys = [one.row.pk for one in facts.evidence if one.is_accepted and one.row.kind in kinds]
    listed = f"evidence {', '.join(map(str, keys))}" if keys else ""
    return "; ".join(filter(None, (f"event {part.part.release}", listed)))


def _give_all_back(order: Order, cause: str, *, by: User | None, at: datetime) -> Movement | None:
    """What serves no part goes back to the buyer; None where nothing waits. Each time has a cause of its own."""
    sums = balances_of(order)
    if not sums.unapplied:
        return None
    return movements.give_back(order, sums.unapplied, cause=f"{cause}:{_ever_given(sums)}", by=by, at=at)


def _ever_given(sums: Balances) -> str:
    """What came and went so far: another return has another."""
    return f"{sums.received}-{sums.returned}"
