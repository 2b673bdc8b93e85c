"""Where conventions hold, by the day, and what a buyer may choose."""

from datetime import date

import pytest

from buyers.terms import legal

ON = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("country", "holds"),
    [("DE", True), ("US", True), ("BR", True), ("GB", False), ("IN", False), ("ZA", False), ("XX", False)],
)
def test_the_convention_on_sales_holds_in_its_states_only(country, holds):
    assert legal.has_cisg(country, ON) is holds
    assert ("cisg" in [law.id for law in legal.laws_for(country, ON)]) is holds


def test_it_holds_in_hong_kong_from_the_day_of_its_extension():
    assert not legal.has_cisg("HK", date(2022, 11, 30))
    assert legal.has_cisg("HK", date(2022, 12, 1))


def test_a_part_of_a_country_has_the_conventions_of_the_country():
    assert legal.has_new_york_convention("GB-NIR", ON)


def test_awards_are_recognised_nearly_everywhere_but_not_under_the_convention_in_taiwan():
    assert legal.has_new_york_convention("NG", ON)
    assert not legal.has_new_york_convention("TW", ON)
    assert "TW" in legal.ARRANGED


def test_one_forum_is_proposed_and_each_has_a_seat_in_both_languages():
    forums = legal.forums()

    assert [one.id for one in forums.values() if one.is_default] == ["HKIAC"]
    assert all(one.seat.en and one.seat.zh and one.label.zh for one in forums.values())
