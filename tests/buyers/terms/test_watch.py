"""What a lost clearance means for an order, and how the price of unshipped goods is divided."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.watch import (
    BEARERS,
    CONSEQUENCES,
    Bearer,
    Cause,
    Money,
    Shares,
    Stage,
    Stop,
    consequence_of,
    free_to_cancel_from,
    shares_of,
    shipped_on,
    stages_of,
    weightiest,
    with_bearer,
)

DAY = date(2026, 12, 1)


@dataclass(frozen=True)
class Happened:
    event: str
    line: int | None = None
    quantity: int | None = None
    day: date = DAY


def test_every_stage_and_every_cause_has_its_consequence():
    assert set(CONSEQUENCES) == set(Stage)
    assert set(BEARERS) == set(Cause)


def test_nothing_moves_on_before_shipment_and_carriage_is_never_stopped():
    for stage in (Stage.CONFIRMED, Stage.IN_PRODUCTION, Stage.READY):
        assert CONSEQUENCES[stage].stops >= {Stop.HAND_OVER, Stop.DEMAND, Stop.RELEASE, Stop.RELEASE_LAST}
    assert CONSEQUENCES[Stage.ON_THE_WAY].stops == {Stop.RELEASE_LAST}
    assert CONSEQUENCES[Stage.ENTERED].stops == frozenset()


@pytest.mark.parametrize(
    ("events", "stages"),
    [
        ([], [Stage.CONFIRMED]),
        ([Happened("production_started")], [Stage.IN_PRODUCTION]),
        ([Happened("production_started", line=2)], [Stage.CONFIRMED]),
        ([Happened("goods_ready"), Happened("transport_document", quantity=400)], [Stage.READY, Stage.ON_THE_WAY]),
        (
            [Happened("transport_document", quantity=400), Happened("transport_document", quantity=600)],
            [Stage.ON_THE_WAY],
        ),
        ([Happened("delivered", quantity=1000), Happened("accepted", quantity=1000)], [Stage.ENTERED]),
        ([Happened("an event of another kind")], [Stage.CONFIRMED]),
    ],
)
def test_a_line_is_where_its_quantities_are(events, stages):
    assert list(stages_of(1, 1000, events, is_confirmed=True)) == stages


def test_an_unconfirmed_line_is_placed():
    assert stages_of(1, 1000, [], is_confirmed=False) == (Stage.PLACED,)


def test_goods_left_on_the_day_of_the_last_handing_over():
    events = [Happened("transport_document"), Happened("handed_over", day=date(2026, 12, 3)), Happened("delivered")]
    assert shipped_on(1, events) == date(2026, 12, 3)
    assert shipped_on(1, []) is None


def test_a_hold_on_two_stages_stops_what_it_stops_in_either():
    both = consequence_of([Stage.READY, Stage.ARRIVED])
    assert {Stop.HAND_OVER, Stop.ENTRY} <= both.stops


def test_a_buyer_whose_own_document_is_missing_brings_it():
    assert with_bearer(CONSEQUENCES[Stage.READY], Bearer.BUYER).buyer_may[0] == "bring_document"
    assert "cancel_later" not in with_bearer(CONSEQUENCES[Stage.READY], Bearer.BUYER).buyer_may
    assert with_bearer(CONSEQUENCES[Stage.READY], Bearer.SUPPLIER) is CONSEQUENCES[Stage.READY]


def test_a_false_document_weighs_more_than_a_change_of_law():
    assert weightiest([Cause.LAW, Cause.FALSE_DOCUMENT]) is Cause.FALSE_DOCUMENT
    assert weightiest([]) is Cause.ASSESSMENT


def test_goods_on_the_way_are_not_cancelled_and_unmade_ones_at_once():
    assert free_to_cancel_from(DAY, [Stage.CONFIRMED], Bearer.SUPPLIER) == DAY
    assert free_to_cancel_from(DAY, [Stage.READY, Stage.ON_THE_WAY], Bearer.SUPPLIER) == date(2027, 1, 1)
    assert free_to_cancel_from(DAY, [Stage.ON_THE_WAY], Bearer.SUPPLIER) is None
    assert free_to_cancel_from(DAY, [Stage.CONFIRMED], Bearer.BUYER) is None


def test_where_nobody_is_at_fault_documented_cost_is_kept_up_to_a_tenth():
    assert shares_of(1_260_001, Money.LESS_DOCUMENTED_COST, documented_cost=200_000) == Shares(1_134_001, 126_000)
    assert shares_of(1_260_001, Money.LESS_DOCUMENTED_COST, documented_cost=99) == Shares(1_259_902, 99)
    assert shares_of(1_260_001, Money.FULL_REFUND, documented_cost=99) == Shares(1_260_001, 0)
    assert shares_of(1_260_001, Money.STAYS_HELD) is None
    with pytest.raises(ValueError, match="negative"):
        shares_of(-1, Money.FULL_REFUND)


@given(st.integers(0, 10**12), st.integers(0, 10**12), st.integers(0, 10_000))
def test_shares_add_up_to_the_cent_and_the_cap_holds(unshipped, cost, cap):
    shares = shares_of(unshipped, Money.LESS_DOCUMENTED_COST, documented_cost=cost, cap_bp=cap)
    assert shares.to_buyer + shares.to_supplier == unshipped
    assert 0 <= shares.to_supplier * 10_000 <= unshipped * cap
    assert shares.to_supplier <= cost
