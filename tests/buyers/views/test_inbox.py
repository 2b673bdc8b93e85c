from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    EnquiryFactory,
    MembershipFactory,
    MessageFactory,
    ProductFactory,
    ThreadFactory,
    UserFactory,
)

pytestmark = pytest.mark.usefixtures("countries")


@pytest.fixture
def thread(supplier_member):
    product = ProductFactory(supplier=supplier_member.suppliers.get())
    return ThreadFactory(product=product, enquiry=EnquiryFactory(sent_at=timezone.now()))


def inbox(thread):
    return reverse("buyers:inbox", args=[thread.supplier_id])


def page(thread, name="inbox-thread"):
    return reverse(f"buyers:{name}", args=[thread.supplier_id, thread.pk])


def state(client, thread):
    return dict(client.get(inbox(thread)).context["rows"])[thread]


def test_a_member_reads_what_is_asked_and_answers(client, supplier_member, thread):
    client.force_login(supplier_member)

    assert "Klinikum Musterstadt" in client.get(page(thread)).text
    response = client.post(page(thread), {"text": "0.04 each."})

    assert response["Location"] == page(thread)
    message = thread.messages.get()
    assert (message.author, message.is_from_buyer, message.text) == (supplier_member, False, "0.04 each.")


def test_the_buyers_address_is_not_on_the_page(client, supplier_member, thread):
    client.force_login(supplier_member)

    assert thread.enquiry.buyer.user.email not in client.get(page(thread)).text


def test_a_viewer_reads_and_does_not_write(client, thread):
    client.force_login(MembershipFactory(supplier=thread.supplier, role="viewer").user)

    assert client.get(inbox(thread)).status_code == client.get(page(thread)).status_code == 200
    assert "<textarea" not in client.get(page(thread)).text
    assert client.post(page(thread), {"text": "Hello"}).status_code == 404
    assert client.post(page(thread, "inbox-read")).status_code == 404
    assert not thread.messages.exists()


def test_strangers_and_the_buyer_find_no_inbox(client, thread, stranger):
    for person in (stranger, thread.enquiry.buyer.user, UserFactory()):
        client.force_login(person)
        assert client.get(inbox(thread)).status_code == 404
        assert client.get(page(thread)).status_code == 404
        assert client.post(page(thread), {"text": "Hello"}).status_code == 404
        assert client.post(page(thread, "inbox-read")).status_code == 404
    assert not thread.messages.exists()


def test_a_conversation_of_another_company_is_not_in_ones_own_inbox(client, stranger, thread):
    own = stranger.suppliers.get()
    client.force_login(stranger)

    url = reverse("buyers:inbox-thread", args=[own.pk, thread.pk])

    assert client.get(url).status_code == client.post(url, {"text": "Hello"}).status_code == 404


def test_an_empty_answer_is_asked_for(client, supplier_member, thread):
    client.force_login(supplier_member)

    response = client.post(page(thread), {"text": " "})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["text"])


def test_an_answer_sent_twice_is_one_answer(client, supplier_member, thread):
    client.force_login(supplier_member)
    client.post(page(thread), {"text": "0.04 each."})

    response = client.post(page(thread), {"text": "0.04 each."}, follow=True)

    assert "Nothing was sent a second time." in response.text
    assert thread.messages.count() == 1


def test_after_fifteen_days_it_is_too_late_for_a_first_answer(client, supplier_member, thread):
    thread.enquiry.sent_at = timezone.now() - timedelta(days=16)
    thread.enquiry.save()
    client.force_login(supplier_member)

    response = client.post(page(thread), {"text": "Hello"}, follow=True)

    assert "This enquiry is over" in response.text
    assert not thread.messages.exists()
    assert state(client, thread) == "over"


def test_a_row_says_who_waits_for_whom(client, supplier_member, thread):
    client.force_login(supplier_member)
    assert state(client, thread) == "new"

    client.post(page(thread, "inbox-read"), headers={"HX-Request": "true"})
    assert state(client, thread) == "open"

    client.post(page(thread), {"text": "0.04 each."})
    assert state(client, thread) == "replied"

    MessageFactory(thread=thread, sent_at=timezone.now() + timedelta(seconds=1))
    assert state(client, thread) == "new"


@pytest.mark.parametrize("count", [1, 3])
def test_the_inboxs_query_count(client, supplier_member, thread, count, django_assert_num_queries):
    for _number in range(count):
        MessageFactory(thread=ThreadFactory(product=ProductFactory(supplier=thread.supplier)))
    client.force_login(supplier_member)
    client.get(inbox(thread))

    with django_assert_num_queries(7):
        response = client.get(inbox(thread))
    assert len(response.context["rows"]) == count + 1


def test_too_many_answers_in_a_day_keep_what_was_typed(client, supplier_member, thread, settings):
    cache.clear()
    settings.DAILY_LIMITS = {"replies": 1}
    client.force_login(supplier_member)
    client.post(page(thread), {"text": "0.04 each."})

    response = client.post(page(thread), {"text": "My long answer."})

    assert response.status_code == 422
    assert "as many messages as one person may send" in response.text
    assert "My long answer." in response.text
    assert thread.messages.count() == 1


def test_an_answer_typed_while_the_session_had_ended_stands_there_after_signing_in(client, supplier_member, thread):
    sent = client.post(
        page(thread), {"text": "0.04 each, boxed."}, headers={"Referer": f"http://testserver{page(thread)}"}
    )
    assert sent["Location"] == f"/account/login/?next={page(thread)}"
    client.force_login(supplier_member)

    assert "0.04 each, boxed.</textarea>" in client.get(page(thread)).text
    client.post(page(thread), {"text": "0.04 each, boxed."})
    assert "boxed.</textarea>" not in client.get(page(thread)).text
