from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from django.utils.formats import date_format

from buyers.models import Enquiry
from suppliers.models import Supplier
from tests.factories import ProductFactory, ProductTypeFactory, SupplierFactory, UserFactory

pytestmark = pytest.mark.usefixtures("law")
ENQUIRE = "/enquire/"


@pytest.fixture
def products(db):
    return [ProductFactory(), ProductFactory()]


def need(*products, **changes):
    soon = timezone.localdate() + timedelta(days=30)
    quantity = changes.pop("quantity", "50,000")
    said = {"needed_by": soon.isoformat(), "destination": "DE", "message": "Please quote.", **changes}
    return {"product": [one.pk for one in products], **{f"quantity-{one.pk}": quantity for one in products}, **said}


def send(client, typed, **kwargs):
    """Send it, and once more with what stands against it noted, as the page does."""
    first = client.post(ENQUIRE, typed, **kwargs)
    noted = first.context["noted"] if first.status_code == 200 and first.context else ""
    return client.post(ENQUIRE, {**typed, "noted": noted}, **kwargs) if noted else first


def listed(response):
    return [row.product.pk for row in response.context["rows"]]


def test_a_visitor_fills_it_in_and_is_asked_for_an_account_at_the_end(client, products):
    page = client.get(ENQUIRE, {"product": products[0].pk})
    assert "To send it you need an account" in page.text
    assert 'type="file"' not in page.text

    typed = need(products[0], message="Boxes of 50, please.")
    response = send(client, typed, headers={"Referer": "http://testserver/enquire/"})

    assert response["Location"] == "/account/login/?next=%2Fenquire%2F%3Fdraft%3Dkept"
    assert "Your enquiry is kept." in client.get(response["Location"]).text
    assert not Enquiry.objects.exists()


def test_what_a_visitor_typed_is_there_after_signing_in(client, buyer, products):
    send(client, need(*products, message="Boxes of 50, please.", quantity="12,000"))
    client.force_login(buyer)

    page = client.get("/enquire/?draft=kept")

    assert listed(page) == [one.pk for one in products]
    assert "Boxes of 50, please." in page.text
    assert page.text.count('value="12,000"') == 2


def test_the_selection_for_the_destination_is_asked_about_and_then_empty(client, buyer, products):
    client.force_login(buyer)
    client.post("/selection/", {"add": products[0].pk, "to": "DE", "quantity": "9,000"})
    client.post("/selection/", {"add": products[1].pk, "to": "US"})

    page = client.get(ENQUIRE, {"to": "DE"})
    assert (listed(page), page.context["rows"][0].fields.quantity.value()) == ([products[0].pk], "9,000")
    send(client, need(products[0]))

    left = [row.line.product for group in client.get("/selection/").context["groups"] for row in group.rows]
    assert left == [products[1].pk]


def test_who_has_not_said_for_whom_they_buy_is_asked_and_comes_back(client, products):
    client.force_login(UserFactory())

    asked = client.get(ENQUIRE, {"product": products[0].pk})
    answer = client.post(
        asked["Location"],
        {"organisation": "Klinikum", "country": "DE", "next": client.get(asked["Location"]).context["next"]},
    )

    assert answer["Location"] == f"/enquire/?product={products[0].pk}"
    assert listed(client.get(answer["Location"])) == [products[0].pk]


def test_an_enquiry_is_sent_to_each_supplier_once(client, buyer, products):
    client.force_login(buyer)

    response = send(client, need(*products, products[0]))

    enquiry = Enquiry.objects.get()
    assert response["Location"] == enquiry.get_absolute_url()
    assert (enquiry.sent_by, enquiry.message) == (buyer, "Please quote.")
    assert [(line.product, line.quantity) for line in enquiry.lines.order_by("pk")] == [
        (one, 50_000) for one in products
    ]
    assert "Sent to 2 suppliers." in client.get(response["Location"]).text


def test_sent_from_two_tabs_it_goes_once_and_says_so(client, buyer, products):
    client.force_login(buyer)
    send(client, need(*products))

    response = send(client, need(*products), follow=True)

    assert Enquiry.objects.count() == 1
    assert response.redirect_chain == [(Enquiry.objects.get().get_absolute_url(), 302)]
    assert "Nothing was sent a second time." in response.text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"quantity": "0"}, "quantity"),
        ({"quantity": "-5"}, "quantity"),
        ({"quantity": "99999999999999999999"}, "quantity"),
        ({"quantity": "many"}, "quantity"),
        ({"needed_by": "2020-01-01"}, "needed_by"),
        ({"needed_by": "garbage"}, "needed_by"),
        ({"needed_by": "03/10/2027"}, "needed_by"),
        ({"needed_by": "9999-12-31"}, "needed_by"),
        ({"needed_by": "2569-03-14"}, "needed_by"),
        ({"destination": "XX"}, "destination"),
        ({"destination": ""}, "destination"),
        ({"message": "a\x00b"}, "message"),
        ({"message": "a" * 4001}, "message"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, buyer, products, changes, field):
    client.force_login(buyer)

    response = client.post(ENQUIRE, need(products[0], **{"message": "My long letter.", **changes}))

    assert response.status_code == 422
    assert [name.partition("-")[0] for name in response.context["form"].errors] == [field]
    assert listed(response) == [products[0].pk]
    if field != "message":
        assert "My long letter." in response.text
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(("day", "filled"), [("2027年3月14日", "2027-03-14"), ("14.03.2027", "")])
def test_the_day_of_the_address_is_filled_in_or_called_none(client, buyer, products, day, filled):
    client.force_login(buyer)

    response = client.get(ENQUIRE, {"product": products[0].pk, "to": "DE", "on": day})

    assert (response.context["form"]["needed_by"].value() or "") == (date.fromisoformat(filled) if filled else "")
    assert ("Enter the day as year, month and day" in response.text) is not bool(filled)


