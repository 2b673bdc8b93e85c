import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.clearances.judging import update_catalogue_of, update_catalogue_of_supplier
from audits.models import Clearance
from buyers.catalogue import pages
from suppliers.models import Product, Supplier
from tests.audits import small_law
from tests.factories import (
    NOON,
    BuyerFactory,
    ClearanceFactory,
    PriceTierFactory,
    ProductFactory,
    ProductPictureFactory,
    RulebookEditionFactory,
)

pytestmark = pytest.mark.usefixtures("countries")
URL = "/catalogue/"
FILTERS = (
    "to=DE&q=mask&type=medical_mask&price=9&moq=100000&lead_time=99&capacity=1&until=2026-01-01&province=32"
    "&standard=EN+149&conditional=true&sort=until"
)


def cleared(**facts):
    facts.setdefault("valid_until", timezone.localdate() + timedelta(days=30))
    return ClearanceFactory(**facts)


def shown(response):
    """Keys of the products whose cards are on the page, in order."""
    return [int(key) for card in response.context["cards"] for key in re.findall(r'"/products/(\d+)/"', card)]


def test_without_a_destination_the_reader_is_asked_for_one_and_comes_back(client):
    response = client.get(URL, {"type": "medical_mask", "q": "a&b"})

    assert response.status_code == 302
    asked = client.get(response["Location"])
    onward = asked.context["next"]
    chosen = client.post(reverse("buyers:destination"), {"to": "DE", "next": onward})
    assert chosen["Location"] == "/catalogue/?type=medical_mask&q=a%26b"
    assert client.get(chosen["Location"]).context["here"].code == "DE"


def test_only_what_is_cleared_there_today_is_shown(client):
    row = cleared()
    cleared(valid_until=timezone.localdate() - timedelta(days=1))
    cleared(market_id="US")
    cleared(state=Clearance.State.CONDITIONAL)

    assert shown(client.get(URL, {"to": "DE"})) == [row.product_id]


def overdue_edition():
    """An edition whose rules for masks in the Union nobody has compared for years."""
    head = "checked: {on: 2020-02-03, by: an editor}\nrequirements:"
    files = {name: text.replace("requirements:", head) for name, text in small_law.FILES.items()}
    return RulebookEditionFactory(edition="overdue", files=files)


def test_what_rests_on_rules_that_nobody_compared_for_too_long_is_at_most_conditional(client):
    row = cleared(rulebook=overdue_edition(), product__product_type__id="medical_mask")

    assert shown(client.get(URL, {"to": "DE"})) == []
    response = client.get(URL, {"to": "DE", "conditional": "true"})
    assert shown(response) == [row.product_id]
    assert "Conditional for Germany" in response.text
    assert "Cleared for Germany" not in response.text


def test_conditional_is_separate(client):
    cleared(state=Clearance.State.CONDITIONAL)

    response = client.get(URL, {"to": "DE", "conditional": "true"})

    assert "Conditional for Germany" in response.text
    assert "is cleared or conditional for Germany" in response.text


def test_a_suspended_suppliers_products_are_gone_with_the_suspension(client):
    row = cleared()
    update_catalogue_of([row.product], at=NOON)
    assert shown(client.get(URL, {"to": "DE"})) == [row.product_id]

    Supplier.objects.update(status=Supplier.Status.SUSPENDED)
    update_catalogue_of_supplier(row.supplier, at=NOON)

    assert shown(client.get(URL, {"to": "DE"})) == []


def test_a_product_taken_off_the_list_is_gone(client):
    row = cleared()
    Product.objects.update(is_listed=False)
    update_catalogue_of([row.product], at=NOON)

    assert shown(client.get(URL, {"to": "DE"})) == []


def test_the_destination_is_remembered_and_a_url_carries_its_own(client):
    client.get(URL, {"to": "DE"})

    assert client.get(URL).context["here"].code == "DE"
    assert client.get(URL, {"to": "US"}).context["here"].code == "US"
    assert client.get(URL).context["here"].code == "US"


def test_a_buyers_own_country_is_the_first_destination(client):
    client.force_login(BuyerFactory(country="FR").user)

    assert client.get(URL).context["here"].code == "FR"


def test_a_destination_without_rules_is_not_assessed(client):
    cleared()

    response = client.get(URL, {"to": "TV"})

    assert shown(response) == []
    assert "Not assessed" in response.text


def test_an_unknown_destination_is_named_and_the_remembered_one_shown(client):
    client.get(URL, {"to": "DE"})

    response = client.get(URL, {"to": "<b>XX"})

    assert response.context["here"].code == "DE"
    assert "We know no destination “&lt;b&gt;XX”. You see Germany." in response.text


@pytest.mark.parametrize(
    "query",
    [
        "on=garbage",
        "on=0001-01-01",
        "on=9999-12-31",
        "on=%00",
        "until=9999-12-31",
        "price=1e999",
        "price=" + "9" * 4000,
        "moq=99999999999999999999",
        "capacity=1e30",
        "type=unknown",
        "sort=x",
        "province=99",
        "q=" + "a" * 300,
        "q=%00",
        "standard=%00",
    ],
)
def test_bad_input_is_answered_next_to_its_field(client, query):
    row = cleared()

    response = client.get(f"{URL}?to=DE&{query}")

    assert response.status_code == 200
    assert shown(response) == [row.product_id]
    name = query.partition("=")[0]
    assert list(response.context["form"].errors) == [name]
    assert str(response.context["form"].errors[name][0]) in response.text.replace("&#x27;", "'")


