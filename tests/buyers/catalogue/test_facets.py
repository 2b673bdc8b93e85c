import pytest
from django.http import QueryDict

from buyers.catalogue import facets, reference
from buyers.catalogue.facets import survey
from buyers.catalogue.filters import CatalogueFilter
from buyers.catalogue.pages import tally
from tests.factories import TODAY, ClearanceFactory

pytestmark = pytest.mark.usefixtures("countries")


@pytest.fixture(autouse=True)
def _three_products(countries):
    ClearanceFactory(province="32", standards="|EN 149|EN 149 FFP2|", moq=10)
    ClearanceFactory(province="32", standards="|EN 149|", moq=1000)
    ClearanceFactory(province="44", standards="|EN 149 FFP2|", moq=1000)
    ClearanceFactory(province="33", standards="|EN 149|", is_on_offer=False)


def asked(query=""):
    data = QueryDict(query, mutable=True)
    data["to"] = "DE"
    chosen = CatalogueFilter(data, today=TODAY)
    chosen.form.is_valid()
    return chosen


def counts(query=""):
    chosen = asked(query)
    return {name: {one.value: one.count for one in choices} for name, choices in survey(chosen).facets.items()}


def test_each_choice_counts_what_it_would_leave():
    assert counts() == {"province": {"32": 2, "44": 1}, "standard": {"EN 149": 2, "EN 149 FFP2": 2}}


def test_a_facet_counts_under_the_others_and_not_under_itself():
    assert counts("province=44") == {"province": {"32": 2, "44": 1}, "standard": {"EN 149 FFP2": 1}}
    assert counts("standard=EN+149+FFP2") == {
        "province": {"32": 1, "44": 1},
        "standard": {"EN 149": 2, "EN 149 FFP2": 2},
    }


def test_facets_count_under_every_other_filter():
    assert counts("moq=10") == {"province": {"32": 1}, "standard": {"EN 149": 1, "EN 149 FFP2": 1}}


def test_a_choice_that_leaves_nothing_is_still_there_to_be_taken_away():
    assert counts("province=11")["province"] == {"32": 2, "44": 1, "11": 0}


def test_beyond_what_is_surveyed_counts_are_of_the_first_products(monkeypatch):
    monkeypatch.setattr(facets, "SURVEYED", 2)

    assert sum(counts()["province"].values()) == 2


@pytest.mark.parametrize(("most", "is_more"), [(2, True), (4, False)])
def test_counts_of_the_first_products_alone_say_that_there_may_be_more(monkeypatch, most, is_more):
    monkeypatch.setattr(facets, "SURVEYED", most)

    found = survey(asked())

    assert {choice.is_more for choices in found.facets.values() for choice in choices} == {is_more}
    assert found.is_whole is not is_more


@pytest.mark.parametrize("query", ["", "province=44", "standard=EN+149", "province=32&standard=EN+149&moq=10", "q=x"])
def test_the_headline_of_the_survey_is_that_of_what_passes_every_filter(query):
    chosen = asked(query)

    assert survey(chosen).tally == tally(chosen.narrowed())


def test_the_headline_counts_what_a_rare_facet_leaves_beyond_what_is_surveyed(monkeypatch):
    monkeypatch.setattr(facets, "SURVEYED", 1)

    assert survey(asked("province=44")).tally.products == 1
    assert survey(asked("province=32")).tally.products == 2


def test_beyond_what_is_counted_the_headline_says_more_than(monkeypatch):
    monkeypatch.setattr(facets, "COUNTED", 2)

    counted = survey(asked()).tally

    assert (counted.products, counted.is_more) == (2, True)


def test_without_rules_nothing_is_counted_and_nothing_asked(django_assert_num_queries):
    data = QueryDict("to=TV")
    chosen = CatalogueFilter(data, today=TODAY)
    chosen.form.is_valid()
    reference.market_of("TV")

    with django_assert_num_queries(0):
        found = survey(chosen)
    assert (found.tally.products, found.facets, found.is_whole) == (0, {"province": [], "standard": []}, True)


def test_facets_are_rendered_again_when_a_count_or_a_choice_changes():
    def html(query="", **how):
        chosen = asked(query)
        return facets.render_facets(chosen.form, survey(chosen).facets, **{"is_swapped": False, **how})

    first = html()
    assert html() == first
    assert 'hx-swap-oob="true"' in html(is_swapped=True)
    assert 'value="EN 149" checked' in html("standard=EN+149")
    ClearanceFactory(province="11")
    assert 'value="11"' in html()
    assert 'value="11"' not in first


def test_the_survey_is_one_query(django_assert_num_queries):
    counts()

    with django_assert_num_queries(1):
        counts("province=32&standard=EN+149")
