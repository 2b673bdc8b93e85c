import pytest

from buyers.catalogue.selection import COOKIE, Line
from tests.factories import ProductFactory

pytestmark = pytest.mark.usefixtures("law")
URL = "/selection/"


def selected(client):
    """(product, destination, quantity) as the page of the selection shows them."""
    return [
        (row.line.product, group.place.code, row.line.quantity)
        for group in client.get(URL).context["groups"]
        for row in group.rows
    ]


def test_without_scripts_a_product_is_selected_and_the_page_comes_back_to_it(client):
    product = ProductFactory()

    response = client.post(
        URL, {"add": product.pk, "to": "DE", "quantity": "5,000", "next": "/catalogue/?to=DE&sort=moq"}
    )

    assert response["Location"] == f"/catalogue/?to=DE&sort=moq#pick-{product.pk}"
    assert selected(client) == [(product.pk, "DE", 5000)]


def test_with_htmx_the_button_comes_back_pressed_with_the_bar_that_counts(client):
    product = ProductFactory()

    response = client.post(URL, {"add": product.pk, "to": "DE"}, headers={"HX-Request": "true"})

    assert 'aria-pressed="true"' in response.text
    assert 'hx-swap-oob="true"' in response.text
    assert "1 product selected" in response.text
    assert client.cookies[COOKIE].value.startswith(f"{product.pk}.DE.:")


def test_a_product_is_taken_out_again(client):
    product = ProductFactory()
    client.post(URL, {"add": product.pk, "to": "DE"})

    response = client.post(URL, {"drop": f"{product.pk}.DE"})

    assert (response["Location"], selected(client)) == (URL, [])


def test_the_tick_survives_sorting_filters_and_another_destination(client):
    product = ProductFactory()
    client.post(URL, {"add": product.pk, "to": "DE"})

    def is_ticked(query):
        return "1 product selected" in client.get(f"/catalogue/?{query}").text

    assert is_ticked("to=DE&sort=moq")
    assert is_ticked("to=DE&q=nothing+like+it")
    assert not is_ticked("to=FR")
    assert is_ticked("to=DE")


def test_quantities_are_stated_kept_and_followed_by_the_next_page(client):
    product = ProductFactory()
    client.post(URL, {"add": product.pk, "to": "DE"})

    response = client.post(URL, {f"quantity-{product.pk}-DE": "12 500", "next": "/enquire/?to=DE"})

    assert response["Location"] == "/enquire/?to=DE"
    assert selected(client) == [(product.pk, "DE", 12_500)]


def test_a_quantity_that_cannot_be_read_stays_with_a_sentence(client):
    product = ProductFactory()
    client.post(URL, {"add": product.pk, "to": "DE", "quantity": "7"})

    response = client.post(URL, {f"quantity-{product.pk}-DE": "a lot"})

    assert response.status_code == 422
    assert "Enter a whole number from 1 to 2,000,000,000" in response.text
    assert 'value="a lot"' in response.text
    assert selected(client) == [(product.pk, "DE", 7)]


@pytest.mark.parametrize("key", ["abc", "", "\x00", "9" * 40, "12345"])
def test_what_is_no_product_is_not_found(client, key):
    assert client.post(URL, {"add": key, "to": "DE"}).status_code == 404


@pytest.mark.parametrize("facts", [{"is_listed": False}, {"supplier__status": "suspended"}])
def test_what_is_not_on_offer_is_not_selected(client, facts):
    assert client.post(URL, {"add": ProductFactory(**facts).pk, "to": "DE"}).status_code == 404
    assert selected(client) == []


def test_a_product_that_left_the_offer_stands_in_the_list_without_a_link(client):
    product = ProductFactory()
    client.post(URL, {"add": product.pk, "to": "DE"})
    product.is_listed = False
    product.save()

    page = client.get(URL)

    assert "no longer on offer" in page.text
    assert [group.offered for group in page.context["groups"]] == [()]


def test_who_has_no_destination_is_asked_for_one_first(client):
    product = ProductFactory()

    response = client.post(URL, {"add": product.pk, "next": "/products/1/"})

    assert response["Location"] == "/destination/?next=/products/1/"


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_as_often_for_one_line_as_for_three(client, count, django_assert_num_queries):
    for _one in range(count):
        client.post(URL, {"add": ProductFactory().pk, "to": "DE"})
    client.get(URL)

    with django_assert_num_queries(1):
        assert len(client.get(URL).context["groups"][0].rows) == count


def test_a_line_knows_that_no_quantity_was_named():
    assert Line(1, "DE").quantity is None