@pytest.mark.parametrize("mark", ["garbage", "%00", "-", "A" * 5000, "Wzk5OTksMV0"])
def test_a_mark_that_leads_nowhere_leads_to_the_first_page(client, mark):
    cleared()

    response = client.get(f"{URL}?to=DE&sort=moq&page={mark}")

    assert (response.status_code, response["Location"]) == (302, "/catalogue/?to=DE&sort=moq")


def test_pages_lead_on_and_back_with_every_filter_in_the_url(client, monkeypatch):
    monkeypatch.setattr(pages, "SIZE", 2)
    rows = [cleared(moq=moq) for moq in (3, 1, 2)]

    first = client.get(URL, {"to": "DE", "sort": "moq", "q": ""})
    second = client.get(first.context["next_url"])
    back = client.get(second.context["previous_url"])

    assert shown(first) == shown(back) == [rows[1].product_id, rows[2].product_id]
    assert shown(second) == [rows[0].product_id]
    assert second.context["form"].cleaned_data["sort"] == "moq"
    assert "q=" not in first.context["next_url"]


def test_with_htmx_only_the_results_come_and_the_url_says_what_is_chosen(client):
    row = cleared()

    response = client.get(URL, {"to": "DE", "q": "", "sort": "moq"}, headers={"HX-Request": "true"})

    assert shown(response) == [row.product_id]
    assert "<html" not in response.text
    assert 'id="facets"' in response.text
    assert response["HX-Push-Url"] == "/catalogue/?to=DE&sort=moq"
    assert {"HX-Request", "Cookie"} <= set(response["Vary"].replace(" ", "").split(","))


def test_today_is_not_in_the_url_because_tomorrow_it_would_be_yesterday(client):
    today = timezone.localdate()

    def pushed(day):
        query = {"to": "DE", "on": day.isoformat()}
        return client.get(URL, query, headers={"HX-Request": "true"})["HX-Push-Url"]

    assert pushed(today) == "/catalogue/?to=DE"
    assert pushed(today + timedelta(days=1)) == f"/catalogue/?to=DE&on={today + timedelta(days=1)}"


def test_products_of_any_type_can_be_selected(client):
    row = cleared()

    of_one_type = client.get(URL, {"to": "DE", "type": "medical_mask"}).text
    of_any = client.get(URL, {"to": "DE"}).text

    button = f'form="selection" name="add" value="{row.product_id}" aria-pressed="false"'
    assert (button in of_one_type, button in of_any) == (True, True)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("query", ["to=DE", FILTERS])
def test_the_catalogues_query_count_signed_in(client, count, query, django_assert_num_queries):
    """Session, person, unread notices; counts; the page with its pictures and prices."""
    client.force_login(BuyerFactory().user)
    client.get(f"{URL}?{query}")  # what a process reads once
    for _number in range(count):
        row = cleared(words=" mask ", standards="|EN 149|")
        PriceTierFactory(product=row.product)
        ProductPictureFactory(product=row.product)

    with django_assert_num_queries(5):
        response = client.get(f"{URL}?{query}")
    assert len(shown(response)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_catalogues_query_count_for_a_visitor(client, count, django_assert_num_queries):
    client.get(URL, {"to": "DE"})
    for _number in range(count):
        cleared()

    with django_assert_num_queries(2):
        client.get(URL)


def test_the_home_pages_count_follows_its_sentence(client):
    cleared()

    response = client.get(reverse("buyers:count"), {"type": "medical_mask", "to": "DE"})

    assert "<strong>1</strong> product is cleared for Germany" in response.text


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example", "no page"])
def test_a_destination_off_this_site_is_never_gone_to(client, onward):
    response = client.post(reverse("buyers:destination"), {"to": "DE", "next": onward})

    assert response["Location"] == "/catalogue/"


def test_choosing_no_country_says_so(client):
    response = client.post(reverse("buyers:destination"), {"to": "XX", "next": "/catalogue/?q=a"})

    assert (response.status_code, response.context["next"]) == (422, "/catalogue/?q=a")
    assert "Choose a country from the list." in response.text


def test_a_supplier_product_page_belongs_to_the_catalogue(client):
    product = ProductFactory(is_listed=False)

    assert client.get(product.get_absolute_url()).status_code == 404


def test_what_is_ready_stands_in_a_list_of_its_own_with_what_the_buyer_arranges(client):
    row = cleared(state=Clearance.State.READY, to_arrange=[{"type": "eu_ppe_module_b", "with": {"standard": "EN 149"}}])
    cleared(state=Clearance.State.READY_CONDITIONAL)

    assert shown(client.get(URL, {"to": "DE"})) == []
    response = client.get(URL, {"to": "DE", "show": "ready"})

    assert shown(response) == [row.product_id]
    assert "Ready for Germany until" in response.text
    assert re.search(r"You arrange:.*\(standard EN 149\)", response.text)
    assert "product is ready for Germany" in response.text


def test_what_is_ready_to_be_confirmed_is_shown_on_request(client):
    cleared(state=Clearance.State.READY_CONDITIONAL)

    response = client.get(URL, {"to": "DE", "show": "ready", "conditional": "true"})

    assert len(shown(response)) == 1
    assert "Ready, to be confirmed" in response.text


def test_the_list_of_what_is_ready_keeps_the_filters_and_the_filters_keep_the_list(client):
    response = client.get(URL, {"to": "DE", "show": "ready", "moq": "100000"})

    assert [tab.url for tab in response.context["tabs"]] == [
        "/catalogue/?to=DE&moq=100000",
        "/catalogue/?to=DE&moq=100000&show=ready",
    ]
    assert '<input type="hidden" name="show" value="ready">' in response.text
