"""How far a line is, with partial shipments, lateness and what cannot be true."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.events import Event
from buyers.terms.progress import Contradiction, contradictions, course_of, most_of, reached
from tests.buyers.terms.test_contract import MASKS, ORDER

LOOSE = replace(ORDER, inspection={}, tolerance_bp=0)
GLOVES = replace(MASKS, number=2, name="Nitrile gloves", quantity=1_000)
SHIPPED, ARRIVED = date(2027, 1, 8), date(2027, 2, 18)
LATER = date(2028, 1, 1)


def happened(event, quantity=None, day=SHIPPED, line=1, known_on=None):
    return Event(event, line, quantity, day, known_on)


def course(*events, line=MASKS, terms=LOOSE, on=LATER):
    return {one.event: one for one in reached(line, events, terms, on)}


def test_a_partial_shipment_moves_its_quantity_only():
    line = course(happened("transport_document", 30_000), happened("delivered", 12_000, ARRIVED))

    assert [(one.event, one.quantity, one.ordered) for one in line.values()] == [
        ("goods_ready", 0, 50_000),
        ("transport_document", 30_000, 50_000),
        ("delivered", 12_000, 50_000),
        ("accepted", 0, 50_000),
    ]
    assert not line["delivered"].is_complete
    assert line["delivered"].last_day == ARRIVED
    assert line["accepted"].last_day is None


def test_shipments_of_one_line_add_up():
    line = course(
        *[
            happened("transport_document", count, SHIPPED + timedelta(days=count // 10_000))
            for count in (20_000, 10_000, 20_000)
        ]
    )

    assert (line["transport_document"].quantity, line["transport_document"].is_complete) == (50_000, True)
    assert line["transport_document"].last_day == SHIPPED + timedelta(days=2)


def test_an_event_of_the_whole_order_happens_to_every_line():
    for line in (MASKS, GLOVES):
        assert course(happened("delivered", line=None), line=line)["delivered"].quantity == line.quantity


def test_what_happens_to_another_line_is_not_counted():
    delivered = course(happened("delivered", line=2))["delivered"]

    assert (delivered.quantity, delivered.last_day) == (0, None)


def test_what_was_not_known_by_a_day_is_not_counted_on_it():
    event = happened("delivered", 12_000, ARRIVED, known_on=ARRIVED + timedelta(days=3))

    assert course(event, on=ARRIVED + timedelta(days=2))["delivered"].quantity == 0
    assert course(event, on=ARRIVED + timedelta(days=3))["delivered"].quantity == 12_000


@pytest.mark.parametrize(("quantity", "complete"), [(48_499, False), (48_500, True), (50_000, True)])
def test_a_line_is_complete_within_its_tolerance(quantity, complete):
    assert (
        course(happened("delivered", quantity), terms=replace(LOOSE, tolerance_bp=300))["delivered"].is_complete
        is complete
    )


@pytest.mark.parametrize(
    ("events", "on", "late"),
    [
        ([], date(2026, 12, 1), 0),
        ([], date(2027, 1, 10), 0),
        ([], date(2027, 1, 11), 1),
        ([happened("transport_document", day=date(2027, 1, 10))], LATER, 0),
        ([happened("transport_document", day=date(2027, 1, 22))], LATER, 12),
        ([happened("transport_document", 20_000)], date(2027, 1, 20), 10),
        ([happened("transport_document", 20_000), happened("transport_document", 30_000, date(2027, 1, 15))], LATER, 5),
    ],
)
def test_lateness_counts_from_the_latest_day_of_shipment_and_stays(events, on, late):
    shipped = course(*events, on=on)["transport_document"]

    assert (shipped.planned, shipped.days_late) == (date(2027, 1, 10), late)


def test_an_event_without_a_day_in_the_contract_is_never_late():
    assert (course(on=LATER)["goods_ready"].planned, course(on=LATER)["goods_ready"].days_late) == (None, 0)


def test_an_agreed_inspection_belongs_to_the_course():
    assert course_of(ORDER) == ("goods_ready", "inspection_passed", "transport_document", "delivered", "accepted")
    assert course_of(LOOSE) == ("goods_ready", "transport_document", "delivered", "accepted")


GOOD = [
    happened("inspection_passed", day=SHIPPED),
    happened("transport_document", 50_000),
    happened("delivered", 50_000, ARRIVED),
    happened("accepted", 50_000, ARRIVED),
]


def test_an_order_that_went_well_contradicts_nothing():
    assert contradictions([MASKS], GOOD, ORDER) == ()
    assert contradictions([MASKS], [], ORDER) == ()


def test_goods_need_not_be_reported_as_ready():
    assert contradictions([MASKS], [happened("transport_document")], LOOSE) == ()


@pytest.mark.parametrize(("quantity", "most"), [(51_500, None), (51_501, 51_500)])
def test_more_than_was_ordered_is_named_beyond_the_tolerance(quantity, most):
    events = [happened("transport_document", quantity)]
    found = contradictions([MASKS], events, replace(LOOSE, tolerance_bp=300))

    assert found == (
        () if most is None else (Contradiction("more-than-ordered", 1, "transport_document", quantity, most),)
    )


def test_too_much_contradicts_the_contract_and_no_other_event():
    (found,) = contradictions([MASKS], [happened("transport_document", 60_000)], LOOSE)

    assert (found.code, found.before, found.on) == ("more-than-ordered", "", None)


def test_delivery_before_the_hand_over_is_named_with_its_day():
    events = [happened("transport_document", 50_000, ARRIVED), happened("delivered", 12_000, SHIPPED)]

    assert contradictions([MASKS], events, LOOSE) == (
        Contradiction("more-than-before", 1, "delivered", 12_000, 0, "transport_document", SHIPPED),
    )


def test_only_the_first_day_of_a_contradiction_is_named():
    days = [SHIPPED + timedelta(days=count) for count in range(12)]
    events = [happened("delivered", 5, day) for day in reversed(days)]

    assert [(one.on, one.quantity) for one in contradictions([MASKS], events, LOOSE)] == [(SHIPPED, 5)]


def test_a_line_of_which_all_may_be_missing_is_complete_and_still_late():
    shipped = course(terms=replace(LOOSE, tolerance_bp=10_000), on=date(2027, 1, 20))["transport_document"]

    assert (shipped.is_complete, shipped.last_day, shipped.days_late) == (True, None, 10)


def test_more_accepted_than_delivered_is_named():
    events = [*GOOD[1:2], happened("delivered", 40_000, ARRIVED), happened("accepted", 40_001, ARRIVED)]

    assert contradictions([MASKS], events, LOOSE) == (
        Contradiction("more-than-before", 1, "accepted", 40_001, 40_000, "delivered", ARRIVED),
    )


def test_a_hand_over_before_the_agreed_inspection_is_named_only_where_one_was_agreed():
    events = [happened("transport_document", 50_000)]

    assert [one.before for one in contradictions([MASKS], events, ORDER)] == ["inspection_passed"]
    assert contradictions([MASKS], events, LOOSE) == ()


def test_each_line_is_judged_by_itself():
    events = [happened("delivered", 5, line=2)]

    assert [(one.line, one.code) for one in contradictions([MASKS, GLOVES], events, LOOSE)] == [(2, "more-than-before")]


def test_the_most_is_rounded_down():
    assert [most_of(replace(MASKS, quantity=quantity), 300) for quantity in (50_000, 33, 34, 1)] == [51_500, 33, 35, 1]


EVENTS = st.lists(
    st.builds(
        Event,
        st.sampled_from(course_of(ORDER)),
        st.sampled_from([None, 1, 2]),
        st.none() | st.integers(1, 60_000),
        st.dates(SHIPPED, ARRIVED),
    ),
    max_size=8,
)


@given(EVENTS, st.randoms())
def test_the_order_in_which_events_are_reported_is_irrelevant(events, random):
    other = list(events)
    random.shuffle(other)

    assert reached(MASKS, events, ORDER, LATER) == reached(MASKS, other, ORDER, LATER)
    assert contradictions([MASKS, GLOVES], events, ORDER) == contradictions([MASKS, GLOVES], other, ORDER)


@given(EVENTS)
def test_what_contradicts_nothing_shrinks_from_event_to_event(events):
    if contradictions([MASKS], events, ORDER):
        return
    quantities = [one.quantity for one in reached(MASKS, events, ORDER, LATER)[1:]]

    assert quantities == sorted(quantities, reverse=True)
    assert max(quantities) <= most_of(MASKS, ORDER.tolerance_bp)
