from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.clearances import judging
from audits.law.current import put_in_force, rulebook_of
from buyers.models import ShortlistEntry
from suppliers.models import Product
from tests.audits.dossiers import product_with
from tests.audits.law.test_buyer_side_rows import BAN, texts
from tests.factories import (
    BuyerFactory,
    PriceTierFactory,
    ProductFactory,
    ProductTypeFactory,
    ShortlistEntryFactory,
    UserFactory,
)

pytestmark = pytest.mark.usefixtures("law")
URL = "/shortlist/"


def change(product):
    return reverse("buyers:shortlist-change", args=[product.pk])


def kept():
    return list(ShortlistEntry.objects.values_list("product", "destination"))


def rows(client):
    return [
        (group.place.code, row.product.pk, row.state)
        for group in client.get(URL).context["groups"]
        for row in group.rows
    ]


def test_a_product_is_kept_and_taken_off(client, buyer):
    product = ProductFactory()
    client.force_login(buyer)

    response = client.post(change(product), {"to": "DE"})
    assert (response["Location"], kept()) == (product.get_absolute_url(), [(product.pk, "DE")])

    response = client.post(change(product), {"to": "DE", "keep": "no", "next": URL})
    assert (response["Location"], kept()) == (URL, [])


def test_with_htmx_the_buttons_come_back_swapped(client, buyer):
    product = ProductFactory()
    client.force_login(buyer)

    response = client.post(change(product), {"to": "DE"}, headers={"HX-Request": "true"})

    assert response.text.lstrip().startswith('<div class="actions" id="actions">')
    assert "Remove from my shortlist" in response.text


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_who_has_not_said_for_whom_they_buy_is_asked_first(client, headers):
    product = ProductFactory()
    client.force_login(UserFactory())

    response = client.post(change(product), {"to": "DE"}, headers=headers)

    asked = f"/profile/?next=%2Fproducts%2F{product.pk}%2F"
    assert response.headers.get("HX-Redirect" if headers else "Location") == asked
    assert kept() == []


def test_a_buyers_own_country_is_the_destination_where_none_was_chosen(client):
    product = ProductFactory()
    client.force_login(BuyerFactory(country="FR").user)

    client.post(change(product), {"to": "garbage"})

    assert kept() == [(product.pk, "FR")]


def test_what_is_not_on_offer_cannot_be_kept_and_can_be_taken_off(client, buyer):
    entry = ShortlistEntryFactory(buyer=buyer.buyer)
    Product.objects.update(is_listed=False)
    client.force_login(buyer)

    assert client.post(change(entry.product), {"to": "FR"}).status_code == 404
    client.post(change(entry.product), {"to": "DE", "keep": "no"})

    assert kept() == []


def test_the_page_shows_the_state_of_today(client, buyer):
    documents = ("doc", "report", "licence")
    good, lapsed = (
        product_with(*documents),
        product_with(("doc", {"valid_until": timezone.localdate()}), *documents[1:]),
    )
    ended = product_with(("doc", {"valid_until": timezone.localdate() - timedelta(days=1)}), *documents[1:])
    for product in (good, lapsed, ended):
        ShortlistEntryFactory(buyer=buyer.buyer, product=product)
    ShortlistEntryFactory(buyer=buyer.buyer, product=good, destination="TV")
    judging.refresh_products([good, lapsed, ended], at=timezone.now())
    client.force_login(buyer)

    assert set(rows(client)) == {
        ("DE", good.pk, "cleared"),
        ("DE", lapsed.pk, "cleared"),
        ("DE", ended.pk, "blocked"),
        ("TV", good.pk, "not_assessed"),
    }


def test_a_product_type_without_rules_is_not_assessed(client, buyer):
    gown = ProductFactory(product_type=ProductTypeFactory(id="gown"))
    ShortlistEntryFactory(buyer=buyer.buyer, product=gown)
    client.force_login(buyer)

    assert rows(client) == [("DE", gown.pk, "not_assessed")]


def test_what_the_law_forbids_is_prohibited_whether_or_not_it_is_on_record(client, buyer):
    rulebook_of.cache_clear()
    put_in_force(texts(**{"markets/US.yaml": BAN}), by=None, at=timezone.now())
    product = product_with("doc")
    ShortlistEntryFactory(buyer=buyer.buyer, product=product, destination="US")
    client.force_login(buyer)
    unrecorded = rows(client)

    judging.refresh_products([product], at=timezone.now())

    assert unrecorded == rows(client) == [("US", product.pk, "prohibited")]


def test_a_product_that_no_route_fits_is_not_assessed_and_not_blocked(client, buyer):
    sterile = product_with("doc", attributes={"sterile": True})
    ShortlistEntryFactory(buyer=buyer.buyer, product=sterile)
    client.force_login(buyer)

    assert rows(client) == [("DE", sterile.pk, "not_assessed")]


def test_what_is_off_offer_says_so_and_cannot_be_asked_about(client, buyer):
    entry = ShortlistEntryFactory(buyer=buyer.buyer)
    Product.objects.update(is_listed=False)
    client.force_login(buyer)

    text = client.get(URL).text

    assert "no longer on offer" in text
    assert f'name="product" value="{entry.product_id}"' not in text


def test_one_sees_ones_own_shortlist_alone(client, buyer):
    ShortlistEntryFactory()
    client.force_login(buyer)

    assert rows(client) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_query_count(client, buyer, count, django_assert_num_queries):
    for number in range(count):
        held = product_with("doc")
        entry = ShortlistEntryFactory(buyer=buyer.buyer, destination=["DE", "FR", "US"][number], product=held)
        PriceTierFactory(product=entry.product)
    client.force_login(buyer)
    client.get(URL)

    with django_assert_num_queries(12):
        assert len(rows(client)) == count


def test_quantity_and_note_are_kept_for_everybody_and_exported(client, buyer):
    entry = ShortlistEntryFactory(buyer=buyer.buyer)
    client.force_login(buyer)

    client.post(f"{URL}{entry.pk}/", {"quantity": "12,000", "note": "=Ward 7"})

    text = client.get(URL, {"format": "csv"}).content.decode("utf-8-sig")
    assert ",12000,'=Ward 7," in text
    assert client.get(URL, {"format": "xlsx"}).content.startswith(b"PK")

    Product.objects.update(is_listed=False)
    assert ",12000,'=Ward 7,no longer on offer," in client.get(URL, {"format": "csv"}).content.decode("utf-8-sig")


def test_a_quantity_that_cannot_be_read_is_said_and_the_note_is_kept(client, buyer):
    entry = ShortlistEntryFactory(buyer=buyer.buyer)
    client.force_login(buyer)

    page = client.post(f"{URL}{entry.pk}/", {"quantity": "lots", "note": "Ward 7"})

    assert page.status_code == 422
    assert (list(page.context["entry_form"].errors), "Ward 7" in page.text) == (["quantity"], True)


def test_what_was_removed_can_be_put_back(client, buyer):
    entry = ShortlistEntryFactory(buyer=buyer.buyer)
    client.force_login(buyer)
    gone = f"{URL}?removed={entry.product_id}.DE"

    assert client.post(change(entry.product), {"to": "DE", "keep": "no", "next": gone})["Location"] == gone
    assert "Put it back" in client.get(gone).text
    client.post(change(entry.product), {"to": "DE", "next": URL})
    assert kept() == [(entry.product_id, "DE")]
