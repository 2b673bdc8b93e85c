"""What an order waits for: who has to do what until which day, and what follows where nobody does it.

Reads what is already known of an order (statuses, parts, evidence, holds, events) and decides nothing: the same facts
always give the same steps. The first of them is the order's next step.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Doer(StrEnum):
    """Whom a step binds."""

    BUYER = "buyer"
    SUPPLIER = "supplier"
    HOLDER = "holder"
    NOBODY = "nobody"


class Code(StrEnum):
    """What is to be done. Members stand in the order in which steps of the same day are named."""

    APPROVE = "approve"
    CONFIRM = "confirm"
    SIGN = "sign"
    AGREE = "agree"
    CURE = "cure"
    PAY = "pay"
    ANSWER = "answer"
    CORRECT = "correct"
    ACCEPT = "accept"
    PROVE = "prove"
    PAY_OUT = "pay_out"
    DONE = "done"
    OVER = "over"


class Then(StrEnum):
    """What follows where the step is not taken until its day."""

    NOT_PLACED = "not_placed"
    LAPSES = "lapses"
    NOT_IN_FORCE = "not_in_force"
    AS_SIGNED = "as_signed"
    MAY_CANCEL_LINE = "may_cancel_line"
    MAY_CANCEL = "may_cancel"
    SILENCE_ACCEPTS = "silence_accepts"
    STAYS_OPEN = "stays_open"
    WAITS = "waits"
    SHOWN_LATE = "shown_late"
    NOTHING = "nothing"


FIRST = (Code.APPROVE, Code.CONFIRM, Code.SIGN, Code.AGREE, Code.CURE)
"""Steps that come before all others, whatever their day: nothing else goes on without them."""
ACCEPTED = "accepted"
UNPAID = frozenset({"demanded", "partly_paid"})


@dataclass(frozen=True)
class PartFact:
    """A part of the price: its state as ``parts`` names it, and the last day to pay once it is demanded."""

    number: int
    state: str
    pay_by: date | None = None


@dataclass(frozen=True)
class WaitingFact:
    """Evidence without an answer. ``silent_on``: the day on whose end silence accepts it; None: silence never does."""

    event: str
    side: Doer
    line: int | None = None
    silent_on: date | None = None


@dataclass(frozen=True)
class EventFact:
    """An event of the plan that did not happen yet, and who has to prove it. ``is_returned``: what was sent came back.

    ``planned_on`` of ``accepted`` is the last day to look at the goods, after which silence accepts them.
    """

    event: str
    side: Doer
    planned_on: date | None = None
    line: int | None = None
    is_returned: bool = False


@dataclass(frozen=True)
class HoldFact:
    """A line whose clearance does not stand: who bears it, and the day until which it may be cured."""

    line: int
    side: Doer
    cure_by: date | None = None


@dataclass(frozen=True)
class Situation:
    """An order as it stands. ``unsigned``: sides whose signature the first contract lacks; ``to_agree``: the side that an
    amendment waits for. ``outstanding``: events that did not happen yet, the next one first."""

    status: str
    confirm_by: date | None = None
    unsigned: tuple[Doer, ...] = ()
    to_agree: Doer | None = None
    parts: tuple[PartFact, ...] = ()
    waiting: tuple[WaitingFact, ...] = ()
    outstanding: tuple[EventFact, ...] = ()
    holds: tuple[HoldFact, ...] = ()


@dataclass(frozen=True)
class Step:
    """One thing to do. ``on`` is the last day, in the place of whom it binds; None where no day is set."""

    code: Code
    side: Doer
    on: date | None
    then: Then
    event: str = ""
    part: int | None = None
    line: int | None = None


def next_steps(situation: Situation) -> tuple[Step, ...]:
    """Everything that the order waits for, what comes first at the front; never empty."""
    ends = {"declined": Code.OVER, "cancelled": Code.OVER, "lapsed": Code.OVER, "completed": Code.DONE}
    if situation.status in ends:
        paying_out = tuple(_to_pay_out(situation))
        return paying_out or (Step(ends[situation.status], Doer.NOBODY, None, Then.NOTHING),)
    if situation.status == "to_approve":
        return (Step(Code.APPROVE, Doer.BUYER, None, Then.NOT_PLACED),)
    if situation.status == "placed":
        return (Step(Code.CONFIRM, Doer.SUPPLIER, situation.confirm_by, Then.LAPSES), *_to_cure(situation))
    steps = [
        *(Step(Code.SIGN, side, None, Then.NOT_IN_FORCE) for side in situation.unsigned),
        *_to_agree(situation),
        *_to_cure(situation),
        *_to_pay(situation),
        *_to_answer(situation),
        *_to_prove(situation),
        *_to_pay_out(situation),
    ]
    return tuple(sorted(steps, key=_place)) or (Step(Code.DONE, Doer.NOBODY, None, Then.NOTHING),)


def next_step(situation: Situation) -> Step:
    """The one that comes first."""
    return next_steps(situation)[0]


def _place(step: Step) -> tuple[int, date, int]:
    order = list(Code)
    is_first = step.code in FIRST
    return (0 if is_first else 1, date.max if is_first or step.on is None else step.on, order.index(step.code))


def _to_agree(situation: Situation) -> list[Step]:
    return [Step(Code.AGREE, situation.to_agree, None, Then.AS_SIGNED)] if situation.to_agree else []


def _to_cure(situation: Situation) -> list[Step]:
    return [
        Step(Code.CURE, hold.side, hold.cure_by, Then.MAY_CANCEL_LINE, line=hold.line)
        for hold in situation.holds
        if hold.side != Doer.NOBODY
    ]


def _to_pay(situation: Situation) -> list[Step]:
    return [
        Step(Code.PAY, Doer.BUYER, part.pay_by, Then.MAY_CANCEL, part=part.number)
        for part in situation.parts
        if part.state in UNPAID
    ]


def _to_answer(situation: Situation) -> list[Step]:
    return [
        Step(
            Code.ANSWER,
            one.side,
            one.silent_on,
            Then.SILENCE_ACCEPTS if one.silent_on else Then.STAYS_OPEN,
            event=one.event,
            line=one.line,
        )
        for one in situation.waiting
    ]


def _to_prove(situation: Situation) -> list[Step]:
    """What came back first, else the next event; nothing while a payment or a signature is what the order waits for."""
    returned = [one for one in situation.outstanding if one.is_returned]
    steps = [_prove(Code.CORRECT, one) for one in returned]
    if steps or situation.unsigned or situation.waiting or any(part.state in UNPAID for part in situation.parts):
        return steps
    return [_prove(Code.ACCEPT if one.event == ACCEPTED else Code.PROVE, one) for one in situation.outstanding[:1]]


def _prove(code: Code, one: EventFact) -> Step:
    """What follows a day is that silence accepts the goods, or that the event counts as late."""
    then = (Then.SILENCE_ACCEPTS if code == Code.ACCEPT else Then.SHOWN_LATE) if one.planned_on else Then.WAITS
    return Step(code, one.side, one.planned_on, then, event=one.event, line=one.line)


def _to_pay_out(situation: Situation) -> list[Step]:
    return [
        Step(Code.PAY_OUT, Doer.HOLDER, None, Then.WAITS, part=part.number)
        for part in situation.parts
        if part.state == "released"
    ]
