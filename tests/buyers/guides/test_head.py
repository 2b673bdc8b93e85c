"""What machines read of a page."""

import json

import pytest

from audits.claims.offer import judge_offer
from buyers.guides.head import Head, as_data, of_product
from tests.factories import TODAY, PriceTierFactory, ProductFactory, ProductPictureFactory


@pytest.fixture(autouse=True)
def _our_name(settings):
    settings.SITE_URL = "https://kp.example"


def test_data_holds_no_markup_and_reads_back_the_same():
    facts = {"name": "</script><!-- & 口罩 \u2028"}

    text = as_data(facts)

    assert not set("<>&") & set(text)
    assert json.loads(text) == {"@context": "https://schema.org", **facts}


def test_a_long_description_is_cut_for_search_engines():
    assert len(Head("Title", "word " * 100, "/").description) == 155


@pytest.mark.parametrize(
    ("path", "language", "address"),
    [
        ("/news/", "", "https://kp.example/news/"),
        ("/news/", "en", "https://kp.example/news/"),
        ("/news/", "zh-hans", "https://kp.example/news/?lang=zh-hans"),
        ("/news/?market=EU", "zh-hans", "https://kp.example/news/?market=EU&lang=zh-hans"),
    ],
)
def test_the_address_to_keep(path, language, address):
    assert Head("Title", "About", path, asked_language=language).canonical == address


def test_a_page_whose_language_is_the_readers_choice_alone_names_no_others():
    assert Head("Title", "About", "/", speaks_by_address=False).alternates == []


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "makes"), [("manufacturer", True), ("trader", False)])
def test_a_product_names_its_maker_only_where_the_supplier_is_it(role, makes):
    product = ProductFactory(supplier__role=role)
    picture = ProductPictureFactory(product=product)

    facts = of_product(product, [], judge_offer({}, (), on=TODAY)).data[0]

    assert ("manufacturer" in facts, "brand" in facts) == (makes, makes)
    product.manufacturer_en = "Hubei Another Maker"
    assert "manufacturer" not in of_product(product, [], judge_offer({}, (), on=TODAY)).data[0]
    assert facts["image"] == [f"https://kp.example{picture.src}"]


@pytest.mark.django_db
def test_the_prices_that_a_supplier_lists_are_a_range():
    product = ProductFactory(currency="EUR")
    for quantity, price in ((1000, "20.0000"), (50_000, "0.0310")):
        PriceTierFactory(product=product, from_quantity=quantity, unit_price=price)

    offers = of_product(product, [], judge_offer({}, (), on=TODAY)).data[0]["offers"]

    assert (offers["lowPrice"], offers["highPrice"], offers["priceCurrency"]) == ("0.031", "20", "EUR")


@pytest.mark.django_db
def test_packing_and_customs_code_are_facts_that_other_programs_read():
    product = ProductFactory(unit="box", pieces_per_unit=50, hs_code="630790")

    facts = of_product(product, [], judge_offer({}, (), on=TODAY)).data[0]["additionalProperty"]

    assert next((fact["name"], fact["value"]) for fact in facts) == ("One unit", "box of 50 pieces")
    assert any("630790" in fact["value"].replace(".", "") for fact in facts)


@pytest.mark.django_db
def test_a_product_without_listed_prices_promises_none():
    product = ProductFactory()

    facts = of_product(product, [], judge_offer({}, (), on=TODAY)).data[0]

    assert {"offers", "aggregateRating", "review", "image"} & set(facts) == set()
    assert (facts["@type"], facts["model"]) == ("Product", product.model)
