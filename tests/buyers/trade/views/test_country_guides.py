"""Which conventions hold in a country: open to everybody, in the language asked for."""

import pytest
from django.urls import reverse

from tests.factories import CountryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def destinations(db):
    for code in ("DE", "IN", "MY"):
        CountryFactory(code=code)


def page(client, code, **query):
    return client.get(reverse("trade:guide-country", args=[code]), query)


def test_the_list_leads_to_every_destination_and_is_found_from_the_guides(client):
    listed = client.get(reverse("trade:guide-countries")).text

    assert all(reverse("trade:guide-country", args=[code]) in listed for code in ("DE", "IN", "MY"))
    assert reverse("trade:guide-countries") in client.get(reverse("trade:guides")).text


def test_what_holds_and_what_does_not_is_said_with_its_source(client):
    germany, india, malaysia = (page(client, code).text for code in ("DE", "IN", "MY"))

    assert germany.count("tone-ok") >= 3 and "treaties.un.org" in germany
    assert "does not work between India and China" in india
    assert "does not name Malaysia" in malaysia and "Not in our list" in malaysia
    assert "德国" in page(client, "DE", lang="zh-hans").text


def test_a_country_that_nothing_goes_to_has_no_page(client):
    assert page(client, "XX").status_code == 404


def test_a_page_asks_no_more_than_the_list_of_destinations(client, django_assert_num_queries):
    page(client, "DE")
    with django_assert_num_queries(0):
        page(client, "DE")
