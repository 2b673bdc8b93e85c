from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from buyers.models import Enquiry, Thread
from suppliers.models import Supplier
from tests.factories import (
    BuyerFactory,
    EnquiryFactory,
    MembershipFactory,
    MessageFactory,
    ProductFactory,
    ProductTypeFactory,
    SupplierFactory,
    ThreadFactory,
    UserFactory,
)

pytestmark = pytest.mark.usefixtures("countries")
ENQUIRE = "/enquire/"


@pytest.fixture
def products(db):
    return [ProductFactory(), ProductFactory()]


def need(*products, **changes):
    soon = timezone.localdate() + timedelta(days=30)
    said = {"quantity": "50000", "needed_by": soon.isoformat(), "destination": "DE", "message": "Please quote."}
    return {"product": [product.pk for product in products], **said, **changes}


def listed(response):
    return [product.pk for product in response.context["products"]]


def test_a_visitor_signs_in_first_and_comes_back(client, products):
    response = client.get(ENQUIRE, {"product": products[0].pk})

    assert response["Location"] == f"/account/login/?next=/enquire/%3Fproduct%3D{products[0].pk}"


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

    response = client.post(ENQUIRE, need(*products, products[0]))

    enquiry = Enquiry.objects.get()
    assert response["Location"] == enquiry.get_absolute_url()
    assert (enquiry.sent_by, enquiry.quantity, enquiry.message) == (buyer, 50_000, "Please quote.")
    assert [thread.product for thread in enquiry.threads.order_by("pk")] == products
    assert "Sent to 2 suppliers." in client.get(response["Location"]).text


def test_sent_from_two_tabs_it_goes_once_and_says_so(client, buyer, products):
    client.force_login(buyer)
    client.post(ENQUIRE, need(*products))

    response = client.post(ENQUIRE, need(*products), follow=True)

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
    assert list(response.context["form"].errors) == [field]
    assert listed(response) == [products[0].pk]
    if field != "message":
        assert "My long letter." in response.text
    assert not Enquiry.objects.exists()


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


def test_products_of_several_types_cannot_be_sent_and_can_be_taken_out(client, buyer, products):
    client.force_login(buyer)
    gown = ProductFactory(product_type=ProductTypeFactory(id="gown"))

    refused = client.post(ENQUIRE, need(products[0], gown))

    assert "An enquiry is about one product type." in refused.text
    assert not Enquiry.objects.exists()
    client.post(ENQUIRE, need(gown))
    assert Enquiry.objects.get().product_type_id == "gown"


def test_more_than_ten_suppliers_cannot_be_asked(client, buyer):
    client.force_login(buyer)
    many = [ProductFactory() for _number in range(11)]

    response = client.post(ENQUIRE, need(*many))

    assert "An enquiry goes to at most 10 suppliers." in response.text
    assert len(listed(response)) == 11
    assert not Enquiry.objects.exists()


@pytest.fixture
def thread(buyer):
    return ThreadFactory(enquiry=EnquiryFactory(buyer=buyer.buyer, sent_at=timezone.now()))


def test_a_buyer_reads_the_answers_and_writes_again(client, buyer, thread):
    MessageFactory(thread=thread, author=MembershipFactory(supplier=thread.supplier).user, is_from_buyer=False)
    client.force_login(buyer)

    response = client.post(thread.enquiry.get_absolute_url(), {"thread": thread.pk, "text": "And boxed?"})

    assert response["Location"] == f"/enquiries/{thread.enquiry_id}/#thread-{thread.pk}"
    assert list(thread.messages.order_by("pk").values_list("text", "is_from_buyer")) == [
        ("Please quote.", False),
        ("And boxed?", True),
    ]


def test_an_empty_letter_is_asked_for_in_its_own_conversation(client, buyer, thread):
    other = ThreadFactory(enquiry=thread.enquiry)
    client.force_login(buyer)

    response = client.post(thread.enquiry.get_absolute_url(), {"thread": other.pk, "text": ""})

    assert response.status_code == 422
    assert [bool(form.errors) for _thread, form in response.context["threads"]] == [False, True]


@pytest.mark.parametrize("key", ["", "garbage", "999999"])
def test_a_letter_to_no_conversation_of_this_enquiry_is_not_kept(client, buyer, thread, key):
    elsewhere = ThreadFactory()
    client.force_login(buyer)

    client.post(thread.enquiry.get_absolute_url(), {"thread": key, "text": "Hello"})
    client.post(thread.enquiry.get_absolute_url(), {"thread": elsewhere.pk, "text": "Hello"})

    assert [one.messages.count() for one in Thread.objects.all()] == [0, 0]


