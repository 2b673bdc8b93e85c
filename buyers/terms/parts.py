"""What a part of the price is today: a function of the terms, of what happened, of holds and of the ledger's sums.

No status of a part is stored. Whoever asks with the same facts gets the same answer, on a page and in a job.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from buyers.terms.contract import PartTerms
from buyers.terms.errors import TermsError

DueOn = Callable[[date, int], date]
"""The last working day of an allowance that begins after a day, in the country of whom it binds."""


class Stage(StrEnum):
    """Where a part stands. ``paid`` is paid straight to the supplier, who said so: nobody held it."""

    PLANNED = "planned"
    DEMANDED = "demanded"
    PARTLY_PAID = "partly_paid"
    HELD = "held"
    RELEASED = "released"
    PAID_OUT = "paid_out"
    PAID = "paid"
    RESOLVED = "resolved"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """What comes next, and from whom: the buyer pays, evidence is missing, the holder pays out …"""

    AWAIT_EVENT = "await_event"
    END_HOLD = "end_hold"
    PAY = "pay"
    PROVE = "prove"
    RELEASE = "release"
    PAY_OUT = "pay_out"
    DECIDE = "decide"
    NOTHING = "nothing"


@dataclass(frozen=True)
class PartMoney:
    """The ledger's sums of one part, in minor units. ``held`` is there now; the others are what left it, ever.

    ``paid_out`` is what the bank confirmed of ``released``; ``paid_directly`` is what the supplier said arrived without a
    holder, which no ledger knows.
    """

    held: int = 0
    released: int = 0
    refunded: int = 0
    paid_out: int = 0
    paid_directly: int = 0

    @property
    def received(self) -> int:
        """All that was ever held for the part and was not recalled by the payer's bank."""
        return self.held + self.released + self.refunded


@dataclass(frozen=True)
class PartFacts:
    """What happened to the order, as far as a part needs it.

    ``happened``: event -> the day on which its evidence was accepted, by a person or by silence. ``accepted``: kinds of
    evidence that are accepted. ``stops_demand``, ``stops_release``: codes of the holds that stop it. ``free_since``: the day
    on which the last hold that had stopped the demand ended; the days to pay count from then.
    """

    happened: Mapping[str, date]
    accepted: frozenset[str] = frozenset()
    stops_demand: tuple[str, ...] = ()
    stops_release: tuple[str, ...] = ()
    free_since: date | None = None
    is_cancelled: bool = False


@dataclass(frozen=True)
class PartState:
    """A part today. Amounts in minor units.

    ``missing``: what the buyer still has to pay; ``charges``: what banks kept within the tolerance, shown and not asked for.
    ``due``: the last day to pay. ``lacks``: evidence, or the event, that the step waits for. ``stopped_by``: codes of holds.
    """

    part: PartTerms
    money: PartMoney
    stage: Stage
    step: Step
    missing: int = 0
    charges: int = 0
    due: date | None = None
    lacks: tuple[str, ...] = ()
    stopped_by: tuple[str, ...] = ()

    def days_late(self, on: date) -> int:
        """Days since the last day to pay, which a part has while something is missing; else 0."""
        return max(0, (on - self.due).days) if self.due else 0

    @property
    def to_pay_out(self) -> int:
        """What is released and not confirmed by the bank."""
        return self.money.released - self.money.paid_out


def part_state(part: PartTerms, facts: PartFacts, money: PartMoney, *, tolerance: int, due_on: DueOn) -> PartState:
    """The part as these facts make it.

    ``tolerance`` is what banks may have kept (``Tolerances.bank_charges``); ``due_on`` counts working days of the buyer's
    country. Raises TermsError ``impossible-sums``.
    """
    check_sums(part, money)
    if money.held == 0 and (money.released or money.refunded or part.amount == 0):
        return _settled(part, money)
    if facts.is_cancelled:
        stage = Stage.HELD if money.held else Stage.PAID if money.paid_directly else Stage.CANCELLED
        return PartState(part, money, stage, Step.DECIDE if money.held else Step.NOTHING)
    got = money.received + money.paid_directly
    missing = max(0, part.amount - got)
    if got and missing <= tolerance:
        return _paid(part, facts, money, charges=missing)
    return _unpaid(part, facts, money, missing=missing, due_on=due_on)


def check_sums(part: PartTerms, money: PartMoney) -> None:
    """Raises TermsError ``impossible-sums`` for sums that no ledger has: below 0, or more paid out than released."""
    if min(money.held, money.released, money.refunded, money.paid_out, money.paid_directly) < 0:
        raise TermsError("impossible-sums", part=part.number)
    if money.paid_out > money.released:
        raise TermsError("impossible-sums", part=part.number)


def last_day_to_pay(demanded: date, days: int, due_on: DueOn) -> date:
    """The last day to pay, ``days`` calendar days after the demand; on the next working day where that is none."""
    return due_on(demanded + timedelta(days=days - 1), 1)


def to_apply(states: Iterable[PartState], unapplied: int) -> dict[int, int]:
    """Which parts money that came in serves: part's number -> minor units, the first part first; the rest stays unapplied.

    Only what was demanded is served, and never beyond what is missing: what comes early, twice or in excess waits.
    """
    served: dict[int, int] = {}
    for state in sorted(states, key=lambda state: state.part.number):
        if state.step is Step.PAY:
            amount = min(state.missing, unapplied - sum(served.values()))
            if amount > 0:
                served[state.part.number] = amount
    return served


def _settled(part: PartTerms, money: PartMoney) -> PartState:
    """Nothing is held any more: released, paid out, divided by a decision, or a part of nothing."""
    to_come = money.released - money.paid_out
    step = Step.PAY_OUT if to_come else Step.NOTHING
    if money.refunded:
        return PartState(part, money, Stage.RESOLVED, step)
    return PartState(part, money, Stage.RELEASED if to_come else Stage.PAID_OUT, step)


def _paid(part: PartTerms, facts: PartFacts, money: PartMoney, *, charges: int) -> PartState:
    """The whole part is there: it waits for its release, or it went straight to the supplier."""
    if not money.held:
        return PartState(part, money, Stage.PAID, Step.NOTHING, charges=charges)
    lacks = tuple(kind for kind in part.evidence if kind not in facts.accepted)
    if part.release not in facts.happened:
        lacks = (part.release, *lacks)
    step = Step.PROVE if lacks else Step.END_HOLD if facts.stops_release else Step.RELEASE
    return PartState(part, money, Stage.HELD, step, charges=charges, lacks=lacks, stopped_by=facts.stops_release)


def _unpaid(part: PartTerms, facts: PartFacts, money: PartMoney, *, missing: int, due_on: DueOn) -> PartState:
    demanded = facts.happened.get(part.due)
    if demanded is None:
        step, lacks = Step.AWAIT_EVENT, (part.due,)
        return PartState(part, money, Stage.PLANNED, step, missing=missing, lacks=lacks)
    has_some = money.held or money.paid_directly
    stage = Stage.PARTLY_PAID if has_some else Stage.PLANNED if facts.stops_demand else Stage.DEMANDED
    step = Step.END_HOLD if facts.stops_demand else Step.PAY
    since = max(demanded, facts.free_since or demanded)
    due = None if facts.stops_demand else last_day_to_pay(since, part.pay_within_days, due_on)
    return PartState(part, money, stage, step, missing=missing, due=due, stopped_by=facts.stops_demand)
