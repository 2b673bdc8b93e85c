"""The desk's clock over all rounds of a case."""

from datetime import UTC, date, datetime

import pytest

from audits.desk.clock import Spent, spent
from suppliers.models import CertificateEvent

SENT_BACK_ONCE = [
    ("draft", "submitted", 9, 21),
    ("submitted", "in_review", 9, 23),
    ("in_review", "submitted", 9, 24),  # put back
    ("submitted", "in_review", 9, 28),
    ("in_review", "revision_requested", 9, 29),
    ("revision_requested", "submitted", 10, 12),
]


def history(*steps):
    return [
        CertificateEvent(before=before, after=after, at=datetime(2026, month, day, 4, tzinfo=UTC))
        for before, after, month, day in steps
    ]


@pytest.mark.parametrize(
    ("steps", "on", "expected"),
    [
        ([], date(2026, 9, 30), Spent(0, 0, 0)),
        (SENT_BACK_ONCE[:4], date(2026, 9, 28), Spent(1, 4, 0)),  # 25 September is the Mid-Autumn Festival
        (SENT_BACK_ONCE[:5], date(2026, 9, 30), Spent(1, 5, 1)),
        # National Day is 1 to 7 October; Saturday the 10th is worked
        (SENT_BACK_ONCE, date(2026, 10, 14), Spent(2, 7, 5)),
        ([*SENT_BACK_ONCE, ("in_review", "approved", 10, 13)], date(2026, 12, 1), Spent(2, 6, 5)),
    ],
)
def test_days_with_the_desk_and_with_the_supplier_are_added_over_all_rounds(steps, on, expected):
    assert spent(history(*steps), on=on) == expected