def test_an_empty_message_is_asked_for(client, buyer, products):
    client.force_login(buyer)

    response = client.post(ENQUIRE, need(products[0], message="  "))

    assert list(response.context["form"].errors) == ["message"]


def test_products_off_offer_are_left_out_and_counted(client, buyer, products):
    client.force_login(buyer)
    unlisted = ProductFactory(is_listed=False)
    suspended = ProductFactory(supplier=SupplierFactory(status=Supplier.Status.SUSPENDED))

    response = client.get(ENQUIRE, {"product": [products[0].pk, unlisted.pk, suspended.pk]})

    assert listed(response) == [products[0].pk]
    assert "2 products are no longer on offer and were left out." in response.text


@pytest.mark.parametrize("asked", ["", "product=garbage", "product=0", "product=%00", "product=" + "9" * 400])
def test_without_a_product_on_offer_the_buyer_is_led_to_the_catalogue(client, buyer, asked):
    client.force_login(buyer)

    response = client.get(f"{ENQUIRE}?{asked}")

    assert (response.status_code, response["Location"]) == (302, "/catalogue/")


def test_products_of_several_types_are_sent_together_and_can_be_taken_out(client, buyer, products):
    client.force_login(buyer)
    gown = ProductFactory(product_type=ProductTypeFactory(id="gown"))

    send(client, need(products[0], gown))
    send(client, need(gown))

    assert [enquiry.lines.count() for enquiry in Enquiry.objects.order_by("pk")] == [2, 1]


def doubts(response):
    return [doubt.text for row in response.context["rows"] for doubt in row.state.doubts]


def test_what_stands_against_a_line_is_said_once_and_forbids_nothing(client, buyer):
    client.force_login(buyer)
    product = ProductFactory(moq=100_000, lead_time_days=45, monthly_capacity=20_000)
    soon = timezone.localdate() + timedelta(days=2)
    typed = need(product, quantity="50,000", needed_by=soon.isoformat())

    page = client.post(ENQUIRE, typed)

    assert page.status_code == 200
    assert doubts(page) == [
        f"Not cleared for Germany on {date_format(soon)}. Missing: Declaration; Business licence; Test report (standard EN 1)",
        "Below the minimum order of 100,000.",
        "More than the 20,000 that the supplier can make in a month.",
        "Needed before the lead time of 45 days is over, carriage not counted.",
    ]
    assert not Enquiry.objects.exists()
    client.post(ENQUIRE, {**typed, "noted": page.context["noted"]})
    assert Enquiry.objects.count() == 1


def test_a_new_doubt_is_said_although_others_were_noted(client, buyer):
    client.force_login(buyer)
    product = ProductFactory(moq=100_000)
    first = client.post(ENQUIRE, need(product, quantity="200,000"))

    page = client.post(ENQUIRE, {**need(product, quantity="50,000"), "noted": first.context["noted"]})

    assert "Below the minimum order of 100,000." in doubts(page)
    assert not Enquiry.objects.exists()


def test_more_than_ten_suppliers_cannot_be_asked(client, buyer):
    client.force_login(buyer)
    many = [ProductFactory() for _number in range(11)]

    response = client.post(ENQUIRE, need(*many))

    assert "An enquiry goes to at most 10 suppliers." in response.text
    assert len(listed(response)) == 11
    assert not Enquiry.objects.exists()


def test_too_many_enquiries_in_a_day_keep_what_was_typed_whatever_address_is_forged(client, buyer, products, settings):
    cache.clear()
    settings.DAILY_LIMITS = {"enquiries": 1}
    client.force_login(buyer)
    send(client, need(products[0]))

    page = send(client, need(products[1], message="My long letter."), headers={"X-Forwarded-For": "203.0.113.9"})

    assert page.status_code == 422
    assert "as many enquiries as one person may send" in page.text
    assert "My long letter." in page.text
    assert Enquiry.objects.count() == 1
