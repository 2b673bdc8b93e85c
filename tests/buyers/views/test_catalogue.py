import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.clearances.judging import update_catalogue_of, update_catalogue_of_supplier
from audits.models import Clearance, OfferTraits
from buyers.catalogue import pages, reference
from buyers.models import ExchangeRate
from kpmarket.foundation.places import day_there
from suppliers.models import Product, Supplier
from tests.audits import small_law
from tests.audits.site_audits import worlds
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
    "&standard=EN+149&maker=manufacturer&quantity=50,000&sort=until"
)


def cleared(**facts):
    facts.setdefault("valid_until", timezone.localdate() + timedelta(days=30))
    return ClearanceFactory(**facts)


def shown(response):
    """Keys of the products whose rows are on the page, in order."""
    return [int(key) for row in response.context["rows"] for key in re.findall(r'"/products/(\d+)/\?to=', row)]


def test_without_a_destination_the_reader_is_asked_for_one_and_comes_back(client):
    response = client.get(URL, {"type": "medical_mask", "q": "a&b"})

    assert response.status_code == 302
    asked = client.get(response["Location"])
    onward = asked.context["next"]
    chosen = client.post(reverse("buyers:destination"), {"to": "DE", "next": onward})
    assert chosen["Location"] == "/catalogue/?to=DE&type=medical_mask&q=a%26b"
    assert client.get(chosen["Location"]).context["here"].code == "DE"


def test_only_what_is_cleared_there_today_is_shown(client):
    row = cleared()
    cleared(valid_until=timezone.localdate() - timedelta(days=2))
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

    assert shown(client.get(URL, {"to": "DE", "show": "cleared"})) == []
    response = client.get(URL, {"to": "DE", "show": "conditional"})
    assert shown(response) == [row.product_id]
    assert re.search(r"</svg>Conditional</span>", response.text)


def test_the_first_list_that_is_not_empty_opens_and_says_why(client):
    ready = cleared(state=Clearance.State.READY)
    conditional = cleared(state=Clearance.State.CONDITIONAL)

    opened = client.get(URL, {"to": "DE"})

    assert (opened.context["standing"], shown(opened)) == ("ready", [ready.product_id])
    assert "Nothing is cleared for Germany under these conditions: you see what comes nearest." in opened.text
    assert "once your side holds what each row names" in opened.text
    asked = client.get(URL, {"to": "DE", "show": "conditional"})
    assert shown(asked) == [conditional.product_id]


def test_every_list_has_its_count_under_every_filter(client):
    cleared(moq=10)
    cleared(moq=5000)
    cleared(moq=10, state=Clearance.State.READY)
    cleared(moq=10, state=Clearance.State.READY_CONDITIONAL)
    cleared(moq=10, state=Clearance.State.PROHIBITED)

    def counts(**asked):
        return {tab.label: tab.count for tab in client.get(URL, {"to": "DE", **asked}).context["tabs"]}

    assert list(counts().values()) == ["2", "1", "1", "0", "1"]
    assert list(counts(moq="10").values()) == ["1", "1", "1", "0", "1"]


def test_what_the_law_forbids_stands_in_a_list_of_its_own(client):
    cleared()
    forbidden = cleared(state=Clearance.State.PROHIBITED)

    response = client.get(URL, {"to": "DE", "show": "prohibited"})

    assert shown(response) == [forbidden.product_id]
    assert "<strong>1</strong> product is prohibited in Germany on" in response.text


def test_an_empty_list_leads_to_the_others_and_names_each_condition(client):
    cleared()

    response = client.get(URL, {"to": "DE", "show": "prohibited", "moq": "100000"})

    assert "Where to go from here" in response.text
    assert "/catalogue/?to=DE&amp;moq=100000&amp;show=cleared" in response.text
    assert "Without: Minimum order at most: 100,000" in response.text


def test_a_sentence_with_a_count_carries_every_condition(client):
    cleared(standards="|EN 149|")

    query = {"to": "DE", "q": "gown", "type": "medical_mask", "standard": "EN 149", "lead_time": "9"}
    response = client.get(URL, query)

    said = re.sub(r"<[^>]+>|\s+", " ", response.text.partition('<p role="status">')[2].partition("</p>")[0])
    assert "products are cleared for Germany on" in said
    for words in ("“gown”", "Lead time at most, days: 9", "Standard and class: EN 149"):
        assert words in said


