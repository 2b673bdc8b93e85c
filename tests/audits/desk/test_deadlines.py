"""The service-level clock counts working days."""

from datetime import date

import pytest

from audits.desk.deadlines import due_on, working_days_left

FRIDAY, SATURDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("since", "days", "due"),
    [
        (MONDAY, 5, date(2026, 11, 30)),
        (FRIDAY, 2, date(2026, 11, 24)),
        (SATURDAY, 1, MONDAY),
        (MONDAY, 0, MONDAY),
    ],
)
def test_weekends_and_the_day_of_arrival_are_not_counted(since, days, due):
    assert due_on(since, days) == due


@pytest.mark.parametrize(
    ("on", "due", "left"),
    [(FRIDAY, MONDAY, 1), (MONDAY, MONDAY, 0), (MONDAY, FRIDAY, -1), (date(2026, 11, 25), FRIDAY, -3)],
)
def test_days_left_are_negative_when_the_day_is_past(on, due, left):
    assert working_days_left(on, due) == left
