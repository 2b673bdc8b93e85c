from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.reminders.ladder import due_on, roles_notified, rungs_due

LADDER = (180, 90, 60, 30, 14, 7, 1, 0, -7, -14, -30)
END = date(2027, 6, 30)
DAYS = st.integers(-400, 100).map(lambda days: END + timedelta(days=days))
LADDERS = st.lists(st.integers(-60, 365), min_size=1, max_size=12)


def test_nothing_is_due_before_the_first_rung():
    assert rungs_due(END, LADDER, on=END - timedelta(days=181)) == ()


@pytest.mark.parametrize("rung", LADDER)
def test_each_rung_is_due_on_its_day_and_not_the_day_before(rung):
    day = due_on(END, rung)

    assert rung in rungs_due(END, LADDER, on=day)
    assert rung not in rungs_due(END, LADDER, on=day - timedelta(days=1))


def test_after_an_outage_of_five_days_each_rung_that_fell_due_in_it_is_due_once():
    sent = rungs_due(END, LADDER, on=END - timedelta(days=3))

    assert rungs_due(END, LADDER, on=END + timedelta(days=2), already=sent) == (1, 0)


def test_a_document_approved_with_twenty_days_left_gets_the_thirty_day_rung_alone():
    approved = END - timedelta(days=20)

    assert rungs_due(END, LADDER, on=approved, since=approved) == (30,)


def test_rungs_before_the_approval_are_let_go_once_a_later_one_has_fallen_due():
    approved = END - timedelta(days=20)

    assert rungs_due(END, LADDER, on=END - timedelta(days=14), since=approved) == (14,)


@given(DAYS, LADDERS)
def test_only_rungs_of_the_ladder_that_have_fallen_due_go_out(on, ladder):
    due = rungs_due(END, ladder, on=on)

    assert set(due) == {rung for rung in ladder if END - timedelta(days=rung) <= on}


@given(DAYS, LADDERS, st.none() | DAYS)
def test_what_has_gone_out_never_goes_out_again(on, ladder, since):
    sent = rungs_due(END, ladder, on=on, since=since)

    assert rungs_due(END, ladder, on=on, since=since, already=sent) == ()


@given(LADDERS, st.integers(0, 60), st.integers(0, 30))
def test_a_missed_stretch_of_days_loses_and_doubles_nothing(ladder, first, missed):
    approved = END - timedelta(days=first + missed)
    every_day = []
    for days in range(first + missed + 1):
        on = approved + timedelta(days=days)
        every_day += rungs_due(END, ladder, on=on, since=approved, already=every_day)
    first_day = rungs_due(END, ladder, on=approved, since=approved)

    late = rungs_due(END, ladder, on=END, since=approved, already=first_day)

    assert sorted([*first_day, *late]) == sorted(every_day)


@given(DAYS, LADDERS, DAYS)
def test_a_document_near_its_end_is_never_left_without_its_latest_rung(on, ladder, since):
    everything = rungs_due(END, ladder, on=on)

    assert rungs_due(END, ladder, on=on, since=since)[-1:] == everything[-1:]


@given(DAYS, LADDERS, st.none() | DAYS)
def test_rungs_come_in_the_order_in_which_they_fell_due(on, ladder, since):
    due = rungs_due(END, ladder, on=on, since=since)

    assert list(due) == sorted(set(due), reverse=True)


@pytest.mark.parametrize(
    ("rung", "has_editors", "roles"),
    [
        (60, True, {"editor"}),
        (60, False, {"editor", "owner"}),
        (30, True, {"editor", "owner"}),
        (-7, True, {"editor", "owner"}),
    ],
)
def test_owners_are_notified_when_the_day_is_near_or_nobody_else_does_the_work(rung, has_editors, roles):
    assert roles_notified(rung, owners_from=30, has_editors=has_editors) == roles
