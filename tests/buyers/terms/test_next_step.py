"""What an order waits for, from the day on which it is placed to the day on which the last money is paid out."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.next_step import (
    FIRST,
    Code,
    Doer,
    EventFact,
    HoldFact,
    PartFact,
    Situation,
    Step,
    Then,
    WaitingFact,
    next_step,
    next_steps,
)

MONDAY, TUESDAY, FRIDAY = date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 11)
STARTED = EventFact("production_started", Doer.SUPPLIER, FRIDAY)
SHIPPED = EventFact("transport_document", Doer.SUPPLIER, date(2026, 12, 28))


def test_an_order_above_the_limit_waits_for_a_second_member_before_the_supplier_sees_it():
    assert next_steps(Situation("to_approve", confirm_by=MONDAY)) == (
        Step(Code.APPROVE, Doer.BUYER, None, Then.NOT_PLACED),
    )


def test_a_placed_order_lapses_where_the_supplier_does_not_confirm_it():
    assert next_step(Situation("placed", confirm_by=MONDAY)) == Step(Code.CONFIRM, Doer.SUPPLIER, MONDAY, Then.LAPSES)


def test_a_demanded_part_is_the_buyers_to_pay_and_nothing_has_to_be_proven_before():
    situation = Situation("confirmed", parts=(PartFact(1, "demanded", MONDAY),), outstanding=(STARTED,))

    assert next_steps(situation) == (Step(Code.PAY, Doer.BUYER, MONDAY, Then.MAY_CANCEL, part=1),)


def test_a_part_of_which_some_is_missing_is_still_to_be_paid():
    step = next_step(Situation("confirmed", parts=(PartFact(2, "partly_paid", MONDAY),)))

    assert (step.code, step.part) == (Code.PAY, 2)


def test_once_paid_the_next_event_is_the_suppliers_to_prove_and_only_that_one():
    situation = Situation("confirmed", parts=(PartFact(1, "held"),), outstanding=(STARTED, SHIPPED))

    assert next_steps(situation) == (
        Step(Code.PROVE, Doer.SUPPLIER, FRIDAY, Then.SHOWN_LATE, event="production_started"),
    )


def test_good_evidence_is_accepted_by_silence_and_doubtful_evidence_stays_open():
    good = WaitingFact("production_started", Doer.BUYER, silent_on=TUESDAY)
    doubtful = WaitingFact("inspection_passed", Doer.BUYER, line=2)

    steps = next_steps(Situation("confirmed", waiting=(doubtful, good), outstanding=(SHIPPED,)))

    assert [(step.event, step.on, step.then, step.line) for step in steps] == [
        ("production_started", TUESDAY, Then.SILENCE_ACCEPTS, None),
        ("inspection_passed", None, Then.STAYS_OPEN, 2),
    ]


def test_evidence_that_came_back_is_to_be_corrected_even_while_a_payment_is_due():
    returned = EventFact("production_started", Doer.SUPPLIER, FRIDAY, is_returned=True)
    situation = Situation("confirmed", parts=(PartFact(1, "demanded", MONDAY),), outstanding=(returned, SHIPPED))

    assert [step.code for step in next_steps(situation)] == [Code.PAY, Code.CORRECT]


def test_a_lapsed_clearance_comes_before_a_payment_that_is_due_sooner():
    hold = HoldFact(2, Doer.SUPPLIER, cure_by=date(2027, 1, 6))
    situation = Situation("confirmed", parts=(PartFact(1, "demanded", MONDAY),), holds=(hold,))

    first, second = next_steps(situation)

    assert first == Step(Code.CURE, Doer.SUPPLIER, date(2027, 1, 6), Then.MAY_CANCEL_LINE, line=2)
    assert second.code == Code.PAY


def test_a_hold_that_nobody_bears_asks_nobody_for_anything():
    situation = Situation("confirmed", holds=(HoldFact(1, Doer.NOBODY),), outstanding=(SHIPPED,))

    assert [step.code for step in next_steps(situation)] == [Code.PROVE]


def test_an_amendment_waits_for_the_other_side_and_without_it_the_signed_terms_stay():
    step = next_step(Situation("confirmed", to_agree=Doer.SUPPLIER, outstanding=(STARTED,)))

    assert (step.code, step.side, step.then) == (Code.AGREE, Doer.SUPPLIER, Then.AS_SIGNED)


def test_a_contract_that_one_side_did_not_sign_asks_for_its_signature_first():
    situation = Situation("confirmed", unsigned=(Doer.BUYER,), outstanding=(STARTED,))

    assert [step.code for step in next_steps(situation)] == [Code.SIGN]


def test_goods_that_arrived_are_the_buyers_to_look_at_and_silence_accepts_them():
    situation = Situation("confirmed", outstanding=(EventFact("accepted", Doer.BUYER, FRIDAY),))

    assert next_steps(situation) == (Step(Code.ACCEPT, Doer.BUYER, FRIDAY, Then.SILENCE_ACCEPTS, event="accepted"),)


def test_released_money_is_the_holders_to_send_and_stays_named_after_the_order_is_complete():
    parts = (PartFact(1, "paid_out"), PartFact(2, "released"))

    assert next_step(Situation("completed", parts=parts)) == Step(Code.PAY_OUT, Doer.HOLDER, None, Then.WAITS, part=2)


def test_orders_that_ended_ask_for_nothing():
    assert [next_step(Situation(one)).code for one in ("declined", "cancelled", "completed")] == [
        Code.OVER,
        Code.OVER,
        Code.DONE,
    ]


days = st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
sides = st.sampled_from([Doer.BUYER, Doer.SUPPLIER])
situations = st.builds(
    Situation,
    status=st.sampled_from(["to_approve", "placed", "confirmed", "declined", "cancelled", "completed"]),
    confirm_by=days,
    unsigned=st.lists(sides, max_size=2, unique=True).map(tuple),
    to_agree=st.one_of(st.none(), sides),
    parts=st.lists(
        st.builds(
            PartFact, st.integers(1, 4), st.sampled_from(["planned", "demanded", "held", "released", "paid_out"]), days
        ),
        max_size=4,
    ).map(tuple),
    waiting=st.lists(st.builds(WaitingFact, st.just("goods_ready"), sides, st.none(), days), max_size=3).map(tuple),
    outstanding=st.lists(st.builds(EventFact, st.just("delivered"), sides, days), max_size=3).map(tuple),
    holds=st.lists(st.builds(HoldFact, st.integers(1, 3), st.sampled_from(list(Doer)), days), max_size=2).map(tuple),
)


@given(situations)
def test_there_is_always_a_step_and_nothing_comes_before_what_stops_everything(situation):
    steps = next_steps(situation)

    stopping = [step.code in FIRST for step in steps]
    assert steps
    assert stopping == sorted(stopping, reverse=True)


@given(situations)
def test_of_the_other_steps_the_one_with_the_earlier_day_comes_first(situation):
    days_of_steps = [step.on or date.max for step in next_steps(situation) if step.code not in FIRST]

    assert days_of_steps == sorted(days_of_steps)
