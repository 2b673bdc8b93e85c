"""When the documents of the demonstration end."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from audits.findings.months import months_later
from kpmarket.site.demo.world import evidence

TODAY = date(2026, 11, 22)


def test_every_rung_is_due_on_the_day_of_filling():
    assert set(settings.REMINDER_LADDER) <= set(evidence.DAYS_LEFT)


def test_every_rung_falls_due_within_five_days_and_on_none_of_them_nothing_happens():
    due = {(rung, left - rung) for rung in settings.REMINDER_LADDER for left in evidence.DAYS_LEFT}
    ahead = {(rung, day) for rung, day in due if 0 < day <= 5}

    assert {rung for rung, _ in ahead} == set(settings.REMINDER_LADDER)
    assert {day for _, day in ahead} == {1, 2, 3, 4, 5}


@given(
    st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(40, 700), st.integers(-30, 1500), st.integers(3, 120)
)
def test_no_document_claims_longer_than_its_type_allows(on, age, left, months):
    issued_on, until = evidence.term(on - timedelta(days=age), on + timedelta(days=left), months, on=on)

    assert issued_on < until <= months_later(issued_on, months)
    assert issued_on <= on - timedelta(days=evidence.MIN_AGE_DAYS - 3)


@pytest.mark.parametrize("left", settings.REMINDER_LADDER)
def test_documents_of_a_year_still_end_on_every_rung(left):
    _issued_on, until = evidence.term(date(2026, 1, 5), TODAY + timedelta(days=left), 12, on=TODAY)

    assert until == TODAY + timedelta(days=left)


def test_a_document_that_fits_its_term_stays_and_one_without_an_end_has_none():
    day, last = date(2026, 1, 5), date(2028, 1, 5)

    assert evidence.term(day, last, 60, on=TODAY) == (day, last)
    assert evidence.term(day, last, None, on=TODAY) == (day, None)
