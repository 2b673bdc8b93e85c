"""Pages of evidence and of payments: what each side reads, types and is refused."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from buyers.trade.models import Evidence, EvidenceAnswer
from tests.buyers.trade.deals import arrives, held_order
from tests.buyers.trade.watched_orders import watched_order
from tests.factories.trade import BankAccountFactory, EvidenceFactory

pytestmark = pytest.mark.usefixtures("countries")
MOST_QUERIES = 23
"""Session, person, notices, the order with its sides, its facts and its watch."""
TRANSPORT = {
    "happened_on": "2026-11-20",
    "kind": "bill_of_lading",
    "number": "COSU6182004450",
    "carrier": "COSCO",
}


@pytest.fixture
def order(countries):
    return held_order()


@pytest.fixture
def report():
    """A scanned page."""
    picture = BytesIO()
    Image.effect_noise((300, 400), 60).save(picture, "PNG")
    return SimpleUploadedFile("report.png", picture.getvalue(), content_type="image/png")


def page(name, order, *more):
    return reverse(f"trade:{name}", args=[order.pk, *more])


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_whatever_was_submitted(client, order, number, django_assert_max_num_queries):
    for _one in range(number):
        EvidenceFactory(order=order, submitted_at=timezone.now(), happened_on=timezone.localdate())
    client.force_login(order.buyer.user)
    client.get(page("evidence", order))

    with django_assert_max_num_queries(MOST_QUERIES):
        shown = client.get(page("evidence", order)).content.decode()

    assert shown.count("Look at it and answer") == number


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"container": "CSQU3054384"}, "The last digit does not fit the others: compare it with the bill of lading."),
        ({"container": "CSQU305438"}, "A container number has four letters and seven digits."),
        ({"kind": "air_waybill", "number": "176-12345676"}, "compare it with the air waybill. (176-12345676)"),
        ({"happened_on": "2099-01-01"}, "This says it happened; the day is ahead."),
        ({"quantity": "52,501"}, "50,000 ordered"),
        ({"quantity": "-3"}, "Enter a whole number from 1 to 2,000,000,000, as 50,000."),
        ({"carrier": ""}, "An answer is needed here."),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(client, order, changes, sentence, report):
    client.force_login(order.seller)
    typed = {**TRANSPORT, **changes}

    answer = client.post(page("evidence-submit", order, "transport_document"), {**typed, "files": report})

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in shown
    assert all(value in shown for value in typed.values() if value)
    assert not Evidence.objects.exists()


def test_a_container_number_is_kept_in_one_form_however_it_is_typed(client, order, report):
    client.force_login(order.seller)
    typed = {**TRANSPORT, "container": "csqu 305438-3", "files": report}

    answer = client.post(page("evidence-submit", order, "transport_document"), typed)

    assert answer.status_code == 302
    kept = Evidence.objects.get()
    assert kept.facts["container"] == "CSQU3054383"
    assert [str(file) for file in kept.files.all()] == ["report.png"]


def test_the_supplier_sends_a_file_with_what_it_says(client, order):
    client.force_login(order.seller)

    answer = client.post(page("evidence-submit", order, "transport_document"), TRANSPORT)

    assert answer.status_code == 422


def test_a_return_says_what_is_missing(client, order):
    evidence = EvidenceFactory(order=order, submitted_at=timezone.now(), happened_on=timezone.localdate())
    client.force_login(order.buyer.user)
    url = reverse("trade:evidence-answer", args=[evidence.pk])

    refused = client.post(url, {"verdict": "returned"})
    client.post(url, {"verdict": "returned", "reasons": ["unreadable"]})

    assert "Say what is missing" in refused.content.decode()
    assert EvidenceAnswer.objects.get().reasons == ["unreadable"]


def test_who_pays_reads_the_holder_the_account_and_the_reference(client, order):
    client.force_login(order.buyer.user)

    shown = client.get(page("pay", order, 1)).content.decode()

    assert order.account.number in shown
    assert "Treuhandstelle Lindenau holds it for you" in shown
    assert f"KP20 2600 {f'{order.pk:08d}'[2:6]}" in shown
    assert client.get(page("pay-code", order, 1)).headers["Content-Type"] == "image/svg+xml"


def test_a_part_that_is_paid_asks_for_nothing(client, order):
    arrives(order, 126_000)
    client.force_login(order.buyer.user)

    shown = client.get(page("pay", order, 1)).content.decode()

    assert "Nothing is to be paid for this part now." in shown
    assert order.account.number not in shown
    assert client.get(page("pay-code", order, 1)).status_code == 404


def test_without_a_holder_the_page_says_that_nothing_is_assured(client, countries):
    order = watched_order(holder=None)
    client.force_login(order.buyer.user)

    shown = client.get(page("pay", order, 1)).content.decode()

    assert "There is no account that was checked for this order yet." in shown
    assert "holds it for you" not in shown


def test_money_that_serves_no_part_goes_back_with_one_press(client, order):
    arrives(order, 126_000)
    arrives(order, 100)
    client.force_login(order.buyer.user)

    assert page("pay-return", order) in client.get(order.get_absolute_url()).content.decode()
    for sentence in ("It goes back to you", "Nothing waits to be sent back."):
        answer = client.post(page("pay-return", order), follow=True)
        assert sentence in answer.content.decode()
        assert page("pay-return", order) not in answer.content.decode()


def test_late_evidence_is_shown_as_late_and_counts(client, countries):
    day = timezone.localdate()
    order = held_order(terms={"latest_shipment": day - timedelta(days=12)})
    BankAccountFactory(holder=order.holder)
    facts = {"kind": "bill_of_lading", "number": "COSU6182004450", "carrier": "COSCO"}
    EvidenceFactory(order=order, kind="transport_document", event="transport_document", facts=facts, happened_on=day)
    client.force_login(order.buyer.user)

    shown = client.get(page("evidence", order)).content.decode()

    assert "Late" in shown
    assert "Accepted by silence" in shown
