"""What becomes of goods and money of a part of an order that was ended: what is free goes back, what was shipped stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audits.desk import log
from buyers.terms.contract import Terms
from buyers.terms.evidence import has_failed
from buyers.terms.parts import Stage
from buyers.trade.models import Contract, EvidenceAnswer, Order
from buyers.trade.services import acceptance, movements, order_letters, payments
from buyers.trade.services.balances import balances_of
from buyers.trade.services.cancelling import CancelCause
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.facts import order_facts
from buyers.trade.services.ledger import lock_order
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import move

SETTLED = frozenset({Stage.RELEASED, Stage.PAID_OUT, Stage.PAID, Stage.RESOLVED})
HANDED_OVER = "transport_document"
GONE = (EvidenceAnswer.Verdict.RETURNED, EvidenceAnswer.Verdict.WITHDRAWN)


class SettledMeanwhile(Exception):
    """A part was released, paid out or paid back with another amount than these terms give it."""


def settled_parts(facts: OrderFacts) -> set[int]:
    """Parts whose money left the holder, or went straight to the supplier."""
    return {state.part.number for state in facts.parts if state.stage in SETTLED}


def handed_over(facts: OrderFacts) -> dict[int, int]:
    """Units of each line that were handed over, also as far as nobody answered the report of it yet.

    What happened decides, and not when somebody answers: units on their way are not ended.
    """
    found = {line.terms.number: line.quantity_of(HANDED_OVER) for line in facts.lines}
    for one in facts.evidence:
        is_gone = one.answer is not None and one.answer.verdict in GONE
        if one.row.event != HANDED_OVER or one.is_accepted or is_gone:
            continue
        if has_failed(acceptance.kind_of(one.row), one.row.facts):
            continue
        for line in facts.lines:
            if one.row.line in (None, line.terms.number):
                ordered = line.terms.quantity
                found[line.terms.number] += ordered if one.row.quantity is None else one.row.quantity
    return {line.terms.number: min(line.terms.quantity, found[line.terms.number]) for line in facts.lines}


def refuse_other_sums(facts: OrderFacts, terms: Terms) -> None:
    """Raises SettledMeanwhile where a part that is settled by now would get another amount."""
    wanted = {part.number: part.amount for part in terms.parts}
    if any(wanted[state.part.number] != state.part.amount for state in facts.parts if state.stage in SETTLED):
        raise SettledMeanwhile


@transaction.atomic
def settle(contract: Contract, *, unapplied: int, by: User, at: datetime) -> None:
    """After the version holds: what is no longer needed serves what is demanded, and the rest goes back to the buyer.

    ``unapplied`` minor units waited before: they stay what they were. Where nothing is left of the order, it ends, and of
    what is held the supplier gets what both agreed on. The order's row must be locked by now.
    """
    if not contract.terms.open_lines:
        _end(contract, by=by, at=at)
        return
    for _step in ("what is held and too much", "what that is demanded for"):
        payments.carry_out(lock_order(contract.order_id), at=at, by=by)
    order = lock_order(contract.order_id)
    free = balances_of(order).unapplied - unapplied
    if free > 0:
        movements.give_back(order, free, cause=f"contract:{contract.pk}:ended", by=by, at=at)


def _end(contract: Contract, *, by: User, at: datetime) -> None:
    """The whole order by agreement: what is not settled yet of its new total is the supplier's, the rest the buyer's."""
    order = lock_order(contract.order_id)
    facts = order_facts(order, at=at)
    fee = sum(state.part.amount for state in facts.parts if state.stage not in SETTLED)
    held = facts.balances.held_in_all
    step = move(order, Order.Status.CANCELLED, by=by, at=at, reasons=[CancelCause.AGREED], note=contract.reason)
    content = {"cause": str(CancelCause.AGREED), "version": contract.version, "kept": min(fee, held)}
    log.append(act="order_cancelled", subject=f"order:{order.pk}", by=by, at=at, content=content)
    payments.settle_cancellation(order, fee_bp=0, fee=min(fee, held), by=by, at=at, cause=f"cancelled:{step.pk}")
    money = (held - min(fee, held), min(fee, held)) if held else None
    order_letters.announce_cancelled(order, CancelCause.AGREED.label, money, contract.reason, was_shown=True, at=at)
