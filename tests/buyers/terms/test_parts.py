"""What a part of the price is today, and what comes next."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.contract import PartTerms
from buyers.terms.parts import PartFacts, PartMoney, Stage, Step, last_day_to_pay, part_state, to_apply
from tests.buyers.terms.refusals import refused

DEPOSIT = PartTerms(1, 3000, 1_260_000, "order_confirmed", 7, "production_started", ("production_start_report",))
BALANCE = PartTerms(2, 7000, 2_940_000, "inspection_passed", 7, "accepted", ("inspection_report", "arrival_or_silence"))
CONFIRMED = {"order_confirmed": date(2026, 11, 30)}
STARTED = {**CONFIRMED, "production_started": date(2026, 12, 4)}
CHARGES = 5_000
NO_MONEY = PartMoney()


def weekdays(since, days):
    """The last working day of an allowance where only weekends are off."""
    day = since
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def state_of(part=DEPOSIT, happened=CONFIRMED, money=NO_MONEY, tolerance=CHARGES, **facts):
    return part_state(part, PartFacts(happened, **facts), money, tolerance=tolerance, due_on=weekdays)


def test_pages_and_letters_know_stages_and_steps_by_their_words():
    assert [*Stage] == [
        "planned",
        "demanded",
        "partly_paid",
        "held",
        "released",
        "paid_out",
        "paid",
        "resolved",
        "cancelled",
    ]
    assert [*Step] == ["await_event", "end_hold", "pay", "prove", "release", "pay_out", "decide", "nothing"]


def test_before_its_event_a_part_is_planned():
    state = state_of(BALANCE)

    assert (state.stage, state.step, state.lacks) == (Stage.PLANNED, Step.AWAIT_EVENT, ("inspection_passed",))
    assert (state.missing, state.due) == (2_940_000, None)
    assert state.days_late(date(2030, 1, 1)) == 0


def test_its_event_demands_the_whole_part_until_a_day():
    state = state_of()

    assert (state.stage, state.step, state.missing) == (Stage.DEMANDED, Step.PAY, 1_260_000)
    assert state.due == date(2026, 12, 7)


@pytest.mark.parametrize(
    ("on", "late"), [(date(2026, 12, 7), 0), (date(2026, 12, 8), 1), (date(2026, 12, 17), 10), (date(2026, 11, 1), 0)]
)
def test_what_is_not_paid_by_then_is_late(on, late):
    assert state_of().days_late(on) == late


def test_what_is_paid_is_no_longer_late():
    assert state_of(money=PartMoney(held=1_260_000)).days_late(date(2027, 1, 1)) == 0


@pytest.mark.parametrize(
    ("demanded", "days", "last"),
    [
        (date(2026, 11, 30), 7, date(2026, 12, 7)),  # a Monday
        (date(2026, 11, 28), 7, date(2026, 12, 7)),  # would end on a Saturday
        (date(2026, 11, 29), 7, date(2026, 12, 7)),  # would end on a Sunday
        (date(2026, 11, 30), 0, date(2026, 11, 30)),
        (date(2026, 11, 28), 0, date(2026, 11, 30)),
    ],
)
def test_the_last_day_to_pay_is_a_working_day(demanded, days, last):
    assert last_day_to_pay(demanded, days, weekdays) == last


def test_a_hold_stops_the_demand():
    state = state_of(stops_demand=("clearance",))

    assert (state.stage, state.step, state.stopped_by, state.due) == (
        Stage.PLANNED,
        Step.END_HOLD,
        ("clearance",),
        None,
    )
    assert state.missing == 1_260_000


def test_the_days_to_pay_count_from_the_end_of_a_hold():
    assert state_of(free_since=date(2026, 12, 14)).due == date(2026, 12, 21)
    assert state_of(free_since=date(2026, 11, 2)).due == date(2026, 12, 7)


def test_sixty_percent_is_partly_paid_and_the_rest_is_missing():
    state = state_of(money=PartMoney(held=756_000))

    assert (state.stage, state.step, state.missing, state.charges) == (Stage.PARTLY_PAID, Step.PAY, 504_000, 0)
    assert state.due == date(2026, 12, 7)


def test_a_hold_keeps_the_rest_from_being_asked_for():
    state = state_of(money=PartMoney(held=756_000), stops_demand=("clearance",))

    assert (state.stage, state.step, state.due) == (Stage.PARTLY_PAID, Step.END_HOLD, None)


@pytest.mark.parametrize(
    ("short", "stage", "charges"),
    [
        (0, Stage.HELD, 0),
        (1_800, Stage.HELD, 1_800),
        (5_000, Stage.HELD, 5_000),
        (5_001, Stage.PARTLY_PAID, 0),
        (8_000, Stage.PARTLY_PAID, 0),
    ],
)
def test_what_banks_kept_on_the_way_is_forgiven_up_to_a_limit(short, stage, charges):
    state = state_of(money=PartMoney(held=1_260_000 - short))

    assert (state.stage, state.charges) == (stage, charges)
    assert state.missing == (0 if stage is Stage.HELD else short)


def test_nothing_paid_is_never_forgiven():
    small = PartTerms(1, 10_000, 3_000, "order_confirmed", 7, "accepted", ())

    assert state_of(small).stage is Stage.DEMANDED


def test_held_money_waits_for_each_proof():
    state = state_of(
        BALANCE,
        {**STARTED, "inspection_passed": date(2026, 12, 20)},
        PartMoney(held=2_940_000),
        accepted=frozenset({"inspection_report"}),
    )

    assert (state.stage, state.step) == (Stage.HELD, Step.PROVE)
    assert state.lacks == ("accepted", "arrival_or_silence")


def test_the_document_alone_does_not_release_before_the_event():
    state = state_of(money=PartMoney(held=1_260_000), accepted=frozenset({"production_start_report"}))

    assert (state.step, state.lacks) == (Step.PROVE, ("production_started",))


def test_the_event_alone_does_not_release_without_the_document():
    assert state_of(happened=STARTED, money=PartMoney(held=1_260_000)).lacks == ("production_start_report",)


def test_proven_money_is_to_be_released():
    state = state_of(happened=STARTED, money=PartMoney(held=1_260_000), accepted=frozenset({"production_start_report"}))

    assert (state.stage, state.step, state.lacks, state.stopped_by) == (Stage.HELD, Step.RELEASE, (), ())


def test_a_hold_stops_the_release_of_proven_money():
    state = state_of(
        happened=STARTED,
        money=PartMoney(held=1_260_000),
        accepted=frozenset({"production_start_report"}),
        stops_release=("claim",),
    )

    assert (state.stage, state.step, state.stopped_by) == (Stage.HELD, Step.END_HOLD, ("claim",))


def test_released_money_is_to_be_paid_out_until_the_bank_confirms_all_of_it():
    released = state_of(money=PartMoney(released=1_260_000))
    in_part = state_of(money=PartMoney(released=1_260_000, paid_out=1_000_000))
    paid_out = state_of(money=PartMoney(released=1_260_000, paid_out=1_260_000))

    assert (released.stage, released.step, released.to_pay_out) == (Stage.RELEASED, Step.PAY_OUT, 1_260_000)
    assert (in_part.stage, in_part.step, in_part.to_pay_out) == (Stage.RELEASED, Step.PAY_OUT, 260_000)
    assert (paid_out.stage, paid_out.step, paid_out.to_pay_out) == (Stage.PAID_OUT, Step.NOTHING, 0)


def test_money_that_was_released_less_bank_charges_is_not_demanded_again():
    assert state_of(money=PartMoney(released=1_258_200)).stage is Stage.RELEASED


def test_divided_money_is_resolved():
    divided = state_of(money=PartMoney(released=1_000_000, refunded=260_000))
    returned = state_of(money=PartMoney(refunded=1_260_000))

    assert (divided.stage, divided.step) == (Stage.RESOLVED, Step.PAY_OUT)
    assert (returned.stage, returned.step) == (Stage.RESOLVED, Step.NOTHING)


def test_a_payment_that_the_bank_recalls_is_demanded_again():
    assert state_of(money=PartMoney(held=0)).stage is Stage.DEMANDED


def test_what_arrives_after_a_release_does_not_make_the_part_partly_paid():
    assert state_of(money=PartMoney(held=1_800, released=1_258_200)).stage is Stage.HELD


def test_without_a_holder_the_suppliers_word_makes_a_part_paid():
    state = state_of(money=PartMoney(paid_directly=1_260_000))

    assert (state.stage, state.step, state.missing) == (Stage.PAID, Step.NOTHING, 0)
    assert state_of(money=PartMoney(paid_directly=600_000)).stage is Stage.PARTLY_PAID
    assert state_of(money=PartMoney(paid_directly=1_259_000)).charges == 1_000


def test_a_part_that_holds_more_than_its_amount_misses_nothing():
    state = state_of(money=PartMoney(held=1_260_001))

    assert (state.stage, state.missing, state.charges) == (Stage.HELD, 0, 0)


def test_what_came_in_for_a_part_is_what_is_there_and_what_left_it():
    assert PartMoney(held=5, released=6, refunded=7, paid_out=4, paid_directly=3).received == 18
    assert state_of(money=PartMoney(held=1_000_000, refunded=200_000)).missing == 60_000


def test_money_at_the_holder_waits_for_its_release_whatever_went_directly():
    state = state_of(money=PartMoney(held=1_000_000, paid_directly=260_000))

    assert (state.stage, state.step) == (Stage.HELD, Step.PROVE)


def test_a_cancelled_order_asks_for_nothing_and_decides_on_what_is_held():
    asked = state_of(is_cancelled=True)
    held = state_of(money=PartMoney(held=756_000), is_cancelled=True)
    direct = state_of(money=PartMoney(paid_directly=756_000), is_cancelled=True)
    released = state_of(money=PartMoney(released=1_260_000), is_cancelled=True)

    assert (asked.stage, asked.step, asked.missing, asked.due) == (Stage.CANCELLED, Step.NOTHING, 0, None)
    assert (held.stage, held.step) == (Stage.HELD, Step.DECIDE)
    assert (direct.stage, direct.step) == (Stage.PAID, Step.NOTHING)
    assert released.stage is Stage.RELEASED


def test_a_part_of_nothing_is_never_demanded():
    nothing = PartTerms(1, 3000, 0, "order_confirmed", 7, "production_started", ())

    assert (state_of(nothing).stage, state_of(nothing).step) == (Stage.PAID_OUT, Step.NOTHING)


@pytest.mark.parametrize(
    "money",
    [
        PartMoney(held=-1),
        PartMoney(released=-1),
        PartMoney(refunded=-1),
        PartMoney(paid_out=-1),
        PartMoney(paid_directly=-1),
        PartMoney(released=5, paid_out=6),
    ],
)
def test_sums_that_no_ledger_has_are_refused(money):
    with refused("impossible-sums") as refusal:
        state_of(money=money)

    assert refusal.value.facts == {"part": 1}


BOTH = {**STARTED, "inspection_passed": date(2026, 12, 20)}


@pytest.mark.parametrize(
    ("unapplied", "served"),
    [
        (0, {}),
        (1, {1: 1}),
        (1_260_000, {1: 1_260_000}),
        (1_260_001, {1: 1_260_000, 2: 1}),
        (9_999_999, {1: 1_260_000, 2: 2_940_000}),
    ],
)
def test_money_serves_the_first_part_first_and_never_more_than_is_missing(unapplied, served):
    states = [state_of(BALANCE, BOTH), state_of(DEPOSIT, BOTH)]

    assert to_apply(states, unapplied) == served


def test_money_that_comes_early_or_twice_waits():
    early, paid = state_of(BALANCE), state_of(money=PartMoney(held=1_260_000))

    assert to_apply([early, paid], 1_260_000) == {}


def test_money_does_not_serve_a_part_that_a_hold_stops():
    assert to_apply([state_of(stops_demand=("clearance",))], 1_260_000) == {}
    assert to_apply([state_of(money=PartMoney(held=5), stops_demand=("clearance",))], 1_260_000) == {}


def test_money_completes_a_part_that_is_partly_paid():
    assert to_apply([state_of(money=PartMoney(held=756_000))], 600_000) == {1: 504_000}


MONEY = st.builds(
    PartMoney,
    held=st.integers(0, 2_000_000),
    released=st.integers(0, 2_000_000),
    refunded=st.integers(0, 2_000_000),
    paid_directly=st.integers(0, 2_000_000),
)
FACTS = st.builds(
    PartFacts,
    happened=st.dictionaries(
        st.sampled_from(["order_confirmed", "production_started"]), st.dates(date(2026, 1, 1), date(2027, 1, 1))
    ),
    accepted=st.sets(st.sampled_from(["production_start_report"])).map(frozenset),
    stops_demand=st.sampled_from([(), ("clearance",)]),
    stops_release=st.sampled_from([(), ("claim",)]),
    is_cancelled=st.booleans(),
)


@given(money=MONEY, facts=FACTS, tolerance=st.integers(0, CHARGES))
def test_whatever_the_sums_say_money_is_released_only_when_it_is_held_proven_and_free(money, facts, tolerance):
    state = part_state(DEPOSIT, facts, money, tolerance=tolerance, due_on=weekdays)

    if state.step is Step.RELEASE:
        assert money.held > 0
        assert facts.accepted >= set(DEPOSIT.evidence)
        assert DEPOSIT.release in facts.happened
        assert not facts.stops_release
        assert not facts.is_cancelled
    assert 0 <= state.missing <= DEPOSIT.amount
    assert 0 <= state.charges <= tolerance
    assert not (state.missing and state.charges)


@given(money=MONEY, facts=FACTS, came=st.integers(0, 5_000_000))
def test_what_is_applied_is_at_most_what_came_and_leaves_nothing_to_apply(money, facts, came):
    state = part_state(DEPOSIT, facts, money, tolerance=CHARGES, due_on=weekdays)
    served = to_apply([state], came)

    amount = served.get(1, 0)
    assert 0 <= amount <= min(came, state.missing)
    if amount == state.missing > 0:
        later = PartMoney(money.held + amount, money.released, money.refunded, 0, money.paid_directly)
        assert part_state(DEPOSIT, facts, later, tolerance=CHARGES, due_on=weekdays).stage is Stage.HELD