def test_a_site_audit_that_holds_on_the_day_asked_about_narrows_the_list_and_says_so(client):
    today = timezone.localdate()
    audited, _other = cleared(valid_until=today + timedelta(days=900)), cleared()
    worlds.reported(supplier=audited.supplier, at=timezone.now())

    page = client.get(URL, {"to": "DE", "site": "holds"})
    over = client.get(URL, {"to": "DE", "site": "holds", "on": (today + timedelta(days=701)).isoformat()})

    assert (shown(page), shown(over)) == ([audited.product_id], [])
    assert [one.words for one in page.context["conditions"]] == ["Site audit: Holds on that day"]
    assert shown(client.get(f"{URL}?{page.context['conditions'][0].rest}&on={today + timedelta(days=701)}")) != []


def test_each_condition_is_a_link_that_takes_it_alone_away(client):
    cleared()

    response = client.get(URL, {"to": "DE", "standard": ["EN 149", "EN 14683"], "moq": "9", "page": ""})

    assert {one.words: one.rest for one in response.context["conditions"]} == {
        "Minimum order at most: 9": "to=DE&standard=EN+149&standard=EN+14683",
        "Standard and class: EN 149": "to=DE&standard=EN+14683&moq=9",
        "Standard and class: EN 14683": "to=DE&standard=EN+149&moq=9",
    }


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


def test_a_destination_without_rules_is_not_assessed(client):
    cleared()

    response = client.get(URL, {"to": "TV"})

    assert shown(response) == []
    assert "Not assessed" in response.text


def test_an_unknown_destination_is_named_and_the_chosen_one_shown(client):
    client.post(reverse("buyers:destination"), {"to": "DE"})

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
    assert "Page 2 of 2" in second.text
    assert first.context["next_url"].endswith("#results")


def test_with_htmx_only_the_results_come_and_the_url_says_what_is_chosen(client):
    row = cleared()

    response = client.get(URL, {"to": "DE", "q": "", "sort": "moq"}, headers={"HX-Request": "true"})

    assert shown(response) == [row.product_id]
    assert "<html" not in response.text
    assert 'id="facets"' in response.text
    assert response["HX-Push-Url"] == "/catalogue/?to=DE&sort=moq"
    assert {"HX-Request", "Cookie"} <= set(response["Vary"].replace(" ", "").split(","))


