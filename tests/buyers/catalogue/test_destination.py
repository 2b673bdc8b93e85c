"""The destination stays with the browser: reading pages write nothing."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from tests.audits.dossiers import product_with

pytestmark = pytest.mark.usefixtures("law")
COOKIE = "destination"


@pytest.fixture
def _read_only(law):
    """The database reads, but writes nothing: as on a full disk."""
    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE; SET TRANSACTION READ ONLY" if is_postgresql else "PRAGMA query_only = ON"
        )
    yield
    if not is_postgresql:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF")


@pytest.fixture
def product(law):
    return product_with("doc", "report", "licence")


def pages(product):
    return ["/catalogue/?to=DE", f"{product.get_absolute_url()}?to=DE", f"/suppliers/{product.supplier_id}/?to=DE"]


def test_a_visitor_reads_where_nothing_can_be_written(client, product, request):
    addresses = pages(product)
    request.getfixturevalue("_read_only")

    assert [client.get(address).status_code for address in addresses] == [200, 200, 200]


def test_a_visitor_who_chooses_a_destination_gets_no_session(client, product):
    for address in pages(product):
        client.get(address)
    client.post("/destination/", {"to": "DE", "next": "/catalogue/"})

    assert not Session.objects.exists()


@pytest.mark.parametrize("number", [0, 1, 2])
def test_each_page_keeps_the_destination_for_the_next(client, product, number):
    client.get(pages(product)[number])

    assert client.get("/catalogue/").context["here"].code == "DE"


def test_what_is_known_already_is_not_sent_again(client, product):
    first, second = (client.get("/catalogue/?to=DE") for _ in range(2))

    assert COOKIE in first.cookies
    assert COOKIE not in second.cookies
    assert first.cookies[COOKIE]["httponly"]


@pytest.mark.parametrize("value", ["DE", "DE:garbage:garbage", "", "\x00"])
def test_a_cookie_that_is_not_ours_counts_for_nothing(client, product, value):
    client.cookies[COOKIE] = value

    assert client.get("/catalogue/").status_code == 302
