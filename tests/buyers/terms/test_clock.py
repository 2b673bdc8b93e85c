"""Deadlines of an order on the calendars of those whom they bind."""

import copy
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyers.terms import clock
from buyers.terms.errors import TermsError
from buyers.terms.files import read_data
from kpmarket.foundation.working_days import due_on

DATA = read_data("order_clock.yaml")
IN_CHINA, IN_GERMANY, IN_EMIRATES = (partial(due_on, country=country) for country in ("CN", "DE", "AE"))


def test_an_order_of_the_friday_before_new_year_is_confirmed_within_three_working_days_of_china():
    confirm = clock.clocks()["confirm_order"]
    placed = date(2026, 2, 13)

    assert confirm.last_day(placed, IN_CHINA) == date(2026, 2, 25)  # the Saturday is worked, then nine days off
    assert confirm.last_day(placed, IN_GERMANY) == date(2026, 2, 18)


def test_evidence_is_answered_on_the_buyers_working_days():
    answer = clock.clocks()["answer_evidence"]

    assert answer.last_day(date(2026, 12, 3), IN_GERMANY) == date(2026, 12, 8)
    assert answer.last_day(date(2026, 12, 24), IN_GERMANY) == date(2026, 12, 30)  # Christmas Eve is no holiday there


@pytest.mark.parametrize(
    ("id_", "last"),
    [
        ("acceptance", date(2026, 12, 11)),
        ("late_shipment", date(2026, 12, 8)),
        ("cure_clearance", date(2026, 12, 31)),
        ("force_majeure_notice", date(2026, 12, 15)),
        ("force_majeure_end", date(2027, 3, 1)),
        ("quote_open", date(2026, 12, 16)),
        ("pay_grace", date(2026, 12, 8)),
        ("sample_credit", date(2027, 5, 30)),
    ],
)
def test_other_deadlines_count_calendar_days_and_ask_no_calendar(id_, last):
    assert clock.clocks()[id_].last_day(date(2026, 12, 1), None) == last


def test_the_last_day_still_belongs_to_a_deadline():
    acceptance, delivered = clock.clocks()["acceptance"], date(2026, 12, 1)

    assert not acceptance.is_over(delivered, date(2026, 12, 11), IN_CHINA)
    assert acceptance.is_over(delivered, date(2026, 12, 12), IN_CHINA)


def test_every_deadline_says_whom_it_binds_and_what_follows():
    assert {id_: one.binds for id_, one in clock.clocks().items() if one.is_working} == {
        "confirm_order": "supplier",
        "sign_amendment": "either",
        "answer_evidence": "buyer",
    }
    assert all(one.since and one.then.en and one.then.zh for one in clock.clocks().values())


@given(
    since=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    later=st.integers(0, 40),
    id_=st.sampled_from(sorted(clock.clocks())),
    count=st.sampled_from([IN_CHINA, IN_GERMANY, IN_EMIRATES]),
)
def test_what_begins_later_never_ends_earlier(since, later, id_, count):
    one = clock.clocks()[id_]

    assert since < one.last_day(since, count) <= one.last_day(since + timedelta(days=later), count)


@pytest.mark.parametrize(
    ("on", "reminder"), [(26, None), (27, -3), (29, -3), (30, 0), (31, 0), (32, 0), (33, 3), (60, 3)]
)
def test_a_payment_is_reminded_of_before_on_and_after_its_last_day(on, reminder):
    assert clock.reminder_due(date(2026, 11, 30), date(2026, 11, 1) + timedelta(days=on - 1)) == reminder


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"binds": "nobody"}, "unknown-party"),
        ({"days": 0}, "negative"),
        ({"zh": ""}, "no-label"),
        ({"id": "acceptance"}, "id-twice"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(values, code):
    data = copy.deepcopy(DATA)
    data["clocks"][0].update(values)

    with pytest.raises(TermsError) as refusal:
        clock.clocks_of(data)

    assert refusal.value.code == code
    assert refusal.value.facts == (
        {"row": "quote_open"} if code in ("unknown-party", "negative") else refusal.value.facts
    )


def test_a_deadline_may_be_one_day():
    data = copy.deepcopy(DATA)
    data["clocks"][0]["days"] = 1

    assert clock.clocks_of(data)["quote_open"].days == 1
