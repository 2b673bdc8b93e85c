from datetime import date

import pytest

from audits.clearances import judging, traits
from audits.models import Clearance, OfferTraits
from suppliers.models import Certificate
from suppliers.products.field_facts import FieldFact
from tests.audits.clearances.test_judging import COMPLETE, MORNING
from tests.audits.dossiers import product_with

pytestmark = pytest.mark.usefixtures("law")


def tokens(product):
    return product.listing.traits.tokens


def test_maker_documents_and_specification_are_carried_by_listing_and_clearances(law):
    product = product_with(
        *COMPLETE, attributes={"sterile": False}, specification={"layers": 3, "colour": "light  blue"}
    )

    judging.refresh_products([product], at=MORNING)

    assert tokens(product) == "|colour=light blue|layers=3|level=documents|maker=manufacturer|sterile=no|"
    assert Clearance.objects.get(market="EU").traits == product.listing.traits


def test_similar_products_share_one_row(law):
    products = [product_with(*COMPLETE) for _ in range(3)]

    judging.refresh_products(products, at=MORNING)

    assert OfferTraits.objects.count() == 1


@pytest.mark.parametrize("facts", [{"supplier__role": "trader"}, {"manufacturer_en": "Other Works Ltd"}])
def test_who_sells_what_another_makes_is_a_trader(law, facts):
    product = product_with(**facts)

    judging.refresh_products([product], at=MORNING)

    assert "|maker=trader|" in tokens(product)


def test_a_shared_certificate_counts_until_it_ends(law):
    product = product_with(*COMPLETE)
    Certificate.objects.filter(certificate_type="doc").update(is_shared=True, valid_until=date(2026, 12, 31))
    judging.refresh_products([product], at=MORNING)
    assert "|shared=yes|" in tokens(product)

    judging.update_claims([product.pk], on=date(2027, 1, 1))

    product.refresh_from_db()
    assert "shared" not in tokens(product)
    assert "shared" not in Clearance.objects.get(market="EU").traits.tokens


def test_a_claim_that_no_document_shows_is_no_trait(law):
    product = product_with(*COMPLETE, specification={"colour": "sterile blue", "size": "FFP3"})

    judging.refresh_products([product], at=MORNING)

    assert "size" not in tokens(product)


@pytest.mark.parametrize(
    ("kind", "unit", "value", "expected"),
    [
        ("number", "%", 98.5, ["bfe=60+", "bfe=70+", "bfe=75+", "bfe=80+", "bfe=90+", "bfe=94+", "bfe=95+", "bfe=98+"]),
        ("number", "mm", 175.0, ["bfe=175"]),
        ("yes_no", "", True, ["bfe=yes"]),
        ("choice", "", "ear loop", ["bfe=ear loop"]),
        ("text", "", "a|b", ["bfe=a b"]),
        ("text", "", " ", []),
        ("text", "", "x" * 41, []),
        ("text", "", None, []),
        ("day", "", "2026-01-01", []),
    ],
)
def test_a_stated_value_gives_what_one_filters_by(kind, unit, value, expected):
    assert traits.field_tokens(FieldFact("bfe", kind, "BFE", unit=unit), value) == expected
