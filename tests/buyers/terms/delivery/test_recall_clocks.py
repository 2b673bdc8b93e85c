"""Periods of law after a recall is known count as their acts say, and name source and confidence."""

from datetime import date, timedelta

import pytest

from buyers.terms.delivery.recall_clocks import clocks_of, recall_clocks
from buyers.terms.errors import TermsError

FRIDAY = date(2026, 11, 27)


def last_days():
    def five_a_week(day, count, _country):
        while count:
            day += timedelta(days=1)
            count -= day.weekday() < 5
        return day

    return {one.id: one.last_day(FRIDAY, five_a_week) for one in recall_clocks()}


def test_a_death_is_reported_in_ten_days_and_a_removal_in_ten_working_days():
    found = last_days()

    assert found["eu-death"] == date(2026, 12, 7)
    assert found["us-correction"] == date(2026, 12, 11)
    assert found["cn-class-1"] == date(2026, 11, 28)


def test_each_says_where_it_is_from():
    assert all(one.source and one.confidence and one.act and one.label.zh for one in recall_clocks())


@pytest.mark.parametrize(("change", "code"), [({"source": "hearsay"}, "no-source"), ({"days": 0}, "negative")])
def test_a_row_without_a_source_or_with_no_days_is_refused(change, code):
    row = {"id": "x", "market": "EU", "days": 2, "act": "x", "en": "x", "zh": "x", "source": "a", "confidence": "high"}

    with pytest.raises(TermsError) as refusal:
        clocks_of({"meta": {"sources": {"a": "An act"}}, "clocks": [{**row, **change}]})

    assert refusal.value.code == code
