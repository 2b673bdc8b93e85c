"""Every page and letter that names an offer says which words of the name no document shows."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from audits.clearances.listing import add_listings, products_to_list
from buyers import mail
from buyers.models import LossNotice
from tests.factories import (
    BuyerFactory,
    ClearanceFactory,
    EnquiryFactory,
    MembershipFactory,
    ProductFactory,
    ThreadFactory,
)

MARK = "Stated by the supplier, not verified:"


@pytest.fixture
def make_thread(db, supplier_member, countries):
    def make(name):
        product = ProductFactory(supplier=supplier_member.suppliers.get(), name_en=name, name_zh="", model="S-1")
        add_listings(products_to_list([product.pk], on=timezone.localdate()))
        enquiry = EnquiryFactory(sent_at=timezone.now(), buyer=BuyerFactory())
        return ThreadFactory(product=product, enquiry=enquiry)

    return make


def pages(thread):
    supplier, product = thread.supplier_id, thread.lines.get().product_id
    return [
        (thread.supplier.memberships.get().user, reverse("buyers:inbox", args=[supplier])),
        (thread.supplier.memberships.get().user, reverse("buyers:inbox-thread", args=[supplier, thread.pk])),
        (thread.enquiry.buyer.user, reverse("buyers:enquiry", args=[thread.enquiry_id])),
        (thread.enquiry.buyer.user, f"/enquire/?product={product}"),
    ]


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize(
    ("name", "shown"), [("Surgical mask, NIOSH approved", "<q>NIOSH approved</q>"), ("Three-ply face mask", "")]
)
def test_a_page_marks_an_unverified_name_and_no_other(client, make_thread, name, shown, number):
    person, address = pages(make_thread(name))[number]
    client.force_login(person)

    page = client.get(address).text

    assert name in page
    assert (MARK in page) is bool(shown)
    assert shown in page


@pytest.mark.parametrize(("name", "words"), [("Surgical mask, NIOSH approved", " NIOSH approved"), ("Face mask", "")])
def test_a_letter_marks_an_unverified_name_and_no_other(make_thread, name, words):
    thread = make_thread(name)
    clearance = ClearanceFactory(product=thread.lines.get().product)
    notice = LossNotice.objects.create(
        buyer=thread.enquiry.buyer,
        product=thread.lines.get().product,
        market=clearance.market,
        clearance=clearance,
        lost_on=date(2026, 11, 11),
    )

    letters = [
        mail.enquiry_letter(thread, MembershipFactory(supplier=thread.supplier).user),
        mail.loss_letter(notice, thread.enquiry.buyer.user, "/products/1/"),
    ]

    for letter in letters:
        assert [MARK in part for part in (letter.text, letter.html)] == [bool(words)] * 2
        assert not words or f"{MARK}{words}" in letter.text
