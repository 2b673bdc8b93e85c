from hashlib import sha256

import pytest
from django.db.models import F, Value
from django.db.models.functions import Replace
from django.http import QueryDict

from audits.models import Clearance, OfferTraits
from buyers.catalogue import facets, reference
from buyers.catalogue.facets import survey
from buyers.catalogue.filters import CatalogueFilter
from buyers.catalogue.pages import tally
from tests.factories import TODAY, ClearanceFactory, ProductTypeFactory

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
    return {facet.name: {one.value: one.count for one in facet.choices} for facet in survey(chosen).facets}


def test_each_choice_counts_what_it_would_leave():
    assert counts() == {"province": {"32": 2, "44": 1}, "standard": {"EN 149": 2, "EN 149 FFP2": 2}}


def test_a_facet_counts_under_the_others_and_not_under_itself():
    assert counts("province=44") == {"province": {"32": 2, "44": 1}}
    assert counts("standard=EN+149+FFP2") == {
        "province": {"32": 1, "44": 1},
        "standard": {"EN 149": 2, "EN 149 FFP2": 2},
    }


def test_of_several_choices_of_one_facet_any_one_is_enough():
    assert survey(asked("standard=EN+149+FFP2&standard=EN+149")).tally.products == 3
    assert survey(asked("standard=EN+149+FFP2&province=32")).tally.products == 1


def test_facets_count_under_every_other_filter():
    assert counts("moq=10") == {"standard": {"EN 149": 1, "EN 149 FFP2": 1}}


def test_a_choice_that_leaves_nothing_is_still_there_to_be_taken_away():
    assert counts("province=11")["province"] == {"32": 2, "44": 1, "11": 0}


def test_a_facet_that_leaves_everything_or_nothing_is_not_shown():
    assert "province" not in counts("moq=10")


def test_beyond_what_is_surveyed_counts_are_of_the_first_products(monkeypatch):
    monkeypatch.setattr(facets, "SURVEYED", 2)

    assert max(counts()["standard"].values()) == 2
    assert survey(asked()).tally.products == 3


@pytest.mark.parametrize(("most", "is_more"), [(2, True), (4, False)])
def test_counts_of_the_first_products_alone_say_that_there_may_be_more(monkeypatch, most, is_more):
    monkeypatch.setattr(facets, "SURVEYED", most)

    found = survey(asked())

    assert {choice.is_more for facet in found.facets for choice in facet.choices} == {is_more}
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
    assert (found.tally.products, found.facets, found.is_whole) == (0, (), True)


def test_facets_are_rendered_again_when_a_count_or_a_choice_changes():
    def html(query="", **how):
        chosen = asked(query)
        return facets.render_facets(survey(chosen).facets, **{"is_swapped": False, **how})

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


def with_traits(tokens, **facts):
    traits, _is_new = OfferTraits.objects.get_or_create(
        tokens=tokens, defaults={"digest": sha256(tokens.encode()).hexdigest()}
    )
    return ClearanceFactory(traits=traits, province="32", standards="", **facts)


@pytest.fixture
def _masks(_three_products):
    """Two makers' masks and a trader's."""
    Clearance.objects.all().delete()
    type_ = ProductTypeFactory(id="medical_mask")
    type_.facts = {
        "specification": [
            {"key": "layers", "kind": "number", "label": "Layers"},
            {"key": "filtration", "kind": "number", "unit": "%", "label": "Filtration"},
        ],
        "attributes": {"sterile": {"kind": "yes_no", "label": "Sterile"}},
    }
    type_.save()
    for maker, layers, share, sterile in (
        ("manufacturer", 3, ("filtration=95+", "filtration=98+"), "no"),
        ("manufacturer", 4, ("filtration=95+", "filtration=98+"), "yes"),
        ("trader", 3, ("filtration=95+",), "no"),
    ):
        tokens = sorted([f"maker={maker}", f"layers={layers}", f"sterile={sterile}", *share])
        with_traits(f"|{'|'.join(tokens)}|", product__product_type=type_)
    reference.forget()


def labels(query):
    return {
        facet.label: {choice.label: choice.count for choice in facet.choices} for facet in survey(asked(query)).facets
    }


def test_a_type_has_facets_of_its_own_specification_in_its_own_words(_masks):
    assert labels("type=medical_mask") == {
        "Filtration": {"at least 95 %": 3, "at least 98 %": 2},
        "Sterile": {"No": 2, "Yes": 1},
        "Layers": {"3": 2, "4": 1},
        "Maker or trader": {"Manufacturer": 2, "Trading company": 1},
    }


def test_choices_of_different_facets_must_all_be_met_and_count_each_other(_masks):
    query = "type=medical_mask&spec=filtration%3D98%2B&spec=sterile%3Dno"

    assert survey(asked(query)).tally.products == 1
    assert labels(query)["Sterile"] == {"No": 1, "Yes": 1}
    assert "Layers" not in labels(query)
    assert survey(asked(f"{query}&maker=trader")).tally.products == 0


@pytest.mark.parametrize("spec", ["nothing", "=", "layers=", "layers=9", "a=%25", "maker=manufacturer|x", "%7C%7C"])
def test_a_specification_that_no_offer_has_finds_nothing_or_narrows_nothing(_masks, spec):
    assert survey(asked(f"type=medical_mask&spec={spec}")).tally.products in (0, 3)


def test_of_thresholds_that_leave_the_same_products_the_highest_stands_alone(_masks):
    OfferTraits.objects.update(
        tokens=Replace(F("tokens"), Value("|filtration=95+"), Value("|filtration=90+|filtration=95+"))
    )

    assert labels("type=medical_mask")["Filtration"] == {"at least 95 %": 3, "at least 98 %": 2}
