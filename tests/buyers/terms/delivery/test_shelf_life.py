from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.delivery.shelf_life import LotState, add_months, months_between, shelf_life_of

ARRIVAL = date(2027, 2, 2)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


def state(made, expires, **agreed):
    return shelf_life_of(made, expires, ARRIVAL, **{"months": 0, "share": 0, **agreed}).state


def test_thirteen_months_are_short_where_eighteen_were_agreed_on_arrival():
    found = shelf_life_of(None, date(2028, 3, 2), ARRIVAL, months=18, share=0)

    assert (found.state, found.months_left, found.needed_until) == (LotState.SHORT, 13, date(2028, 8, 2))


def test_eighteen_months_to_the_day_are_enough():
    assert state(None, date(2028, 8, 2), months=18) is LotState.ENOUGH
    assert state(None, date(2028, 8, 1), months=18) is LotState.SHORT


def test_a_share_is_of_the_whole_life_of_the_lot():
    made, expires = date(2026, 11, 1), date(2028, 11, 1)

    assert state(made, expires, share=7500) is LotState.ENOUGH
    assert state(made, expires, share=9000) is LotState.SHORT


def test_both_must_hold_where_both_were_agreed():
    made, expires = date(2026, 11, 1), date(2028, 2, 2)

    assert state(made, expires, months=12, share=7500) is LotState.ENOUGH
    assert state(made, expires, months=13, share=7500) is LotState.SHORT
    assert state(made, expires, months=12, share=8000) is LotState.SHORT


def test_a_day_that_is_not_stated_leaves_it_unknown():
    assert state(None, None, months=1) is LotState.UNKNOWN
    assert state(None, date(2028, 8, 2), share=5000) is LotState.UNKNOWN
    assert state(None, None) is LotState.NOT_AGREED


def test_the_end_of_a_month_stays_the_end_of_a_month():
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_between(date(2027, 1, 31), date(2027, 2, 28)) == 1
    assert months_between(date(2027, 2, 2), date(2026, 12, 1)) == -2


@given(DAYS, st.integers(0, 120))
def test_months_that_were_added_are_found_again(day, months):
    assert months_between(day, add_months(day, months)) == months


@given(DAYS, DAYS, st.integers(0, 60), st.integers(0, 10_000))
def test_a_lot_that_lasts_longer_is_never_worse(made, expires, months, share):
    if expires > made and shelf_life_of(made, expires, ARRIVAL, months=months, share=0).state is LotState.ENOUGH:
        later = expires + timedelta(days=30)
        assert shelf_life_of(made, later, ARRIVAL, months=months, share=0).state is LotState.ENOUGH
    found = shelf_life_of(made, expires, ARRIVAL, months=months, share=share)
    if found.needed_until:
        assert (expires >= found.needed_until) is (found.state is LotState.ENOUGH)