def test_today_is_not_in_the_url_because_tomorrow_it_would_be_yesterday(client):
    today = day_there("DE", timezone.now())

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
    """Session, person, unread notices; counts of the lists; counts of the facets; the page with its pictures and prices."""
    client.force_login(BuyerFactory().user)
    client.get(f"{URL}?{query}")  # what a process reads once
    traits = OfferTraits.objects.create(digest="made by hand", tokens="|maker=manufacturer|")
    for _number in range(count):
        row = cleared(words=" mask ", standards="|EN 149|", traits=traits)
        PriceTierFactory(product=row.product)
        ProductPictureFactory(product=row.product)

    with django_assert_num_queries(6):
        response = client.get(f"{URL}?{query}")
    assert len(shown(response)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_catalogues_query_count_for_a_visitor(client, count, django_assert_num_queries):
    client.get(URL, {"to": "DE"})
    for _number in range(count):
        cleared()

    with django_assert_num_queries(3):
        client.get(URL, {"to": "DE"})


def test_the_home_pages_count_follows_its_sentence(client):
    cleared()

    response = client.get(reverse("buyers:count"), {"type": "medical_mask", "to": "DE"})

    assert "<strong>1</strong> product is cleared for Germany" in response.text
    assert "How the others stand" not in response.text


def test_where_nothing_is_cleared_the_home_page_says_how_the_others_stand(client):
    cleared(state=Clearance.State.READY)

    response = client.get(reverse("buyers:count"), {"type": "medical_mask", "to": "DE"})

    assert "<strong>0</strong> products are cleared for Germany" in response.text
    assert [(str(one.label), one.count) for one in response.context["others"]] == [("Ready: you arrange the rest", "1")]
    assert "type=medical_mask" in response.context["others"][0].url


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example", "no page"])
def test_a_destination_off_this_site_is_never_gone_to(client, onward):
    response = client.post(reverse("buyers:destination"), {"to": "DE", "next": onward})

    assert response["Location"] == "/catalogue/?to=DE"


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

    response = client.get(URL, {"to": "DE", "show": "ready"})

    assert shown(response) == [row.product_id]
    assert re.search(r"You arrange:.*\(standard EN 149\)", response.text)
    assert "product is ready for Germany" in response.text


def test_the_lists_keep_the_filters_and_the_filters_keep_the_list(client):
    response = client.get(URL, {"to": "DE", "show": "ready", "moq": "100000"})

    assert [tab.url for tab in response.context["tabs"]][:2] == [
        "/catalogue/?to=DE&moq=100000&show=cleared",
        "/catalogue/?to=DE&moq=100000&show=ready",
    ]
    assert '<input type="hidden" name="show" value="ready">' in response.text


def test_the_price_is_that_of_the_quantity(client):
    row = cleared(product__moq=100)
    for quantity, price in ((100, "0.50"), (1000, "0.40"), (50_000, "0.30")):
        PriceTierFactory(product=row.product, from_quantity=quantity, unit_price=Decimal(price))

    def price(**asked):
        return re.search(r"<span>(US\$\S+) / piece</span>", client.get(URL, {"to": "DE", **asked}).text)[1]

    assert price() == "US$0.50"
    assert price(quantity="1,000") == "US$0.40"
    assert price(quantity="49999") == "US$0.40"
    assert price(quantity="50.000") == "US$0.30"
    assert price(quantity="5") == "US$0.50"


def test_few_products_are_sorted_by_the_price_of_the_quantity(client):
    cheap_in_bulk, cheap_in_little = cleared(price_usd=1), cleared(price_usd=2)
    for row, first, second in ((cheap_in_bulk, "1", "0.1"), (cheap_in_little, "0.9", "0.8")):
        PriceTierFactory(product=row.product, from_quantity=1, unit_price=Decimal(first))
        PriceTierFactory(product=row.product, from_quantity=1000, unit_price=Decimal(second))

    def order(quantity):
        return shown(client.get(URL, {"to": "DE", "quantity": quantity}))

    assert order(10) == [cheap_in_little.product_id, cheap_in_bulk.product_id]
    assert order(1000) == [cheap_in_bulk.product_id, cheap_in_little.product_id]


def test_a_lead_time_that_ends_after_the_day_asked_about_is_said(client):
    cleared(product__lead_time_days=14)
    near, far = (timezone.localdate() + timedelta(days=days) for days in (5, 20))

    assert "after your day" in client.get(URL, {"to": "DE", "on": near}).text
    assert "after your day" not in client.get(URL, {"to": "DE", "on": far}).text
    assert "after your day" not in client.get(URL, {"to": "DE"}).text


def test_links_to_products_keep_destination_day_and_quantity(client):
    row = cleared()
    day = timezone.localdate() + timedelta(days=3)

    text = client.get(URL, {"to": "DE", "on": day, "quantity": "500"}).text

    assert f'href="/products/{row.product_id}/?to=DE&amp;on={day}&amp;quantity=500"' in text


def test_prices_stand_in_the_readers_currency_next_to_the_offers_own(client):
    ExchangeRate.objects.bulk_create(
        ExchangeRate(day=date(2026, 11, 2), currency=currency, per_euro=Decimal(rate))
        for currency, rate in (("USD", "2"), ("GBP", "0.5"))
    )
    reference.forget()
    row = cleared()
    PriceTierFactory(product=row.product, from_quantity=1, unit_price=Decimal("1.00"))

    euros, pounds = (client.get(URL, {"to": "DE", "currency": currency}).text for currency in ("", "GBP"))

    assert "<b>≈ €0.50</b> <span>US$1.00 / piece</span>" in euros
    assert "<b>≈ £0.25</b> <span>US$1.00 / piece</span>" in pounds
    assert "the European Central Bank’s reference rates of 2 November 2026" in euros


def test_without_rates_prices_keep_their_own_currency_and_that_is_said(client):
    row = cleared()
    PriceTierFactory(product=row.product, unit_price=Decimal("1.00"))

    text = client.get(URL, {"to": "DE"}).text

    assert "≈" not in text
    assert "We hold no exchange rates" in text


def test_what_is_selected_stays_selected_on_every_list(client):
    row = cleared()
    client.post(reverse("buyers:selection"), {"to": "DE", "add": row.product_id, "next": URL})

    for query in ({"sort": "moq"}, {"moq": "100000"}, {"show": "cleared"}):
        text = client.get(URL, {"to": "DE", **query}).text
        assert f'form="selection" name="drop" value="{row.product_id}" aria-pressed="true"' in text
        assert "1 product selected" in text


def test_each_language_has_an_address_and_filters_have_none_of_their_own(client, settings):
    settings.SITE_URL = "https://kp.example"
    cleared()
    kept = "https://kp.example/catalogue/?to=DE&amp;type=medical_mask"

    page = client.get(URL, {"to": "DE", "type": "medical_mask", "price": "9", "lang": "zh-hans"}).text

    assert '<html lang="zh-hans"' in page
    assert f'<link rel="canonical" href="{kept}&amp;lang=zh-hans">' in page
    assert f'<link rel="alternate" hreflang="en" href="{kept}">' in page
    assert '<html lang="en"' in client.get(URL, {"to": "DE"}).text
