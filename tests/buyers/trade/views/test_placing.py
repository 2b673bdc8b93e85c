"""A buyer fills in the terms, reads the whole contract, and signs it; what was typed stays until then."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from buyers.trade.models import Order
from tests.buyers.trade.orderable import orderable
from tests.factories import BuyerFactory, BuyerMembershipFactory, MembershipFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.usefixtures("law", "countries")
PLACE = "/orders/place/"


@pytest.fixture
def product():
    return orderable()


@pytest.fixture
def buyer(client):
    buyer = BuyerFactory()
    client.force_login(buyer.user)
    return buyer


def typed(product, **changes):
    today = timezone.localdate()
    return {
        "product": product.pk,
        f"quantity-{product.pk}": "50,000",
        "destination": "DE",
        "incoterm": "FCA",
        "place": "Wuhan",
        "mode": "sea",
        "plan": "deposit_30_70",
        "latest_shipment": (today + timedelta(days=40)).isoformat(),
        "expected_entry": (today + timedelta(days=80)).isoformat(),
        "tolerance": "0",
        "acceptance_days": "10",
        "level": "II",
        "major": "2.5",
        "minor": "4.0",
        "documents": ["commercial_invoice", "packing_list"],
        "law": "cisg",
        "forum": "HKIAC",
        **changes,
    }


def sign(client, product, **changes):
    read = client.post(PLACE, {**typed(product, **changes), "step": "read"})
    digest = read.context["draft"].digest
    return client.post(PLACE, {**typed(product, **changes), "step": "sign", "digest": digest})


def test_the_form_proposes_terms_and_days(client, buyer, product):
    page = client.get(PLACE, {"product": product.pk, "quantity": "60000", "to": "DE"})

    assert page.status_code == 200
    assert 'value="60000"' in page.text
    assert page.context["form"]["plan"].value() == "deposit_30_70"


def test_reading_orders_nothing_and_shows_every_term_and_the_digest(client, buyer, product):
    page = client.post(PLACE, {**typed(product), "step": "read"})

    assert not Order.objects.exists()
    for words in (
        "USD\u00a04,200.00",
        "FCA Wuhan",
        "Hong Kong International Arbitration Centre",
        "goes straight to the supplier",
        "AQL",
    ):
        assert words in page.text
    assert page.context["draft"].digest in page.text
    assert 'name="place" value="Wuhan"' in page.text


def test_signing_places_the_order_and_leads_to_it(client, buyer, product):
    answer = sign(client, product)

    order = Order.objects.get()
    assert answer["Location"] == order.get_absolute_url()
    assert order.contracts.get().terms.lines[0].quantity == 50_000


def test_signing_what_changed_since_shows_the_new_contract(client, buyer, product):
    answer = client.post(PLACE, {**typed(product), "step": "sign", "digest": "0" * 64})

    assert answer.status_code == 200
    assert "changed while you read it" in answer.text
    assert not Order.objects.exists()


def test_changing_something_keeps_what_was_typed(client, buyer, product):
    page = client.post(PLACE, {**typed(product, note="Pallets of 1.2 m"), "step": "change"})

    assert "Pallets of 1.2 m" in page.text
    assert 'value="50,000"' in page.text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("quantity", "999", "at least 1000"),
        ("quantity", "-5", "whole number"),
        ("quantity", "2000000001", "whole number"),
        ("latest_shipment", "2020-01-01", "still to come"),
        ("expected_entry", "2027-13-40", "no such day"),
        ("incoterm", "DDP", "Choose DAP"),
        ("acceptance_days", "0", "1 or more"),
        ("plan", "pay_me_now", "Choose"),
        ("destination", "CN", "Choose"),
    ],
)
def test_what_cannot_be_ordered_is_said_at_the_field_and_kept(client, buyer, product, field, value, words):
    name = f"quantity-{product.pk}" if field == "quantity" else field

    page = client.post(PLACE, {**typed(product, **{name: value}), "step": "read"})

    assert page.status_code == 422
    assert words in page.text or words.lower() in page.text.lower()
    assert "Wuhan" in page.text


def test_free_on_board_is_refused_for_goods_that_fly(client, buyer, product):
    page = client.post(PLACE, {**typed(product, incoterm="FOB", mode="air", place="Shanghai"), "step": "read"})

    assert page.status_code == 422
    assert "FOB is for sea only. Choose FCA, or carriage by sea." in page.text


def test_entering_before_shipment_is_refused(client, buyer, product):
    day = (timezone.localdate() + timedelta(days=10)).isoformat()

    page = client.post(PLACE, {**typed(product, expected_entry=day), "step": "read"})

    assert "cannot enter before" in page.text


def test_what_may_not_enter_is_refused_with_the_reason(client, buyer, product):
    page = client.post(PLACE, {**typed(product, destination="BR"), "step": "read"})

    assert page.status_code == 422
    assert "is not assessed for Brazil" in page.text


def test_above_the_limit_the_page_says_that_a_second_member_is_needed(client, buyer, product):
    buyer.approval_limit, buyer.approval_currency = 4000, "USD"
    buyer.save()

    page = client.post(PLACE, {**typed(product), "step": "read"})
    assert "Sign and ask a second member" in page.text
    sign(client, product)

    assert Order.objects.get().status == Order.Status.TO_APPROVE


def test_who_belongs_to_the_supplier_too_is_refused_with_a_sentence(client, buyer, product):
    MembershipFactory(supplier=product.supplier, user=buyer.user)

    page = sign(client, product)

    assert "You belong to the supplier too" in page.text
    assert not Order.objects.exists()


def test_viewers_and_products_of_two_suppliers_get_404(client, buyer, product):
    assert client.get(PLACE, {"product": [product.pk, ProductFactory().pk]}).status_code == 404
    assert client.get(PLACE, {"product": "9" * 400}).status_code == 404
    assert client.get(PLACE, {"quote": "1", "revision": "1"}).status_code == 404
    assert client.get(PLACE, {"product": ProductFactory(is_listed=False).pk}).status_code == 404
    client.force_login(BuyerMembershipFactory(buyer=buyer, role="viewer").user)
    assert client.get(PLACE, {"product": product.pk}).status_code == 404


def test_who_has_no_organisation_is_asked_for_whom_they_buy(client, product):
    client.force_login(UserFactory())

    assert reverse("buyers:profile") in client.get(PLACE, {"product": product.pk})["Location"]
