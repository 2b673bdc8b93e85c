"""Months of the calendar."""

from datetime import date

import pytest

from audits.findings.months import months_later


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 6, 15), 60, date(2030, 6, 15)),
    ],
)
def test_months_end_with_the_month(day, months, later):
    assert months_later(day, months) == later
