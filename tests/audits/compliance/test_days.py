from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from audits.compliance import days

SPANS = st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)), max_size=6)


def members(spans):
    return {day for first, last in spans for day in range(first, last + 1)}


@given(SPANS)
def test_a_union_has_just_the_days_of_its_spans_in_order_and_apart(spans):
    found = days.union(spans)

    assert members(found) == members(spans)
    assert all(before[1] + 1 < after[0] for before, after in pairwise(found))


@given(SPANS, SPANS)
def test_an_intersection_has_just_the_days_of_both(some, others):
    assert members(days.intersection(days.union(some), days.union(others))) == members(some) & members(others)


@given(SPANS, st.integers(0, 41))
def test_a_day_is_included_when_a_span_has_it(spans, day):
    assert days.includes(days.union(spans), day) == (day in members(spans))


def test_an_open_end_reaches_to_the_end_of_the_calendar():
    assert days.span(None, None) == (date.min.toordinal(), date.max.toordinal())
    assert days.span(date(2026, 1, 1), date(2026, 1, 2)) == (date(2026, 1, 1).toordinal(), date(2026, 1, 2).toordinal())


def test_spans_that_touch_or_overlap_are_one_and_what_ends_before_it_starts_is_none():
    assert days.union([(20, 20), (7, 8), (5, 9), (30, 25), (1, 1), (6, 8), (21, 22)]) == ((1, 1), (5, 9), (20, 22))
    assert days.union([(5, 3)]) == ()


def test_spans_meet_on_the_days_that_both_have_one_day_included():
    some, others = ((1, 4), (6, 9), (12, 15)), ((4, 6), (9, 9), (14, 20))

    assert days.intersection(some, others) == days.intersection(others, some) == ((4, 4), (6, 6), (9, 9), (14, 15))
    assert days.intersection(some, ((4, 6),)) == days.intersection(((4, 6),), some) == ((4, 4), (6, 6))
    assert days.intersection(some, ((5, 5),)) == days.intersection(((5, 5),), some) == ()


def test_a_day_is_included_from_the_first_to_the_last_of_a_span():
    spans = ((2, 4), (6, 6))

    assert [day for day in range(1, 9) if days.includes(spans, day)] == [2, 3, 4, 6]
