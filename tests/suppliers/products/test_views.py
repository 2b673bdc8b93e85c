from decimal import Decimal

import pytest
from django.urls import reverse

from suppliers.models import Product
from tests.factories import (
    CertificateFactory,
    MembershipFactory,
    PriceTierFactory,
    ProductFactory,
    ProductPictureFactory,
    ProductTypeFactory,
)

FACTS = {"attributes": {"sterile": {"kind": "yes_no", "label": "Sterile", "required": True}}, "standards": ["EN 14683"]}
TYPED = {
    "model": "LH-200",
    "name_en": "Surgical mask",
    "currency": "USD",
    "unit": "piece",
    "moq": "10,000",
    "fact-sterile": "false",
    "tiers-TOTAL_FORMS": "2",
    "tiers-INITIAL_FORMS": "0",
    "tiers-0-from_quantity": "10000",
    "tiers-0-unit_price": "0.05",
}


@pytest.fixture
def supplier(client, supplier_member):
    client.force_login(supplier_member)
    return supplier_member.suppliers.get()


@pytest.fixture
def product(supplier):
    return ProductFactory(supplier=supplier, product_type=ProductTypeFactory(facts=FACTS))


def url(name, *args):
    return reverse(f"suppliers:{name}", args=args)


def test_the_type_comes_first(client, supplier):
    ProductTypeFactory()

    response = client.get(url("product-type", supplier.pk), {"product_type": "medical_mask"})

    assert response.url == url("product-new", supplier.pk, "medical_mask")


def test_a_type_that_nobody_knows_comes_back_with_a_message(client, supplier):
    page = client.get(url("product-type", supplier.pk), {"product_type": "spaceship"})

    assert list(page.context["form"].errors) == ["product_type"]


def test_a_product_is_added_with_its_prices(client, supplier):
    ProductTypeFactory(facts=FACTS)

    response = client.post(url("product-new", supplier.pk, "medical_mask"), TYPED)

    product = Product.objects.get()
    assert response.url == url("product", supplier.pk, product.pk)
    assert (product.supplier, product.model, product.moq) == (supplier, "LH-200", 10_000)
    assert [tier.unit_price for tier in product.price_tiers.all()] == [Decimal("0.05")]


def test_a_mistake_keeps_what_was_typed(client, supplier):
    ProductTypeFactory(facts=FACTS)

    page = client.post(
        url("product-new", supplier.pk, "medical_mask"),
        {**TYPED, "moq": "ten", "name_zh": "外科口罩", "tiers-0-unit_price": "cheap"},
    )

    assert page.status_code == 422
    assert page.context["form"].errors == {"moq": ["Enter a whole number, such as 5000."]}
    assert page.context["formset"].errors[0] == {"unit_price": ["Enter a number, such as 12.5."]}
    for typed in ['value="ten"', 'value="外科口罩"', 'value="cheap"']:
        assert typed in page.content.decode()
    assert not Product.objects.exists()


def test_adding_the_same_model_twice_is_reported(client, supplier, product):
    page = client.post(url("product-new", supplier.pk, "medical_mask"), {**TYPED, "model": product.model})

    assert page.context["form"].errors == {"model": ["You already have a product of this type with this model."]}


def test_a_frozen_product_says_why_and_keeps_its_facts(client, supplier, product):
    CertificateFactory(supplier=supplier, status="submitted").products.add(product)

    page = client.get(url("product", supplier.pk, product.pk))
    client.post(url("product", supplier.pk, product.pk), {**TYPED, "fact-sterile": "true"})

    assert "A certificate that covers this product was submitted" in page.content.decode()
    kept = Product.objects.get()
    assert (kept.model, kept.attributes, kept.name_en) == (product.model, {"sterile": False}, "Surgical mask")


def test_prices_are_shown_again_without_idle_zeros(client, supplier, product):
    PriceTierFactory(product=product, unit_price=Decimal("0.0500"))
    PriceTierFactory(product=product, from_quantity=5000, unit_price=Decimal("0.0385"))

    page = client.get(url("product", supplier.pk, product.pk))

    assert [str(row["unit_price"].value()) for row in page.context["formset"]][:2] == ["0.05", "0.0385"]


@pytest.mark.parametrize(("sent", "is_listed"), [({"is_listed": "on"}, True), ({}, False)])
def test_a_product_goes_on_and_off_the_list(client, supplier, product, sent, is_listed):
    Product.objects.update(is_listed=not is_listed)

    client.post(url("product-listing", supplier.pk, product.pk), sent)

    assert Product.objects.get().is_listed is is_listed


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(client, supplier, count, django_assert_num_queries):
    for product in ProductFactory.create_batch(count, supplier=supplier):
        PriceTierFactory(product=product)
        ProductPictureFactory(product=product)

    client.get(url("products", supplier.pk))  # the first page of a session is noted once
    with django_assert_num_queries(7):
        page = client.get(url("products", supplier.pk))

    assert page.content.decode().count("USD 0.05 from 1,000") == count


def test_a_viewer_reads_and_changes_nothing(client, product):
    client.force_login(MembershipFactory(supplier=product.supplier, role="viewer").user)
    own = (product.supplier.pk, product.pk)

    assert [client.get(url("product", *own)).status_code, client.get(url("products", own[0])).status_code] == [200, 200]
    assert 'name="act"' not in client.get(url("product", *own)).content.decode()
    assert [
        client.post(url("product", *own), TYPED).status_code,
        client.post(url("product-listing", *own), {}).status_code,
        client.post(url("product-new", own[0], "medical_mask"), TYPED).status_code,
        client.get(url("product-type", own[0])).status_code,
        client.post(url("picture-add", *own), {}).status_code,
    ] == [404] * 5
    assert Product.objects.get().is_listed
