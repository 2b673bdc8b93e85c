"""The destination stays with the browser: reading pages write nothing."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from tests.audits.dossiers import product_with
from tests.factories import BuyerFactory

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


def test_an_address_that_names_a_destination_changes_nothing_of_mine(client, product):
    client.post("/destination/", {"to": "US", "next": "/catalogue/"})

    for address in pages(product):
        response = client.get(address)
        assert response.context["here"].code == "DE"
        assert COOKIE not in response.cookies
    assert client.get("/catalogue/")["Location"] == "/catalogue/?to=US"


def test_what_is_chosen_comes_before_the_organisation_and_that_before_the_language(client, product):
    language = {"Accept-Language": "fr-FR,fr;q=0.9"}
    signed_in = BuyerFactory(country="DE")

    def place():
        return client.get(product.get_absolute_url(), headers=language).context["here"].code

    assert place() == "FR"
    client.force_login(signed_in.user)
    assert place() == "DE"
    client.post("/destination/", {"to": "US", "next": "/catalogue/"})
    assert place() == "US"


def test_a_destination_that_we_assumed_is_said_to_be_assumed(client, product):
    languages = {"Accept-Language": "de-DE"}

    response = client.get(product.get_absolute_url(), headers=languages)

    assert "You see Germany, the country of your browser’s language" in response.text.replace("&#x27;", "’")
    assert "browser" not in client.get(f"{product.get_absolute_url()}?to=DE", headers=languages).text


@pytest.mark.parametrize("language", ["de", "zh-CN", "en-ZZ", "*", "", "de-", "x" * 500, "zh-Hans-CN"])
def test_a_language_without_a_country_to_ship_to_says_nothing(client, product, language):
    response = client.get(product.get_absolute_url(), headers={"Accept-Language": language})

    assert response.context["here"] is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ZZ", "We know no destination “ZZ”. You see Germany."),
        ("CN", "China is where the goods come from: we hold no rules for selling them there. You see Germany."),
    ],
)
@pytest.mark.parametrize("number", [0, 1, 2])
def test_what_is_no_destination_is_said_on_every_page(client, product, number, typed, said):
    client.post("/destination/", {"to": "DE", "next": "/catalogue/"})

    assert said in client.get(pages(product)[number].replace("to=DE", f"to={typed}")).text


def test_a_code_that_people_write_otherwise_is_understood_and_that_is_said(client, product):
    response = client.get("/catalogue/?to=uk")

    assert response.context["here"].code == "GB"
    assert "“uk” is read as United Kingdom (Great Britain)." in response.text


def test_who_comes_with_what_is_no_destination_reads_where_to_choose(client, product):
    asked = client.get("/catalogue/?to=ZZ")

    assert "We know no destination “ZZ”. Choose a country from the list." in client.get(asked["Location"]).text


def test_a_choice_known_already_is_not_sent_again(client, product):
    first, second = (client.post("/destination/", {"to": "DE", "next": "/catalogue/"}) for _ in range(2))

    assert COOKIE in first.cookies
    assert COOKIE not in second.cookies
    assert first.cookies[COOKIE]["httponly"]


@pytest.mark.parametrize("value", ["DE", "DE:garbage:garbage", "", "\x00"])
def test_a_cookie_that_is_not_ours_counts_for_nothing(client, product, value):
    client.cookies[COOKIE] = value

    assert client.get("/catalogue/").status_code == 302
