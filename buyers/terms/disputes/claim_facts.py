"""What the clock of a claim is computed from, and what it answers: parties, acts, stages, deadlines and duties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from buyers.terms.disputes.claim_rules import claim_rules
from buyers.terms.parts import DueOn


class Party(StrEnum):
    """Whom a deadline binds."""

    BUYER = "buyer"
    SUPPLIER = "supplier"
    DESK = "desk"

    @property
    def other(self) -> Party:
        """The other side of the order."""
        return Party.SUPPLIER if self is Party.BUYER else Party.BUYER


SIDES = (Party.BUYER, Party.SUPPLIER)


class Did(StrEnum):
    """Acts that the clock counts from; others have no influence on it."""

    OPENED = "opened"
    ANSWERED = "answered"
    ESCALATED = "escalated"
    EXTENDED = "extended"
    REPORT_ORDERED = "report_ordered"
    REPORT_RECEIVED = "report_received"
    DECIDED = "decided"
    OBJECTED = "objected"
    FILED = "filed"
    AWARDED = "awarded"
    SETTLED = "settled"
    CARRIED_OUT = "carried_out"
    WITHDRAWN = "withdrawn"


class Stage(StrEnum):
    """Where it stands. ``final``: decided, and no objection is possible any more."""

    OPEN = "open"
    TALKING = "talking"
    EVIDENCE = "evidence"
    DECIDING = "deciding"
    DECIDED = "decided"
    OBJECTED = "objected"
    FINAL = "final"
    ARBITRATED = "arbitrated"
    SETTLED = "settled"
    CARRIED_OUT = "carried_out"
    WITHDRAWN = "withdrawn"


OVER = frozenset({Stage.SETTLED, Stage.CARRIED_OUT, Stage.WITHDRAWN})


class Act(StrEnum):
    """What somebody may do."""

    ANSWER = "answer"
    WRITE = "write"
    PROPOSE = "propose"
    ESCALATE = "escalate"
    EXTEND = "extend"
    OBJECT = "object"
    WITHDRAW = "withdraw"
    FILE = "file"
    ORDER_REPORT = "order_report"
    RECEIVE_REPORT = "receive_report"
    DECIDE = "decide"
    AWARD = "award"


class Code(StrEnum):
    """What is to be done next."""

    ANSWER = "answer"
    AGREE = "agree"
    BRING_EVIDENCE = "bring_evidence"
    DECIDE = "decide"
    OBJECT = "object"
    DECIDE_AGAIN = "decide_again"
    CARRY_OUT = "carry_out"
    AWAIT_AWARD = "await_award"
    DECIDE_AFTER = "decide_after"


class Then(StrEnum):
    """What follows where nobody does it."""

    MAY_ESCALATE = "may_escalate"
    ESCALATES = "escalates"
    DECIDED_AS_IS = "decided_as_is"
    SHOWN_LATE = "shown_late"
    BECOMES_FINAL = "becomes_final"
    DESK_DECIDES = "desk_decides"
    NOTHING_HELD = "nothing_held"


@dataclass(frozen=True)
class Happened:
    """An act of the claim at a moment that knows its zone."""

    did: Did
    at: datetime


@dataclass(frozen=True)
class Place:
    """Where somebody is: the zone in which days end, and who counts working days there."""

    zone: tzinfo
    due_on: DueOn

    def day_of(self, at: datetime) -> date:
        """The day that it is there."""
        return at.astimezone(self.zone).date()


@dataclass(frozen=True)
class LastDay:
    """The last day on which somebody can do something; it ends where that party is."""

    day: date
    party: Party
    zone: tzinfo

    def is_over(self, at: datetime) -> bool:
        """Whether that day has ended there."""
        return at.astimezone(self.zone).date() > self.day


@dataclass(frozen=True)
class ClaimFacts:
    """What the clock is computed from: acts in the order of time. ``last_act_at`` is of whatever a side did or wrote."""

    claimant: Party
    is_goodwill: bool
    acts: tuple[Happened, ...]
    last_act_at: datetime
    places: Mapping[Party, Place]

    def first(self, did: Did) -> datetime | None:
        """When that was done for the first time."""
        return next((one.at for one in self.acts if one.did is did), None)

    def count(self, did: Did) -> int:
        """How often it was done."""
        return sum(one.did is did for one in self.acts)

    def last_day(self, clock: str, since: date, party: Party) -> LastDay:
        """The last day of that deadline for that party, for what happened on ``since``, which is not counted itself."""
        rule, place = claim_rules().clocks[clock], self.places[party]
        day = place.due_on(since, rule.days) if rule.is_working else since + timedelta(days=rule.days)
        return LastDay(day, party, place.zone)


@dataclass(frozen=True)
class Duty:
    """What one party has to do, or may do for the last time, until when. ``party`` None: both sides."""

    code: Code
    party: Party | None
    until: LastDay | None
    then: Then


@dataclass(frozen=True)
class Standing:
    """A claim at a moment. ``escalated_on``: since when it is with the desk, by an act or by itself, in China.

    ``goes_to_desk``: the last day to negotiate, after which it is escalated by itself; ``window``: the last day for evidence;
    ``may``: what each may do at that moment.
    """

    stage: Stage
    duties: tuple[Duty, ...]
    may: Mapping[Party, frozenset[Act]]
    goes_to_desk: LastDay | None = None
    escalated_on: date | None = None
    window: LastDay | None = None

    @property
    def is_over(self) -> bool:
        return self.stage in OVER
