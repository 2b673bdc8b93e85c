from dataclasses import asdict
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from audits.models import NO_END, Clearance
from buyers.catalogue.cards import CardPicture, cards
from buyers.catalogue.particulars import rows_of
from tests.factories import ClearanceFactory, PriceTierFactory, ProductFactory, ProductPictureFactory

pytestmark = pytest.mark.django_db


def only_card():
    return cards(rows_of(Clearance.objects.all(), "id"))[0]


def test_a_card_tells_product_price_state_and_supplier():
    product = ProductFactory(name_en="Type IIR mask", model="S-1", moq=20_000, lead_time_days=1)
    PriceTierFactory(product=product, from_quantity=20_000, unit_price=Decimal("0.05"))
    PriceTierFactory(product=product, from_quantity=1_000_000, unit_price=Decimal("0.0375"))
    ClearanceFactory(product=product, valid_until=date(2027, 3, 14))

    assert asdict(only_card()) == {
        "key": product.pk,
        "product": {
            "name": "Type IIR mask",
            "model": "S-1",
            "url": f"/products/{product.pk}/",
            "picture": None,
            "price": "US$0.05 / piece",
            "price_from": "from 20,000",
            "moq": "20,000",
            "lead_time": "1 day",
            "unverified": (),
        },
        "state": "cleared",
        "until": date(2027, 3, 14),
        "arrange": [],
        "supplier": {"name": product.supplier.name_en, "url": f"/suppliers/{product.supplier_id}/"},
    }


def test_a_card_speaks_the_readers_language():
    ClearanceFactory(product=ProductFactory(name_zh="医用口罩"))

    with translation.override("zh-hans"):
        assert only_card().product.name == "医用口罩"


def test_no_known_end_no_price_and_no_lead_time_stay_empty():
    ClearanceFactory(product=ProductFactory(lead_time_days=None), valid_until=NO_END, lead_time_days=9)

    card = only_card()

    assert (card.until, card.product.price, card.product.lead_time) == (None, "", "")


def test_the_first_picture_is_shown_at_the_size_of_a_card():
    product = ProductFactory()
    ProductPictureFactory(product=product, position=2)
    first = ProductPictureFactory(product=product, position=1, width=1280, height=960, alt="")
    ClearanceFactory(product=product)

    assert only_card().product.picture == CardPicture(url=first.url(320), width=320, height=240, alt="Product picture")


@pytest.mark.parametrize("count", [1, 3])
def test_cards_with_their_pictures_and_prices_are_one_query(count, django_assert_num_queries):
    for _number in range(count):
        product = ClearanceFactory().product
        PriceTierFactory(product=product)
        ProductPictureFactory(product=product)

    with django_assert_num_queries(1):
        shown = cards(rows_of(Clearance.objects.all(), "id"))
    assert len([card for card in shown if card.product.price and card.product.picture]) == count
