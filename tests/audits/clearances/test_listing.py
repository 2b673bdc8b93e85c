"""What the catalogue knows of a product follows its names, whoever changes them."""

import pytest

from audits.clearances import judging, listing
from audits.models import Listing
from suppliers.models import Supplier
from tests.factories import NOON, TODAY, ProductFactory

pytestmark = pytest.mark.django_db


def words(product):
    return Listing.objects.get(product=product).words.split()


def test_a_product_is_found_by_its_names_in_both_languages_its_model_and_its_suppliers_names():
    product = ProductFactory(name_en="Blue mask", name_zh="蓝口罩", model="K-9", supplier__name_en="Lin Ltd")

    judging.update_catalogue_of([product], at=NOON)

    assert {"blue", "mask", "蓝", "口罩", "k", "9", "@lin"} <= set(words(product))


def test_a_supplier_that_is_renamed_is_found_by_its_new_name_alone():
    product = ProductFactory(supplier__name_en="Lin Ltd")
    judging.update_catalogue_of([product], at=NOON)
    Supplier.objects.update(name_en="Mei Ltd")

    judging.update_catalogue_of_supplier(product.supplier, at=NOON)

    assert "@mei" in words(product)
    assert "@lin" not in words(product)


def test_what_is_listed_already_is_left_as_it_is_when_new_clearances_are_recorded():
    product = ProductFactory(name_en="Blue")
    Listing.objects.create(product=product, product_type=product.product_type, words=" kept ")

    listing.add_listings(listing.products_to_list([product.pk], on=TODAY))

    assert words(product) == ["kept"]


def test_a_product_is_found_by_what_people_call_its_type():
    product = ProductFactory(name_en="Lin 3 ml", name_zh="", product_type__facts={"synonyms": ["drip set", "点滴"]})

    judging.update_catalogue_of([product], at=NOON)

    assert {"~drip", "~set", "~点滴"} <= set(words(product))
