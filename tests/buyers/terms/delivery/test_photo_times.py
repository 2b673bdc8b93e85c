"""The clock of a camera against what a report says: odd only where no zone of the world makes it fit."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.delivery.photo_times import Oddity, Window, oddity_of

BEGAN = datetime(2026, 12, 7, 1, 0, tzinfo=UTC)  # nine in the morning in Wuhan
WINDOW = Window(BEGAN, BEGAN + timedelta(hours=6), BEGAN + timedelta(hours=8))


@pytest.mark.parametrize(
    ("taken", "odd"),
    [
        ("2026-12-07T10:22:05+08:00", None),
        ("2026-12-07T07:05:00+08:00", None),  # a clock that is two hours slow
        ("2026-12-05T10:22:05+08:00", Oddity.BEFORE),
        ("2025-12-07T10:22:05+08:00", Oddity.BEFORE),
        ("2026-12-07T17:30:00+08:00", Oddity.AFTER),
        ("2026-12-09T10:00:00+08:00", Oddity.AHEAD),
        ("2026-12-07T10:22:05", None),
        ("2026-12-06T22:00:00", None),  # evening of the 6th in Los Angeles is the 7th in Wuhan
        ("2026-12-01T10:22:05", Oddity.BEFORE),
        ("2027-01-01T00:00:00", Oddity.AHEAD),
        ("", None),
        ("0000:00:00 00:00:00", None),
        ("0001-01-01T00:00:00", None),
    ],
)
def test_what_cameras_write(taken, odd):
    assert oddity_of(taken, WINDOW) is odd


@given(st.datetimes(BEGAN.replace(tzinfo=None), WINDOW.ends.replace(tzinfo=None)), st.integers(-12 * 60, 14 * 60))
def test_a_photograph_of_the_inspection_is_never_odd_whatever_the_zone_of_the_phone(moment, minutes):
    local = moment + timedelta(minutes=minutes)

    assert oddity_of(local.isoformat(), WINDOW) is None
