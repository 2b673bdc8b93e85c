"""The pages on which freight quotes and rates are typed, compared and downloaded."""

import re

import pytest
from django.urls import reverse

from buyers.delivery.models import DutyRate, FreightQuote, GuestLink
from tests.buyers.delivery.services.costs.test_landing import packed_order, quoted
from tests.factories import MembershipFactory
from tests.factories.quotes import QuoteFactory

pytestmark = pytest.mark.django_db
TYPED = {
    "forwarder": "Nordsee Spedition",
    "mode": "sea",
    "origin": "Shanghai",
    "destination": "Hamburg",
    "currency": "USD",
    "valid_until": "2099-12-20",
    "amount-FRT": "48.00",
    "per-FRT": "wm",
    "mark-FRT": "quoted",
    "mark-INS": "not_included",
    "per-INS": "shipment",
}


def filled(client, url):
    """The form as it comes, with what was typed into it."""
    form = client.get(url).context["form"]
    return {name: field.initial for name, field in form.fields.items() if field.initial is not None} | TYPED


def test_a_supplier_types_a_quote_and_the_buyer_reads_what_a_piece_costs(client):
    order = packed_order()
    client.force_login(order.seller)
    url = reverse("delivery:freight-new", args=[order.pk])

    assert client.post(url, filled(client, url)).status_code == 302

    quote = FreightQuote.objects.get()
    assert [(line.code, line.amount, line.mark) for line in quote.lines.all()] == [
        ("FRT", 4_800, "quoted"),
        ("INS", None, "not_included"),
    ]
    client.force_login(order.buyer.user)
    page = client.get(reverse("delivery:freight", args=[order.pk])).text
    assert "Nordsee Spedition" in page
    assert "USD 129.60" in page.replace("\xa0", " ")
    assert "nobody has stated a figure" in page


def test_what_was_typed_wrong_is_said_at_its_field(client):
    order = packed_order()
    client.force_login(order.seller)
    url = reverse("delivery:freight-new", args=[order.pk])
    wrong = {
        "amount-FRT": "4e9",
        "amount-INS": "5",
        "per-BAF": "container",
        "amount-BAF": "70",
        "transit_days_least": "9",
    }

    answer = client.post(url, {**filled(client, url), **wrong, "transit_days_most": "3"})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"amount-FRT", "amount-INS", "containers", "transit_days_most"}
    assert "4e9" in answer.text
    nothing = {**filled(client, url), "amount-FRT": "", "mark-INS": "quoted"}
    assert set(client.post(url, nothing).context["form"].errors) == {"amount-FRT"}


def test_a_rate_counts_with_its_source_and_day(client):
    order = packed_order()
    client.force_login(order.buyer.user)
    url = reverse("delivery:freight-rate", args=[order.pk])
    typed = {
        "product": order.lines.get().product_id,
        "kind": "duty",
        "percent": "6.5",
        "basis": "goods",
        "source": "TARIC 6307 90 98",
        "as_of": "2026-11-02",
    }

    assert client.post(url, {**typed, "as_of": "2999-01-01"}).status_code == 422
    client.post(url, typed)

    assert DutyRate.objects.get().basis_points == 650
    page = client.get(reverse("delivery:freight", args=[order.pk]), {"basis": "DDP"}).text
    assert "TARIC 6307 90 98" in page
    assert "USD 273.00" in page.replace("\xa0", " ")


def test_the_landed_cost_is_downloaded(client):
    order = packed_order()
    quoted(order)
    client.force_login(order.buyer.user)
    url = reverse("delivery:freight", args=[order.pk])

    sheet = client.get(url, {"format": "csv"}).content.decode("utf-8-sig")

    assert "Main carriage" in sheet
    assert client.get(url, {"format": "xlsx"}).content.startswith(b"PK")


def test_a_quote_has_the_same_page_before_the_order(client):
    quote = QuoteFactory()
    client.force_login(quote.thread.enquiry.buyer.user)
    url = reverse("delivery:quote-freight-new", args=[quote.pk])

    assert client.post(url, filled(client, url)).status_code == 302

    assert FreightQuote.objects.get().thread == quote.thread
    page, thread = reverse("delivery:quote-freight", args=[quote.pk]), quote.thread
    assert f'href="{quote.get_absolute_url()}"' in client.get(page).text
    client.force_login(MembershipFactory(supplier=thread.supplier).user)
    of_supplier = client.get(page).text
    assert "Nordsee Spedition" in of_supplier
    assert f'href="{reverse("buyers:inbox-thread", args=[thread.supplier_id, thread.pk])}"' in of_supplier


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_with_more_quotes(client, count, django_assert_num_queries):
    order = packed_order()
    for _ in range(count):
        quoted(order)
    client.force_login(order.buyer.user)
    url = reverse("delivery:freight", args=[order.pk])
    client.get(url)

    with django_assert_num_queries(14):
        client.get(url)


def test_a_forwarder_with_a_link_quotes_without_seeing_a_price_and_who_gave_it_gets_a_letter(client, mailoutbox):
    order = packed_order()
    client.force_login(order.buyer.user)
    ask = reverse("delivery:freight-link", args=[order.pk])
    guest = {"name": "Jens Petersen", "organisation": "Nordsee Spedition", "email": "jp@nordsee.example"}
    assert client.post(ask, guest).status_code == 422  # no language
    client.post(ask, {**guest, "language": "en"})
    letter = next(one for one in mailoutbox if one.to == ["jp@nordsee.example"])
    url = re.search(r"(/guest/freight/[\w-]{43}/)", letter.body)[1]
    client.logout()

    page = client.get(url)
    assert "25" in page.text and "FCA" in page.text and "4,200" not in page.text
    assert client.post(url, {**filled(client, url), "amount-FRT": "4e9"}).status_code == 422
    client.post(url, filled(client, url))

    quote = FreightQuote.objects.get()
    assert (quote.order, quote.side, quote.guest.organisation) == (order, "buyer", "Nordsee Spedition")
    assert any(one.to == [order.buyer.user.email] and "quoted the freight" in one.subject for one in mailoutbox)
    client.force_login(order.seller)
    assert "quoted by Jens Petersen" in client.get(reverse("delivery:freight", args=[order.pk])).text
    GuestLink.objects.update(revoked_at=quote.submitted_at)
    assert client.get(url).status_code == 404
