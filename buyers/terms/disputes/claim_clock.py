"""Where a claim stands: who has to do what until which moment, what follows otherwise, and what each may do now.

A function of dated acts. Nothing is stored that a day can tell: a claim is with the desk from the end of its last day to
negotiate, whether anybody noticed or not. Both sides and the desk get the same answer from the same acts.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from buyers.terms.disputes.claim_facts import (
    OVER,
    SIDES,
    Act,
    ClaimFacts,
    Code,
    Did,
    Duty,
    LastDay,
    Party,
    Stage,
    Standing,
    Then,
)
from buyers.terms.disputes.claim_rules import claim_rules


def standing_of(facts: ClaimFacts, at: datetime) -> Standing:
    """Where the claim stands at that moment."""
    stage = _end_of(facts) or _after_decision(facts, at) or _before_decision(facts, at)
    is_with_desk = stage not in (Stage.OPEN, Stage.TALKING) and _escalated_on(facts, at) is not None
    window = _window(facts, at) if is_with_desk else None
    may = {Party.DESK: _of_desk(facts, stage, at)} | {side: _of_side(facts, stage, side, at) for side in SIDES}
    return Standing(
        stage=stage,
        duties=_duties(facts, stage, at),
        may=may,
        goes_to_desk=_goes_to_desk(facts) if stage in (Stage.OPEN, Stage.TALKING) else None,
        escalated_on=_escalated_on(facts, at),
        window=window,
    )


def _end_of(facts: ClaimFacts) -> Stage | None:
    """How it ended; None while it goes on."""
    ends = {
        Did.WITHDRAWN: Stage.WITHDRAWN,
        Did.CARRIED_OUT: Stage.CARRIED_OUT,
        Did.SETTLED: Stage.SETTLED,
        Did.AWARDED: Stage.FINAL,
        Did.FILED: Stage.ARBITRATED,
    }
    return next((stage for did, stage in ends.items() if facts.first(did)), None)


def _after_decision(facts: ClaimFacts, at: datetime) -> Stage | None:
    """After a decision; None before the first."""
    count = facts.count(Did.DECIDED)
    if count == 0:
        return None
    if count > 1:
        return Stage.FINAL
    if facts.first(Did.OBJECTED):
        return Stage.OBJECTED
    is_final = all(_objection_until(facts, side).is_over(at) for side in SIDES)
    return Stage.FINAL if is_final else Stage.DECIDED


def _before_decision(facts: ClaimFacts, at: datetime) -> Stage:
    if _escalated_on(facts, at):
        window = _window(facts, at)
        return Stage.DECIDING if window and window.is_over(at) else Stage.EVIDENCE
    return Stage.TALKING if facts.first(Did.ANSWERED) else Stage.OPEN


def _opened_on(facts: ClaimFacts, party: Party) -> date:
    return facts.places[party].day_of(facts.acts[0].at)


def _goes_to_desk(facts: ClaimFacts) -> LastDay | None:
    if facts.is_goodwill:
        return None
    return facts.last_day("escalate_by_itself", _opened_on(facts, Party.DESK), Party.DESK)


def _escalated_on(facts: ClaimFacts, at: datetime) -> date | None:
    """The day in China on which it went to the desk, by an act or by itself, whatever was earlier."""
    last = _goes_to_desk(facts)
    by_itself = last.day if last and last.is_over(at) else None
    done = facts.first(Did.ESCALATED)
    by_act = facts.places[Party.DESK].day_of(done) if done else None
    return min((day for day in (by_itself, by_act) if day), default=None)


def _window(facts: ClaimFacts, at: datetime) -> LastDay | None:
    """The last day for evidence: extended once, and longer by the days that an independent report takes."""
    since = _escalated_on(facts, at)
    if since is None:
        return None
    rules = claim_rules()
    days = rules.days("evidence_window") + (rules.days("evidence_extension") if facts.first(Did.EXTENDED) else 0)
    desk = facts.places[Party.DESK]
    return LastDay(since + timedelta(days=days + _days_of_report(facts)), Party.DESK, desk.zone)


def _days_of_report(facts: ClaimFacts) -> int:
    """For how many days the clock stands still; all that are allowed while the report is not there."""
    ordered, received = facts.first(Did.REPORT_ORDERED), facts.first(Did.REPORT_RECEIVED)
    if ordered is None:
        return 0
    desk, most = facts.places[Party.DESK], claim_rules().days("independent_report")
    return min(most, (desk.day_of(received) - desk.day_of(ordered)).days) if received else most


def _objection_until(facts: ClaimFacts, side: Party) -> LastDay:
    decided = facts.first(Did.DECIDED)
    assert decided is not None  # noqa: S101 - asked only after a decision
    return facts.last_day("object", facts.places[side].day_of(decided), side)


def _hold_until(facts: ClaimFacts) -> LastDay:
    """Until when the money waits for an award."""
    since = facts.places[Party.DESK].day_of(facts.last_act_at)
    return facts.last_day("arbitration", since, Party.DESK)


def _duties(facts: ClaimFacts, stage: Stage, at: datetime) -> tuple[Duty, ...]:
    match stage:
        case Stage.OPEN | Stage.TALKING:
            return _duties_of_negotiation(facts, stage)
        case Stage.EVIDENCE:
            return (Duty(Code.BRING_EVIDENCE, None, _window(facts, at), Then.DECIDED_AS_IS),)
        case Stage.DECIDING:
            window = _window(facts, at)
            until = facts.last_day("decide", window.day, Party.DESK) if window else None
            return (Duty(Code.DECIDE, Party.DESK, until, Then.SHOWN_LATE),)
        case Stage.DECIDED:
            last = {side: _objection_until(facts, side) for side in SIDES}
            open_to = [side for side in SIDES if not last[side].is_over(at)]
            return tuple(Duty(Code.OBJECT, side, last[side], Then.BECOMES_FINAL) for side in open_to)
        case Stage.OBJECTED:
            since = facts.places[Party.DESK].day_of(facts.first(Did.OBJECTED) or at)
            return (Duty(Code.DECIDE_AGAIN, Party.DESK, facts.last_day("decide", since, Party.DESK), Then.SHOWN_LATE),)
        case Stage.FINAL:
            until = facts.last_day("carry_out", _final_on(facts), Party.DESK)
            return (Duty(Code.CARRY_OUT, Party.DESK, until, Then.SHOWN_LATE),)
        case Stage.ARBITRATED:
            return _duties_of_arbitration(facts, at)
    return ()


def _duties_of_negotiation(facts: ClaimFacts, stage: Stage) -> tuple[Duty, ...]:
    agree = Duty(Code.AGREE, None, _goes_to_desk(facts), Then.NOTHING_HELD if facts.is_goodwill else Then.ESCALATES)
    if stage is Stage.TALKING:
        return (agree,)
    other = facts.claimant.other
    until = facts.last_day("answer_claim", _opened_on(facts, other), other)
    then = Then.NOTHING_HELD if facts.is_goodwill else Then.MAY_ESCALATE
    return (Duty(Code.ANSWER, other, until, then),)


def _duties_of_arbitration(facts: ClaimFacts, at: datetime) -> tuple[Duty, ...]:
    until = _hold_until(facts)
    if facts.is_goodwill:
        return (Duty(Code.AWAIT_AWARD, None, None, Then.NOTHING_HELD),)
    if until.is_over(at):
        return (Duty(Code.DECIDE_AFTER, Party.DESK, None, Then.SHOWN_LATE),)
    return (Duty(Code.AWAIT_AWARD, None, until, Then.DESK_DECIDES),)


def _final_on(facts: ClaimFacts) -> date:
    """The day on which the decision became final."""
    desk = facts.places[Party.DESK]
    if awarded := facts.first(Did.AWARDED):
        return desk.day_of(awarded)
    decided = [one.at for one in facts.acts if one.did is Did.DECIDED]
    return desk.day_of(decided[1]) if len(decided) > 1 else max(_objection_until(facts, side).day for side in SIDES)


def _of_side(facts: ClaimFacts, stage: Stage, side: Party, at: datetime) -> frozenset[Act]:
    if stage in OVER:
        return frozenset()
    may = {Act.PROPOSE}
    if side is facts.claimant:
        may.add(Act.WITHDRAW)
    if stage in (Stage.OPEN, Stage.TALKING, Stage.EVIDENCE, Stage.ARBITRATED):
        may.add(Act.WRITE)
    if stage is not Stage.ARBITRATED:
        may.add(Act.FILE)
    if stage in (Stage.OPEN, Stage.EVIDENCE) and side is not facts.claimant and not facts.first(Did.ANSWERED):
        may.add(Act.ANSWER)
    if stage in (Stage.OPEN, Stage.TALKING) and _may_escalate(facts, at):
        may.add(Act.ESCALATE)
    if stage is Stage.EVIDENCE and not facts.first(Did.EXTENDED):
        may.add(Act.EXTEND)
    if stage is Stage.DECIDED and not _objection_until(facts, side).is_over(at):
        may.add(Act.OBJECT)
    return frozenset(may)


def _may_escalate(facts: ClaimFacts, at: datetime) -> bool:
    """After four days without an answer, or after ten; never where nothing is held."""
    if facts.is_goodwill:
        return False
    clock = "escalate" if facts.first(Did.ANSWERED) else "escalate_unanswered"
    return facts.last_day(clock, _opened_on(facts, Party.DESK), Party.DESK).is_over(at)


def _of_desk(facts: ClaimFacts, stage: Stage, at: datetime) -> frozenset[Act]:
    if stage is Stage.EVIDENCE:
        ordered, received = facts.first(Did.REPORT_ORDERED), facts.first(Did.REPORT_RECEIVED)
        if ordered is None:
            return frozenset({Act.ORDER_REPORT})
        return frozenset() if received else frozenset({Act.RECEIVE_REPORT})
    if stage in (Stage.DECIDING, Stage.OBJECTED):
        return frozenset({Act.DECIDE})
    return frozenset({Act.AWARD}) if stage is Stage.ARBITRATED and not facts.is_goodwill else frozenset()
