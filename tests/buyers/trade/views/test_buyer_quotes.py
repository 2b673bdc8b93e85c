import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from buyers.catalogue import reference
from buyers.models import EnquiryLine, ExchangeRate
from buyers.trade.models import Quote
from kpmarket.foundation.outbox.models import Letter
from tests.factories import (
    BuyerFactory,
    BuyerMembershipFactory,
    EnquiryFactory,
    MembershipFactory,
    ProductFactory,
    ProductTypeFactory,
    ThreadFactory,
)
from tests.factories.quotes import QuoteFactory, revise

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def enquiry(db):
    today = timezone.localdate()
    return EnquiryFactory(buyer=BuyerFactory(), needed_by=today + timedelta(days=60), documents=["packing_list", "ifu"])


def quoted(enquiry, price, *, product=None, **terms):
    thread = ThreadFactory(enquiry=enquiry, product=product or ProductFactory(product_type=of_type()))
    soon = timezone.localdate() + timedelta(days=9)
    return QuoteFactory(thread=thread, prices=[price], terms={"valid_until": soon, **terms}, sent_at=timezone.now())


def of_type():
    return ProductTypeFactory(id="medical_mask")


def side_by_side(client, enquiry, **query):
    client.force_login(enquiry.buyer.user)
    return client.get(reverse("trade:quotes", args=[enquiry.pk]), query)


def cells(response, label):
    """What each offer says in the row of that label."""
    rows = [row for group in response.context["groups"] for section in group.sections for row in section.rows]
    return [cell.in_words for cell in next(row for row in rows if row.label == label).cells]


def test_quotes_are_compared_by_the_piece(client, enquiry):
    box = ProductFactory(product_type=of_type(), unit="box", pieces_per_unit=50)
    unknown = ProductFactory(product_type=of_type(), unit="box")
    quoted(enquiry, "0.0400")
    quoted(enquiry, "1.7500", product=box)
    quoted(enquiry, "1.7500", product=unknown)

    found = cells(side_by_side(client, enquiry, basis="FCA", currency="USD"), "Price per piece")

    assert found[:2] == ["US$0.04", "US$0.0350"]
    assert found[2].startswith("not stated")


def test_freight_is_added_only_where_the_quote_names_it_and_what_lacks_is_named(client, enquiry):
    quoted(enquiry, "0.0400", freight=100_000)
    quoted(enquiry, "0.0400")
    quoted(enquiry, "0.0500", incoterm="DAP", place="Hamburg")

    page = side_by_side(client, enquiry, basis="DAP", currency="USD")

    delivered = cells(page, "About, per piece, DAP, in USD")
    assert delivered[0].startswith("US$0.06 (without: Handling at the terminal and loading, Insurance")
    assert delivered[1].startswith("US$0.04 (without:")
    assert "Main carriage" in delivered[1]
    assert delivered[2] == "US$0.05"
    assert cells(page, "Added to reach DAP")[0].startswith("US$1,000.00 of the freight")


def test_other_currencies_are_estimates_by_the_rates_of_a_day(client, enquiry):
    ExchangeRate.objects.create(day="2026-11-27", currency="USD", per_euro=Decimal("1.25"))
    reference.forget()
    quoted(enquiry, "0.0500")

    page = side_by_side(client, enquiry, currency="EUR")

    assert cells(page, "About, per piece, in EUR") == ["≈ €0.04 (estimate, reference rate of 27 November 2026)"]
    assert "Nobody owes them" in page.text


def test_without_rates_nothing_is_converted(client, enquiry):
    quoted(enquiry, "0.0500", currency="EUR")

    assert cells(side_by_side(client, enquiry, currency="USD"), "About, per piece, in USD") == [
        "– (no reference rate is held)"
    ]


def test_declined_lines_missing_quotes_and_documents_are_shown(client, enquiry):
    quoted(enquiry, None)
    quoted(enquiry, "0.0400")
    ThreadFactory(enquiry=enquiry, product=ProductFactory(product_type=of_type()))

    page = side_by_side(client, enquiry)

    assert cells(page, "Quote") == ["not offered", "Sent, revision 1", "no quote yet"]
    assert "asked for and not included: Instructions for use" in cells(page, "Documents included")[1]


def test_a_quote_whose_days_are_over_is_marked(client, enquiry):
    quoted(enquiry, "0.0400", valid_until=timezone.localdate() - timedelta(days=2))

    page = side_by_side(client, enquiry)

    assert cells(page, "Quote") == ["Sent, revision 1 (its days are over)"]


