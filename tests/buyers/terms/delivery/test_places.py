"""Places by their code or name, and the clocks there."""

from zoneinfo import ZoneInfo

import pytest

from buyers.terms.delivery import places
from tests.buyers.terms.refusals import refused


def test_every_place_has_a_zone_and_either_both_coordinates_or_none():
    for one in places.places().values():
        ZoneInfo(one.zone)
        assert (one.latitude is None) == (one.longitude is None)
        assert one.latitude is None or (-90 <= one.latitude <= 90 and -180 <= one.longitude <= 180)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("cnsha", "CNSHA"), ("Shanghai", "CNSHA"), ("上海", "CNSHA"), ("heathrow", "GBLHR"), ("SEGOT", "SEGOT")],
)
def test_a_place_is_found_by_code_and_by_name_in_both_languages(typed, code):
    assert places.find_code(typed) == code


def test_a_name_of_several_places_is_asked_about():
    with refused("several-places") as refusal:
        places.find_code("airport")
    assert "CNPVG" in refusal.value.facts["codes"]


@pytest.mark.parametrize("typed", ["Atlantis", "ZZAAA", ""])
def test_what_is_no_place_is_refused(typed):
    with refused("unknown-place", typed=typed):
        places.find_code(typed)


def test_a_place_outside_the_list_has_the_zone_of_a_country_with_one():
    assert places.zone_of("SEGOT") == "Europe/Stockholm"
    assert places.zone_of("USHOU") == "UTC"
    assert places.place_of("SEGOT") is None
