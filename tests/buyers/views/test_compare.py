import csv
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from tests.audits.dossiers import product_with
from tests.factories import PriceTierFactory, ProductFactory

pytestmark = pytest.mark.usefixtures("law")
URL = "/compare/"


def row_of(response, label):
    """The words of one row of the page."""
    rows = [row for section in response.context["sections"] for row in section.rows]
    return next(row for row in rows if row.label == label)


def words(row):
    return [cell.text for cell in row.cells]


@pytest.fixture
def cheap(db):
    product = ProductFactory(moq=1_000, currency="CNY", unit="piece")
    PriceTierFactory(product=product, from_quantity=1_000, unit_price=Decimal("0.50"))
    PriceTierFactory(product=product, from_quantity=50_000, unit_price=Decimal("0.25"))
    return product


@pytest.fixture
def dear(db):
    product = ProductFactory(moq=100_000, currency="USD", unit="piece")
    PriceTierFactory(product=product, from_quantity=100_000, unit_price=Decimal("0.04"))
    return product


def test_prices_are_those_of_the_quantity_asked_about(client, cheap, dear):
    response = client.get(URL, {"product": [cheap.pk, dear.pk], "to": "DE", "quantity": "50,000"})

    price = row_of(response, "Price for 50,000")
    assert words(price) == ["CN¥0.25 / piece", "US$0.04 / piece"]
    assert [cell.is_warning for cell in price.cells] == [False, True]
    assert words(row_of(response, "About, in US dollars")) == ["US$0.0350", "US$0.04"]
    assert [cell.note for cell in row_of(response, "Minimum order").cells] == ["", "more than you need"]


def test_rows_in_which_products_differ_are_marked(client, cheap, dear):
    response = client.get(URL, {"product": [cheap.pk, dear.pk], "to": "DE"})

    assert row_of(response, "Minimum order").differs
    assert not row_of(response, "Monthly capacity").differs


def test_each_is_judged_for_the_destination_and_day(client, cheap):
    proven = product_with("doc", "report", "licence")

    response = client.get(URL, {"product": [proven.pk, cheap.pk], "to": "DE"})

    states = [cell.state for cell in row_of(response, "State on that day").cells]
    page = [client.get(f"/products/{key}/?to=DE").context["panel"].state for key in (proven.pk, cheap.pk)]
    assert states == page


def test_without_a_destination_nothing_is_said_of_clearances(client, cheap, dear):
    response = client.get(URL, {"product": [cheap.pk, dear.pk]})

    assert [section.title for section in response.context["sections"]] == ["Offer", "Specification"]


def test_the_address_names_all_and_leaves_out_a_day_that_nobody_chose(client, cheap, dear):
    query = {"product": [cheap.pk, dear.pk], "to": "DE", "quantity": "5000"}

    assert client.get(URL, query).context["query"] == f"product={cheap.pk}&product={dear.pk}&to=DE&quantity=5000"
    later = client.get(URL, {**query, "on": "2099-01-31"})
    assert later.context["query"].endswith("&on=2099-01-31")


def test_it_is_exported_as_csv_and_xlsx(client, cheap, dear):
    query = {"product": [cheap.pk, dear.pk], "to": "DE"}

    text = client.get(URL, {**query, "format": "csv"}).content.decode("utf-8-sig")
    book = load_workbook(io.BytesIO(client.get(URL, {**query, "format": "xlsx"}).content))

    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][1:] == [f"{one.display_name} {one.model}" for one in (cheap, dear)]
    assert ["Minimum order", "1,000", "100,000"] in rows
    assert [[cell.value or "" for cell in row] for row in book.active.iter_rows()] == rows


def test_at_most_six_are_compared_and_the_page_says_so(client):
    keys = [ProductFactory().pk for _one in range(7)]

    response = client.get(URL, {"product": keys, "to": "DE"})

    assert [product.pk for product, _url in response.context["columns"]] == keys[:6]
    assert "At most six products are compared" in response.text


def test_a_product_off_offer_is_left_out_and_none_at_all_leads_to_the_selection(client, cheap):
    gone = ProductFactory(is_listed=False)

    assert client.get(URL, {"product": [cheap.pk, gone.pk], "to": "DE"}).context["left_out"] == 1
    assert client.get(URL, {"product": gone.pk})["Location"] == "/selection/"


@pytest.mark.parametrize("query", ["quantity=lots", "on=03/10/2027", "on=0001-01-01", "quantity=%00", "on=%00"])
def test_what_cannot_be_read_is_said_at_its_field_and_narrows_nothing(client, cheap, query):
    response = client.get(f"{URL}?product={cheap.pk}&to=DE&{query}")

    assert response.status_code == 200
    assert response.context["form"].errors


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_as_often_for_one_product_as_for_three(client, count, django_assert_num_queries):
    keys = [product_with("doc", "report", "licence").pk for _one in range(count)]
    client.get(URL, {"product": keys, "to": "DE"})

    with django_assert_num_queries(7):
        client.get(URL, {"product": keys, "to": "DE"})
