"""Words are found in both languages, whatever else is asked."""

from decimal import Decimal

import pytest
from django.http import QueryDict

from audits.models import Clearance
from buyers.catalogue import facets, pages, reference
from buyers.catalogue.facets import survey
from buyers.catalogue.filters import CatalogueFilter
from buyers.catalogue.pages import page
from kpmarket.foundation.text.search import pieces
from tests.factories import TODAY, ClearanceFactory, MarketFactory, ProductFactory, ProductTypeFactory

pytestmark = pytest.mark.usefixtures("countries")


def words(text):
    return " " + " ".join(pieces(text)) + " "


@pytest.fixture(autouse=True)
def _products(countries):
    for number, text in enumerate(
        ["Mask classic 医用口罩", "Mask folding 口罩", "Masked ball 口 罩", "Gown class 隔离衣"]
    ):
        ClearanceFactory(words=words(text), price_usd=Decimal(9 - number), moq=number + 1)
    gown = ProductFactory(product_type=ProductTypeFactory(id="gown"))
    ClearanceFactory(product=gown, words=words("Mask for gowns 口罩"), price_usd=Decimal(2))
    ClearanceFactory(market=MarketFactory(id="US"), words=words("Mask classic 医用口罩"))
    reference.forget()


def asked(q, **more):
    data = QueryDict(mutable=True)
    data.update({"to": "DE", "q": q, **more})
    chosen = CatalogueFilter(data, today=TODAY)
    chosen.form.is_valid()
    return chosen


@pytest.mark.parametrize("more", [{}, {"type": "medical_mask"}, {"type": "gown"}, {"moq": "2"}])
@pytest.mark.parametrize(
    ("q", "count"),
    [
        ("mask", 4),
        ("class", 2),
        ("mask 口罩", 3),
        ("口", 4),
        ("罩", 4),
        ("口罩", 3),
        ("医用口罩", 1),
        ("o'x:*", 0),
        ("-", 5),
    ],
)
def test_the_same_products_are_found_with_other_filters_and_without(q, count, more):
    everything = {row.pk for row in asked("", **more).narrowed()}

    found = {row.pk for row in asked(q).narrowed()}

    assert len(found) == count
    assert {row.pk for row in asked(q, **more).narrowed()} == found & everything


@pytest.mark.parametrize("are_few", [True, False])
@pytest.mark.parametrize("sort", ["price", "moq", "until", "newest", "lead_time"])
def test_however_they_are_found_the_pages_are_the_same_and_nothing_is_lost(monkeypatch, sort, are_few):
    monkeypatch.setattr(pages, "SIZE", 2)
    chosen = asked("mask")
    rows = chosen.narrowed()

    first = page(rows, sort=sort, are_few=are_few)
    second = page(rows, sort=sort, mark=first.after, are_few=are_few)

    column = pages.SORTS[sort][0]
    order = [column] if column == "-id" else [column, "id"]
    assert [row.id for one in (first, second) for row in one.rows] == list(
        chosen.narrowed().order_by(*order).values_list("pk", flat=True)
    )
    assert second.after == ""
    assert [row.id for row in page(rows, sort=sort, mark=second.before, are_few=are_few).rows] == [
        row.id for row in first.rows
    ]


def test_what_many_say_is_walked_and_the_cheapest_stand_first_all_the_same(client, monkeypatch):
    monkeypatch.setattr(facets, "SURVEYED_WITH_WORDS", 2)
    monkeypatch.setattr(facets, "FEW", 1)
    monkeypatch.setattr(pages, "FEW", 1)
    Clearance.objects.update(valid_until="9999-12-31", valid_from="2026-01-01")

    response = client.get("/catalogue/", {"to": "DE", "q": "mask"})

    cheapest_first = asked("mask").narrowed().order_by("price_usd").values_list("product_id", flat=True)
    places = [response.text.index(f'"/products/{key}/?to=DE') for key in cheapest_first]
    assert len(places) == 4
    assert places == sorted(places)
    assert survey(asked("mask")).is_whole is False
    assert "More than <strong>1</strong>" in response.text
