"""Which conventions hold where, against what the depositaries say."""

from datetime import date

import pytest

from buyers.terms.country_law import Convention, standings

ON = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("country", "sales", "awards", "apostille"),
    [
        ("DE", True, True, True),
        ("GB", False, True, True),
        ("IN", False, True, False),
        ("MY", False, True, False),
        ("TW", False, False, False),
        ("FR-RE", True, True, True),
    ],
)
def test_what_holds_between_a_country_and_china(country, sales, awards, apostille):
    assert [one.holds(ON) for one in standings(country)] == [sales, awards, apostille]


def test_an_objection_is_not_a_country_that_is_no_party():
    india, malaysia = (standings(code)[2] for code in ("IN", "MY"))

    assert india.since is not None and not india.is_with_china
    assert malaysia.since is None and malaysia.convention == Convention.APOSTILLE


def test_a_convention_that_enters_into_force_later_does_not_hold_yet():
    vietnam = standings("VN")[2]

    assert not vietnam.holds(date(2026, 9, 10)) and vietnam.holds(date(2026, 9, 11))


def test_declarations_of_a_state_are_kept():
    assert standings("US")[0].details == "95"
