import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from buyers.models import Thread
from tests.factories import (
    BuyerFactory,
    EnquiryFactory,
    MembershipFactory,
    MessageFactory,
    ThreadFactory,
)

pytestmark = pytest.mark.usefixtures("countries")


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
    assert [bool(form.errors) for _thread, _rows, form in response.context["threads"]] == [False, True]


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

    with django_assert_num_queries(7):
        response = client.get(reverse("buyers:enquiries"))
    assert [(one.asked, one.answered, one.fresh) for one in response.context["page"]] == [(count,) * 3] * count


@pytest.mark.parametrize("count", [1, 3])
def test_one_enquirys_query_count(client, buyer, thread, count, django_assert_num_queries):
    for _number in range(count):
        MessageFactory(thread=ThreadFactory(enquiry=thread.enquiry))
        MessageFactory(thread=thread)
    client.force_login(buyer)
    client.get(thread.enquiry.get_absolute_url())

    with django_assert_num_queries(14):
        client.get(thread.enquiry.get_absolute_url())


@pytest.mark.parametrize("page", ["0", "-1", "99", "garbage", "\x00"])
def test_any_page_of_the_list_is_answered(client, buyer, thread, page):
    client.force_login(buyer)

    response = client.get(reverse("buyers:enquiries"), {"page": page})

    assert list(response.context["page"]) == [thread.enquiry]


def test_too_many_messages_in_a_day_keep_what_was_typed(client, buyer, thread, settings):
    cache.clear()
    settings.DAILY_LIMITS = {"replies": 1}
    client.force_login(buyer)
    typed = {"thread": thread.pk, "text": "When?"}
    client.post(thread.enquiry.get_absolute_url(), typed)

    page = client.post(thread.enquiry.get_absolute_url(), {**typed, "text": "My long question."})

    assert page.status_code == 422
    assert "as many messages as one person may send" in page.text
    assert "My long question." in page.text
    assert thread.messages.count() == 1


def test_the_buyer_reads_until_when_suppliers_may_answer_on_their_own_clock(client):
    asked = EnquiryFactory(buyer=BuyerFactory(country="BR"), sent_at=timezone.now())
    client.force_login(asked.buyer.user)

    assert "12:59" in client.get(asked.get_absolute_url()).text
    type(asked.buyer).objects.update(time_zone="Asia/Shanghai")
    assert "the end of that day in China" not in client.get(asked.get_absolute_url()).text
