"""What an order waits for, read from its facts: for its page, its rows in lists, letters and the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from buyers.terms.next_step import Doer, EventFact, HoldFact, PartFact, Situation, Step, WaitingFact, next_steps
from buyers.terms.plans import OTHER, milestones
from buyers.terms.watch import Bearer
from buyers.trade.models import EvidenceAnswer, Order, Side
from buyers.trade.services import acceptance
from buyers.trade.services.contracts import waiting_version
from buyers.trade.services.fact_rows import OrderFacts, Submitted
from buyers.trade.services.order_deadlines import CHINA, confirm_by, is_lapsed, sign_by
from buyers.trade.services.step_words import NextStep, Parties, in_words
from buyers.trade.services.watch_judging import Hold
from buyers.trade.services.words import money_words
from kpmarket.foundation.places import place_name

ONE_DAY = timedelta(days=1)
ACCEPTED, DELIVERED = "accepted", "delivered"
LAPSED = "lapsed"
BEFORE_CONFIRMATION = (Order.Status.TO_APPROVE, Order.Status.PLACED, Order.Status.DECLINED)
BEARERS = {Bearer.SUPPLIER: Doer.SUPPLIER, Bearer.BUYER: Doer.BUYER}
"""Who can put a hold right; the others bear it, and have nothing to do."""


def steps_of(facts: OrderFacts) -> tuple[Step, ...]:
    """What the order waits for, the next step first."""
    return next_steps(situation_of(facts))


def steps_in_words(facts: OrderFacts, side: Side) -> tuple[NextStep, ...]:
    """The same as a reader of that side understands it."""
    parties = parties_of(facts, Doer(side))
    return tuple(in_words(step, parties, at=facts.at) for step in steps_of(facts))


def situation_of(facts: OrderFacts) -> Situation:
    """The order's facts as the next step is computed from."""
    order = facts.order
    is_waiting = order.status == Order.Status.PLACED
    return Situation(
        status=LAPSED if is_lapsed(order, facts.at) else order.status,
        confirm_by=confirm_by(order).day if is_waiting else None,
        to_agree=_to_agree(facts),
        parts=_parts(facts),
        waiting=tuple(_waiting(facts)),
        outstanding=tuple(_outstanding(facts)),
        holds=tuple(_hold(one, facts.on) for one in facts.holds),
    )


def parties_of(facts: OrderFacts, reader: Doer) -> Parties:
    """Names, zones and places of both sides, and what each part is in words."""
    order, terms = facts.order, facts.terms
    names = {Doer.BUYER: order.buyer.organisation, Doer.SUPPLIER: order.supplier.display_name}
    if order.holder:
        names[Doer.HOLDER] = order.holder.name
    zones: dict[Doer, ZoneInfo] = {Doer.BUYER: order.buyer.zone, Doer.SUPPLIER: CHINA}
    places = {Doer.BUYER: place_name(order.buyer.country), Doer.SUPPLIER: place_name("CN")}
    amounts = {}
    if terms:
        amounts = {one.part.number: money_words(one.missing or one.part.amount, terms.currency) for one in facts.parts}
    return Parties(reader, names, zones, places, amounts)


def _to_agree(facts: OrderFacts) -> Doer | None:
    """The side that has not signed a change, while the days to sign it run."""
    waiting = waiting_version(facts.order) if facts.order.status == Order.Status.CONFIRMED else None
    if waiting is None:
        return None
    contract, side = waiting
    contract.order = facts.order
    return None if sign_by(contract).is_over(facts.at) else Doer(side)


def _parts(facts: OrderFacts) -> tuple[PartFact, ...]:
    if facts.order.status in BEFORE_CONFIRMATION or facts.is_outside_ledger:
        return ()
    return tuple(PartFact(one.part.number, str(one.stage), one.due) for one in facts.parts)


def _waiting(facts: OrderFacts) -> Iterable[WaitingFact]:
    """Evidence that somebody has to answer; not what silence leaves open of an event that happened to everything since."""
    for one in facts.evidence:
        named = milestones().events[one.row.event].answered_by
        answered_by = acceptance.answering_side(one.row) if named == OTHER else named
        is_needed = one.silent_on is not None or facts.complete_on(one.row.event) is None
        if one.is_open and is_needed and answered_by in Side.values:
            last_day = one.silent_on - ONE_DAY if one.silent_on else None
            yield WaitingFact(one.row.event, Doer(answered_by), one.row.line, last_day)


def _outstanding(facts: OrderFacts) -> Iterable[EventFact]:
    """Events of this order that did not happen yet, in the order in which they usually happen."""
    returned = _returned_events(facts.evidence)
    for one in facts.milestones:
        if one.happened_on is None:
            planned_on = _last_day_to_look(facts) if one.event == ACCEPTED else one.planned_on
            yield EventFact(one.event, _who_proves(one.event), planned_on, is_returned=one.event in returned)


def _who_proves(event: str) -> Doer:
    return Doer.SUPPLIER if Side.SUPPLIER in milestones().events[event].by else Doer.BUYER


def _last_day_to_look(facts: OrderFacts) -> date | None:
    """The last day on which the buyer can say something before silence accepts the goods; None where it does not."""
    if any(one.held for one in facts.withheld.values()):
        return None
    arrived = facts.complete_on(DELIVERED)
    return arrived + timedelta(days=facts.terms.acceptance_days) if arrived and facts.terms else None


def _returned_events(evidence: Iterable[Submitted]) -> frozenset[str]:
    """Events of which the last submission came back and nothing was sent since."""
    last = {one.row.event: one for one in evidence}
    verdict = EvidenceAnswer.Verdict.RETURNED
    return frozenset(event for event, one in last.items() if one.answer and one.answer.verdict == verdict)


def _hold(hold: Hold, on: date) -> HoldFact:
    free = hold.free_to_cancel_from
    return HoldFact(
        hold.line.number, BEARERS.get(hold.bearer, Doer.NOBODY), free - ONE_DAY if free and free > on else None
    )
