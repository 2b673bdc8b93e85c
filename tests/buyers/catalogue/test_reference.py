import pytest
from django.utils import translation

from buyers.catalogue import reference
from kpmarket.foundation.places import place_name
from tests.factories import CountryFactory, MarketFactory

pytestmark = pytest.mark.usefixtures("countries")


def test_a_destination_knows_its_market():
    germany = reference.destination("de")

    assert (germany.code, germany.name, germany.market) == ("DE", "Germany", "EU")


def test_a_country_without_rules_is_a_destination_without_a_market():
    assert reference.destination("TV").market is None


@pytest.mark.parametrize("code", ["", "XX", "EU", "CN", "DE\x00", "ΑΒ", "D" * 300])
def test_what_is_no_country_to_ship_to_is_no_destination(code):
    assert reference.destination(code) is None


def test_northern_ireland_and_great_britain_are_separate():
    CountryFactory(code="GB", market=MarketFactory(id="GB"))
    CountryFactory(code="GB-NIR", market=MarketFactory(id="EU"))
    reference.forget()

    assert [reference.destination(code).market for code in ("GB", "GB-NIR")] == ["GB", "EU"]
    assert [place_name(code) for code in ("GB", "GB-NIR")] == ["Great Britain", "Northern Ireland"]


def test_destinations_are_named_and_sorted_in_the_readers_language():
    with translation.override("zh-hans"):
        assert reference.destination("DE").name == place_name("DE") == "德国"
        assert reference.destination("GB-NIR").name == place_name("GB-NIR") == "北爱尔兰"


def test_lists_of_countries_follow_the_alphabet_of_the_reader():
    names = [one.listed_as for one in reference.destinations().values()]

    assert names.index("Åland Islands") < names.index("Albania") < names.index("Austria")
    assert names.index("Costa Rica") < names.index("Côte d’Ivoire") < names.index("Croatia") < names.index("Czechia")
    assert names.index("Ukraine") < names.index("United Kingdom (Great Britain)") < names.index("United States")
    with translation.override("zh-hans"):
        chinese = [one.listed_as for one in reference.destinations().values()]
        assert chinese.index("阿尔巴尼亚") < chinese.index("德国") < chinese.index("英国（大不列颠）")


def test_countries_with_rules_stand_before_the_others():
    known, others = (places for _name, places in reference.grouped_destinations())

    assert [one.code for one in known] == ["FR", "DE", "US"]
    assert {"AQ", "BV", "HM", "CN"}.isdisjoint(one.code for one in others)
    assert "TV" in {one.code for one in others}


@pytest.mark.parametrize(("written", "code"), [("uk", "GB"), ("EL", "GR"), ("gb", "GB")])
def test_codes_that_people_write_besides_those_of_the_standard_are_understood(written, code):
    assert reference.destination(written).code == code


def test_what_is_known_is_read_once(django_assert_num_queries):
    reference.destinations()

    with django_assert_num_queries(0):
        reference.destinations()
        reference.market_of("DE")