def test_the_comparison_as_a_file_says_the_same(client, enquiry):
    quoted(enquiry, "0.0400")

    content = side_by_side(client, enquiry, format="xlsx", currency="USD").content
    rows = list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))

    assert ("Price per piece", "US$0.04") in [row[:2] for row in rows]


def test_queries_do_not_grow_with_quotes_or_lines(client, enquiry, django_assert_num_queries):
    quoted(enquiry, "0.0400")
    client.force_login(enquiry.buyer.user)
    address = reverse("trade:quotes", args=[enquiry.pk])
    client.get(address)

    with django_assert_num_queries(QUERIES):
        client.get(address)
    for _number in range(2):
        quote = quoted(enquiry, "0.0400")
        product = ProductFactory(product_type=of_type(), supplier=quote.thread.supplier)
        EnquiryLine.objects.create(enquiry=enquiry, thread=quote.thread, product=product, quantity=10)
        revise(quote, valid_until=timezone.localdate() + timedelta(days=5))
    with django_assert_num_queries(QUERIES):
        client.get(address)


QUERIES = 15


def test_the_enquiry_page_asks_the_same_number_of_queries_with_one_quote_and_three(
    client, enquiry, django_assert_max_num_queries
):
    quoted(enquiry, "0.0400")
    client.force_login(enquiry.buyer.user)
    client.get(enquiry.get_absolute_url())
    with django_assert_max_num_queries(100) as one:
        client.get(enquiry.get_absolute_url())
    quoted(enquiry, "0.0300")
    quoted(enquiry, "0.0200")

    with django_assert_max_num_queries(100) as three:
        client.get(enquiry.get_absolute_url())

    assert len(one) == len(three)


def test_the_buyer_reads_what_changed_and_accepts_that_revision(client, enquiry):
    quote = quoted(enquiry, "0.0400")
    revise(quote, prices=["0.0380"], valid_until=timezone.localdate() + timedelta(days=9), sent_at=timezone.now())
    client.force_login(enquiry.buyer.user)

    page = client.get(quote.get_absolute_url())

    assert "from US$0.04 / piece to US$0.0380 / piece" in page.text
    assert "Revision 1 of" in page.text


def test_a_purchaser_declines_with_a_reason_and_a_viewer_cannot(client, enquiry):
    quote = quoted(enquiry, "0.0400")
    address = reverse("trade:quote-decline", args=[quote.pk])

    client.force_login(BuyerMembershipFactory(buyer=enquiry.buyer, role="viewer").user)
    assert client.get(quote.get_absolute_url()).status_code == 200
    assert client.post(address, {"refusal": "price"}).status_code == 404
    client.force_login(enquiry.buyer.user)
    assert client.post(address, {"refusal": ""}).status_code == 422
    client.post(address, {"refusal": "price", "note": "Too dear."})
    assert "in the meantime" in client.post(address, {"refusal": "price"}, follow=True).text

    quote.refresh_from_db()
    assert quote.status == Quote.Status.DECLINED
    assert "Too dear." in client.get(quote.get_absolute_url()).text


def test_nothing_of_one_supplier_reaches_another(client, enquiry):
    """Prices, notes, names and the number of quotes: in pages, files and letters."""
    first, second = quoted(enquiry, "0.7391", note="canary 4711"), quoted(enquiry, "0.0400")
    members = [MembershipFactory(supplier=quote.thread.supplier).user for quote in (first, second)]
    client.force_login(members[1])
    thread = second.thread
    names = [("buyers:inbox-thread", ()), ("trade:quote-edit", ()), ("trade:quote-workbook", ())]

    answers = [client.get(reverse(name, args=[thread.supplier_id, thread.pk])) for name, _args in names]
    answered = b"".join(one.getvalue() for one in answers).decode(errors="replace")
    letters = "".join(letter.text + letter.html for letter in Letter.objects.filter(address=members[1].email))

    assert [one.status_code for one in answers] == [200, 200, 200]
    for canary in ("0.7391", "canary 4711", first.thread.supplier.name_en, f"Q-{first.pk}<"):
        assert canary not in answered + letters
    for name in ("quote-edit", "quote-workbook"):
        assert client.get(reverse(f"trade:{name}", args=[first.thread.supplier_id, first.thread.pk])).status_code == 404
        crossed = reverse(f"trade:{name}", args=[thread.supplier_id, first.thread.pk])
        assert client.get(crossed).status_code == 404
    for address in (first.get_absolute_url(), second.get_absolute_url(), reverse("trade:quotes", args=[enquiry.pk])):
        assert client.get(address).status_code == 404
