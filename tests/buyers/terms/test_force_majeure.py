"""Force majeure moves the days of the contract by as long as it lasts, and no further than it may."""

from datetime import date, timedelta

import pytest

from buyers.terms.force_majeure import Hindrance, free_to_end_from, moved_by, moved_terms
from kpmarket.foundation.working_days import due_on
from tests.buyers.terms.test_amending import terms

SHIPPED_BY = date(2026, 12, 28)


def agreed(**changes):
    return terms(latest_shipment=SHIPPED_BY, expected_entry=date(2027, 2, 2), force_majeure_days=90, **changes)


def flood(began, noticed=None, ended=None, side="supplier"):
    return Hindrance(side, began, noticed or began + timedelta(days=3), ended)


@pytest.mark.parametrize(
    ("hindrances", "on", "days"),
    [
        ((), date(2026, 12, 20), 0),
        ((flood(date(2026, 12, 1)),), date(2026, 12, 11), 10),
        ((flood(date(2026, 12, 1), ended=date(2026, 12, 9)),), date(2026, 12, 20), 8),
        # a notice on the fifteenth day comes too late and counts from itself
        ((flood(date(2026, 12, 1), noticed=date(2026, 12, 15)),), date(2026, 12, 20), 19),
        ((flood(date(2026, 12, 1), noticed=date(2026, 12, 16)),), date(2026, 12, 20), 4),
        # two sides hindered at once: each day once
        (
            (flood(date(2026, 12, 1), ended=date(2026, 12, 11)), flood(date(2026, 12, 6), side="buyer")),
            date(2026, 12, 21),
            20,
        ),
        # late before it began
        ((flood(date(2026, 12, 29)),), date(2027, 1, 20), 0),
        # it begins in days that an earlier one gave
        ((flood(date(2026, 12, 1), ended=date(2026, 12, 11)), flood(date(2027, 1, 5))), date(2027, 1, 10), 15),
    ],
)
def test_days_move_by_as_long_as_it_lasts(hindrances, on, days):
    moved = moved_by(agreed(), hindrances, on, due_on)

    assert moved == days
    assert moved_terms(agreed(), moved).latest_shipment == SHIPPED_BY + timedelta(days=days)


def test_nothing_moves_where_the_contract_says_nothing_about_it():
    signed = terms(latest_shipment=SHIPPED_BY)

    assert moved_by(signed, [flood(date(2026, 12, 1))], date(2026, 12, 20), due_on) == 0
    assert free_to_end_from(signed, [flood(date(2026, 12, 1))], date(2027, 6, 1), due_on) is None


def test_either_side_is_free_after_the_agreed_days_of_what_lasts():
    assert free_to_end_from(agreed(), [flood(date(2026, 12, 1))], date(2026, 12, 5), due_on) == date(2027, 3, 2)
    over = flood(date(2026, 12, 1), ended=date(2027, 1, 1))
    assert free_to_end_from(agreed(), [over], date(2027, 3, 5), due_on) is None
