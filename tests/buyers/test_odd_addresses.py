"""Whatever a fuzzer writes into an address or a form, every page of buyers answers it: never with an error of the server."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.audits.dossiers import product_with
from tests.factories import ThreadFactory

pytestmark = [pytest.mark.usefixtures("law"), pytest.mark.slow]

ODD = (
    "page=abc", "page=-1", "page=0", "page=99999999999999999999", "page[]=1", "page=1&page=2", "page=%00", "page=%FF%FE",
    "to=XX", "to=", "to=%00", "to[]=DE", "to=DE&to=FR", "to=" + "D" * 5000, "to=DE%0d%0aSet-Cookie:x=1", "to=%E2%80%AE",
    "on=0000-00-00", "on=9999-12-31", "on=2569-03-14", "on=03/10/2027", "on=-1", "on=%00", "on=NaN", "on=2027-02-30",
    "q=" + "%25" * 300, "q=%00", "q='%20OR%201=1--", "q=%F0%A0%AE%B7", "q=" + "a+" * 3000, "q=%C0%AF",
    "type=__class__", "type[]=x", "sort=-pk", "sort=%00", "show=%F0", "standard=%00", "province=%00&province=zz",
    "price=1e400", "price=NaN", "price=-0", "moq=99999999999999999999", "lead_time=1.5", "capacity=0x10", "until=soon",
    "quantity=1e9", "quantity=%00", "quantity=" + "9" * 3000, "currency=XXX", "spec==", "spec=a", "spec=%00=%00",
    "product=%00", "product=" + "9" * 400, "product[]=1", "product=1&product=1&product=x", "format=%00", "format=exe",
    "known=0001-01-01T00:00", "known=%00", "shipped=31.12.2027", "next=//evil.example", "next=%00", "draft=%00",
    "=", "&&&", "%00=%00", "%FF=%FF", "a" * 4000 + "=1",
)  # fmt: skip


def addresses(product, thread):
    """Every page of buyers that answers GET, with what it names."""
    named = {
        "product": [product.pk], "supplier": [product.supplier_id], "guides-of-type": ["medical-mask"],
        "guide": ["medical-mask", "germany"], "enquiry": [thread.enquiry_id], "sitemap-part": ["guides"],
        "product-clearances": [product.pk], "inbox": [thread.supplier_id], "inbox-thread": [thread.supplier_id, thread.pk],
    }  # fmt: skip
    plain = (
        "home", "vetting", "for-suppliers", "destination", "catalogue", "count", "guides", "news", "news-feed", "robots",
        "sitemap", "shortlist", "selection", "profile", "enquire", "enquiries",
    )  # fmt: skip
    yield from (reverse(f"buyers:{name}") for name in plain)
    yield from (reverse(f"buyers:{name}", args=args) for name, args in named.items())
    yield f"{reverse('buyers:compare')}?product={product.pk}"
    yield f"{reverse('buyers:enquire')}?product={product.pk}"


@pytest.fixture
def asked(db, buyer):
    product = product_with("doc", "report", "licence")
    return product, ThreadFactory(product=product, enquiry__buyer=buyer.buyer, enquiry__sent_at=timezone.now())


@pytest.mark.parametrize("person", ["stranger", "buyer"])
def test_no_odd_query_breaks_a_page(asked, buyer, person):
    client = Client(raise_request_exception=False)
    if person == "buyer":
        client.force_login(buyer)
    broken = []
    for address in addresses(*asked):
        for query in ODD:
            joined = f"{address}{'&' if '?' in address else '?'}{query}"
            if client.get(joined).status_code >= 500:
                broken.append(joined[:120])

    assert broken == []


BODIES = (
    {}, {"to": "\x00"}, {"to": "D" * 5000}, {"text": "\x00"}, {"text": "a" * 9000}, {"text": "\u202e" * 50},
    {"product": ["\x00", "9" * 400]}, {"add": "\x00", "to": "DE"}, {"drop": "1.XX"}, {"needed_by": "9999-12-31"},
    {"thread": "9" * 400, "text": "x"}, {"quantity": "1e9", "add": "1"}, {"country": "\x00", "organisation": "\x00"},
    {"keep": "\x00"}, {"next": "http://evil.example", "to": "DE"}, {"noted": "x" * 9000}, {"destination": ["DE", "\x00"]},
)  # fmt: skip


@pytest.mark.parametrize("person", ["stranger", "buyer"])
def test_no_odd_body_breaks_a_form(asked, buyer, person):
    product, thread = asked
    client = Client(raise_request_exception=False)
    if person == "buyer":
        client.force_login(buyer)
    forms = (
        reverse("buyers:destination"), reverse("buyers:selection"), reverse("buyers:enquire"), reverse("buyers:profile"),
        reverse("buyers:shortlist-change", args=[product.pk]), thread.enquiry.get_absolute_url(),
        reverse("buyers:enquiry-read", args=[thread.enquiry_id]),
        reverse("buyers:inbox-thread", args=[thread.supplier_id, thread.pk]),
    )  # fmt: skip
    broken = [
        (address, str(body)[:80])
        for address in forms
        for body in (*BODIES, *({"product": product.pk, **body} for body in BODIES))
        if client.post(address, body).status_code >= 500
    ]

    assert broken == []