@pytest.mark.parametrize("name", ["enquiry", "enquiry-read"])
def test_another_persons_enquiry_does_not_exist(client, thread, stranger, name):
    MembershipFactory(supplier=thread.supplier, user=stranger)
    for person in (stranger, BuyerFactory().user):
        client.force_login(person)
        url = reverse(f"buyers:{name}", args=[thread.enquiry_id])
        assert client.post(url, {"thread": thread.pk, "text": "Hello"}).status_code == 404
    assert client.get(thread.enquiry.get_absolute_url()).status_code == 404
    assert not thread.messages.exists()


def test_a_new_answer_is_marked_until_it_was_looked_at(client, buyer, thread):
    MessageFactory(thread=thread, is_from_buyer=False, sent_at=timezone.now())
    client.force_login(buyer)

    assert "New answer" in client.get(reverse("buyers:enquiries")).text
    assert client.get(thread.enquiry.get_absolute_url()).context["has_news"] is True
    read = client.post(reverse("buyers:enquiry-read", args=[thread.enquiry_id]), headers={"HX-Request": "true"})

    assert read.status_code == 204
    assert "New answer" not in client.get(reverse("buyers:enquiries")).text
    assert client.get(thread.enquiry.get_absolute_url()).context["has_news"] is False


def test_looking_alone_writes_nothing(client, buyer, thread):
    client.force_login(buyer)

    client.get(thread.enquiry.get_absolute_url())

    thread.refresh_from_db()
    assert thread.buyer_read_at is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_query_count(client, buyer, count, django_assert_num_queries):
    for _number in range(count):
        shown = EnquiryFactory(buyer=buyer.buyer)
        for _thread in range(count):
            MessageFactory(thread=ThreadFactory(enquiry=shown), is_from_buyer=False)
    client.force_login(buyer)
    client.get(reverse("buyers:enquiries"))

    with django_assert_num_queries(6):
        response = client.get(reverse("buyers:enquiries"))
    assert [(one.asked, one.answered, one.fresh) for one in response.context["page"]] == [(count,) * 3] * count


@pytest.mark.parametrize("count", [1, 3])
def test_one_enquirys_query_count(client, buyer, thread, count, django_assert_num_queries):
    for _number in range(count):
        MessageFactory(thread=ThreadFactory(enquiry=thread.enquiry))
        MessageFactory(thread=thread)
    client.force_login(buyer)
    client.get(thread.enquiry.get_absolute_url())

    with django_assert_num_queries(6):
        client.get(thread.enquiry.get_absolute_url())


@pytest.mark.parametrize("page", ["0", "-1", "99", "garbage", "\x00"])
def test_any_page_of_the_list_is_answered(client, buyer, thread, page):
    client.force_login(buyer)

    response = client.get(reverse("buyers:enquiries"), {"page": page})

    assert list(response.context["page"]) == [thread.enquiry]


def test_too_many_enquiries_in_a_day_keep_what_was_typed_whatever_address_is_forged(client, buyer, products, settings):
    cache.clear()
    settings.DAILY_LIMITS = {"enquiries": 1}
    client.force_login(buyer)
    client.post(ENQUIRE, need(products[0]))

    page = client.post(
        ENQUIRE, need(products[1], message="My long letter."), headers={"X-Forwarded-For": "203.0.113.9"}
    )

    assert page.status_code == 422
    assert "as many enquiries as one person may send" in page.text
    assert "My long letter." in page.text
    assert Enquiry.objects.count() == 1


def test_too_many_messages_in_a_day_keep_what_was_typed(client, buyer, products, settings):
    cache.clear()
    settings.DAILY_LIMITS = {"replies": 1}
    client.force_login(buyer)
    client.post(ENQUIRE, need(products[0]))
    thread = Thread.objects.get()
    typed = {"thread": thread.pk, "text": "When?"}
    client.post(thread.enquiry.get_absolute_url(), typed)

    page = client.post(thread.enquiry.get_absolute_url(), {**typed, "text": "My long question."})

    assert page.status_code == 422
    assert "as many messages as one person may send" in page.text
    assert "My long question." in page.text
    assert thread.messages.count() == 1
