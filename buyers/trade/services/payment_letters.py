"""Which letters the parts of an order call for today, each written once to each person it concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from buyers.terms.clock import reminder_due
from buyers.terms.parts import PartState, Stage, Step
from buyers.trade.mail.short_letters import Words, short_letter
from buyers.trade.models import Order, Side
from buyers.trade.services import payment_sentences as sentences
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.letters import write_once
from buyers.trade.services.parties import people_who_act
from kpmarket.accounts.models import User
from kpmarket.foundation.outbox.models import Letter

HANDED_OVER = "transport_document"


@dataclass(frozen=True)
class Due:
    """A letter that is called for: to everybody who acts for ``side``, once for ``cause``."""

    kind: str
    cause: str
    side: Side
    words: Callable[[], Words]


def write_of_parts(facts: OrderFacts, *, at: datetime) -> int:
    """Write every letter that the parts call for and that was not written; how many. The order's row must be locked."""
    people: dict[Side, list[User]] = {}
    count = 0
    for due in letters_due(facts):
        if due.side not in people:
            people[due.side] = people_who_act(facts.order, due.side)
        written = write_once(
            facts.order, due.kind, due.cause, people[due.side], partial(_compose, facts.order, due), at=at
        )
        count += len(written)
    return count


def letters_due(facts: OrderFacts) -> Iterator[Due]:
    """Every letter that the order as it stands calls for, whether it was written before or not."""
    yield from _of_force_majeure(facts)
    if facts.is_outside_ledger:
        return
    for part in facts.parts:
        yield from _of_part(part, facts)
    if facts.is_held_here and facts.balances.unapplied and facts.order.status == Order.Status.CONFIRMED:
        cause = f"received:{facts.balances.received}:{facts.balances.unapplied}"
        yield Due("received_too_much", cause, Side.BUYER, partial(sentences.received_too_much, facts))


def _of_force_majeure(facts: OrderFacts) -> Iterator[Due]:
    """To both sides, once for each time that it lasts longer than agreed and goods are not shipped."""
    since = facts.free_to_end_from
    if since is None or since > facts.on or facts.complete_on(HANDED_OVER):
        return
    for side in Side:
        yield Due("force_majeure_over", f"since:{since}", side, partial(sentences.free_to_end, facts, since))


def _of_part(part: PartState, facts: OrderFacts) -> Iterator[Due]:
    cause = f"part:{part.part.number}"
    if part.step is Step.PAY and part.due and facts.order.status == Order.Status.CONFIRMED:
        yield from _demands(part, facts, part.due, cause)
    if part.stage is Stage.HELD and facts.is_held_here:
        yield Due("held", cause, Side.BUYER, partial(sentences.held_for_buyer, facts, part))
        yield Due("held", cause, Side.SUPPLIER, partial(sentences.held_for_supplier, facts, part))
    if part.money.released:
        for side in Side:
            yield Due("released", cause, side, partial(sentences.released, facts, part, side))
    if part.stage is Stage.PAID_OUT:
        yield Due("paid_out", cause, Side.SUPPLIER, partial(sentences.paid_out, facts, part))
    if part.stage is Stage.PAID:
        yield Due("payment_arrived", cause, Side.BUYER, partial(sentences.payment_arrived, facts, part))


def _demands(part: PartState, facts: OrderFacts, due: date, cause: str) -> Iterator[Due]:
    """The demand, what came of it so far, and the reminders that the day calls for."""
    yield Due("demand", cause, Side.BUYER, partial(sentences.demand, facts, part))
    if part.stage is Stage.PARTLY_PAID:
        got = f"{cause}:{part.money.received + part.money.paid_directly}"
        yield Due("received_part", got, Side.BUYER, partial(sentences.received_part, facts, part))
    reminder = reminder_due(due, facts.on)
    if reminder is not None and reminder < 0:
        yield Due("demand_soon", cause, Side.BUYER, partial(sentences.demand_again, facts, part))
    if facts.on == due:
        yield Due("demand_today", cause, Side.BUYER, partial(sentences.demand_again, facts, part))
    if reminder is not None and reminder > 0:
        yield Due("demand_late", cause, Side.BUYER, partial(sentences.demand_late, facts, part))


def _compose(order: Order, due: Due, user: User) -> Letter:
    key = f"order-{order.pk}-{due.kind}-{due.cause}-{user.pk}"
    return short_letter(order, user, due.words, key=key)
