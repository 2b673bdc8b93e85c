"""The clock of a claim: who has to do what until which day, what follows, and what each may do at that moment."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.disputes.claim_clock import standing_of
from buyers.terms.disputes.claim_facts import Act, ClaimFacts, Code, Did, Happened, Party, Place, Stage, Then
from kpmarket.foundation.working_days import due_on

CHINA = Place(ZoneInfo("Asia/Shanghai"), due_on)
BRAZIL = Place(ZoneInfo("America/Sao_Paulo"), partial(due_on, country="BR"))
PLACES = {Party.BUYER: BRAZIL, Party.SUPPLIER: CHINA, Party.DESK: CHINA}
OPENED = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
"""A Monday: noon in São Paulo, eleven at night in Shanghai."""
DAY = timedelta(days=1)


def facts(*acts, claimant=Party.BUYER, is_goodwill=False):
    happened = (Happened(Did.OPENED, OPENED), *(Happened(did, at) for did, at in acts))
    return ClaimFacts(claimant, is_goodwill, happened, happened[-1].at, PLACES)


def standing(*acts, at, **about):
    return standing_of(facts(*acts, **about), at)


def duty(found, code):
    return next(one for one in found.duties if one.code is code)


def test_the_other_side_answers_within_five_working_days_of_its_own_country():
    of_supplier = duty(standing(at=OPENED), Code.ANSWER)
    of_buyer = duty(standing(at=OPENED, claimant=Party.SUPPLIER), Code.ANSWER)

    assert (of_supplier.party, of_supplier.until.day) == (Party.SUPPLIER, date(2026, 11, 30))
    assert (of_buyer.party, of_buyer.until.zone) == (Party.BUYER, BRAZIL.zone)
    assert of_supplier.then is Then.MAY_ESCALATE


@pytest.mark.parametrize(
    ("answered", "days", "may"), [(False, 4, False), (False, 5, True), (True, 10, False), (True, 11, True)]
)
def test_without_an_answer_it_may_go_to_the_desk_after_four_days_else_after_ten(answered, days, may):
    acts = [(Did.ANSWERED, OPENED + DAY)] if answered else []

    found = standing(*acts, at=OPENED + days * DAY)

    assert (Act.ESCALATE in found.may[Party.BUYER], Act.ESCALATE in found.may[Party.SUPPLIER]) == (may, may)


def test_after_fourteen_days_it_is_with_the_desk_by_itself_and_a_later_act_changes_no_day():
    last = standing(at=OPENED + 14 * DAY)
    after = standing((Did.ESCALATED, OPENED + 20 * DAY), at=OPENED + 15 * DAY + timedelta(hours=2))

    assert last.stage is Stage.OPEN and last.goes_to_desk.day == date(2026, 12, 7)
    assert after.stage is Stage.EVIDENCE and after.escalated_on == date(2026, 12, 7)
    assert after.window.day == date(2026, 12, 14)


def test_days_for_evidence_are_seven_and_once_seven_more_then_the_desk_decides_in_five_working_days():
    escalated = (Did.ESCALATED, OPENED + 5 * DAY)
    extended = (Did.EXTENDED, OPENED + 6 * DAY)

    assert standing(escalated, at=OPENED + 6 * DAY).window.day == date(2026, 12, 5)
    longer = standing(escalated, extended, at=OPENED + 7 * DAY)
    assert longer.window.day == date(2026, 12, 12)
    assert Act.EXTEND not in longer.may[Party.BUYER]
    deciding = standing(escalated, extended, at=OPENED + 20 * DAY)
    assert deciding.stage is Stage.DECIDING
    assert duty(deciding, Code.DECIDE).until.day == date(2026, 12, 18)
    assert Act.WRITE not in deciding.may[Party.BUYER] and Act.DECIDE in deciding.may[Party.DESK]


def test_an_independent_report_stops_the_clock_for_as_long_as_it_takes_and_fifteen_days_at_most():
    escalated, ordered = (Did.ESCALATED, OPENED + 5 * DAY), (Did.REPORT_ORDERED, OPENED + 7 * DAY)

    waiting = standing(escalated, ordered, at=OPENED + 20 * DAY)
    there = standing(escalated, ordered, (Did.REPORT_RECEIVED, OPENED + 11 * DAY), at=OPENED + 12 * DAY)

    assert (waiting.stage, waiting.window.day) == (Stage.EVIDENCE, date(2026, 12, 20))
    assert there.window.day == date(2026, 12, 9)
    assert waiting.may[Party.DESK] == {Act.RECEIVE_REPORT} and there.may[Party.DESK] == frozenset()


def test_each_side_objects_within_five_working_days_of_its_own_and_then_the_decision_is_final():
    acts = [(Did.ESCALATED, OPENED + 5 * DAY), (Did.DECIDED, datetime(2026, 12, 18, 9, 0, tzinfo=UTC))]

    decided = standing(*acts, at=datetime(2026, 12, 20, 9, 0, tzinfo=UTC))

    last = {one.party: one.until.day for one in decided.duties}
    assert last == {Party.BUYER: date(2026, 12, 28), Party.SUPPLIER: date(2026, 12, 25)}  # Christmas is one in Brazil
    between = standing(*acts, at=datetime(2026, 12, 27, 9, 0, tzinfo=UTC))
    assert Act.OBJECT in between.may[Party.BUYER] and Act.OBJECT not in between.may[Party.SUPPLIER]
    final = standing(*acts, at=datetime(2026, 12, 29, 9, 0, tzinfo=UTC))
    assert final.stage is Stage.FINAL
    assert duty(final, Code.CARRY_OUT).until.day == date(2026, 12, 30)


def test_after_an_objection_the_second_decision_is_final_at_once():
    decided = (Did.DECIDED, OPENED + 20 * DAY)
    objected = (Did.OBJECTED, OPENED + 21 * DAY)

    assert standing(decided, objected, at=OPENED + 22 * DAY).stage is Stage.OBJECTED
    assert standing(decided, objected, (Did.DECIDED, OPENED + 23 * DAY), at=OPENED + 23 * DAY).stage is Stage.FINAL


def test_money_waits_for_an_award_for_180_days_after_the_last_step():
    filed = (Did.FILED, OPENED + 2 * DAY)

    waiting = standing(filed, at=OPENED + 100 * DAY)
    over = standing(filed, at=OPENED + 184 * DAY)

    assert waiting.stage is Stage.ARBITRATED and duty(waiting, Code.AWAIT_AWARD).until.day == date(2027, 5, 24)
    assert duty(over, Code.DECIDE_AFTER).party is Party.DESK
    assert Act.FILE not in waiting.may[Party.BUYER] and Act.AWARD in waiting.may[Party.DESK]


def test_where_nothing_is_held_the_desk_decides_nothing():
    found = standing((Did.ANSWERED, OPENED + DAY), at=OPENED + 60 * DAY, is_goodwill=True)

    assert found.stage is Stage.TALKING and found.goes_to_desk is None
    assert found.may[Party.DESK] == frozenset() and Act.ESCALATE not in found.may[Party.BUYER]


@given(
    st.lists(st.tuples(st.sampled_from([one for one in Did if one is not Did.OPENED]), st.integers(0, 60)), max_size=8),
    st.integers(0, 300),
)
def test_whatever_happened_a_claim_stands_somewhere_and_ended_ones_allow_nothing(acts, days):
    ordered = sorted((OPENED + hours * DAY, did) for did, hours in acts)

    found = standing(*((did, at) for at, did in ordered), at=OPENED + days * DAY)

    assert found.is_over == (not any(found.may.values()) and not found.duties)
    assert all(one.until is None or one.until.zone for one in found.duties)
