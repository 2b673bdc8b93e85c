from datetime import date

import pytest

from buyers import mail
from buyers.models import LossNotice
from tests.factories import (
    BuyerFactory,
    ClearanceFactory,
    EnquiryFactory,
    MembershipFactory,
    MessageFactory,
    ProductFactory,
    ThreadFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    product = ProductFactory(name_en="Type IIR mask", name_zh="医用口罩", model="S-1")
    return ThreadFactory(enquiry=EnquiryFactory(quantity=50_000, message="Please <b>quote</b>."), product=product)


def member(thread, **facts):
    return MembershipFactory(supplier=thread.supplier, **facts).user


def test_an_enquiry_goes_to_owners_and_editors_and_not_to_viewers_or_people_who_left(thread, mailoutbox):
    owner, editor = member(thread), member(thread, role="editor")
    member(thread, role="viewer")
    member(thread, user=UserFactory(is_active=False))

    mail.send_enquiry(thread.pk)

    assert {letter.to[0] for letter in mailoutbox} == {owner.email, editor.email}


def test_an_enquiry_says_what_is_needed_in_the_readers_language(thread, mailoutbox):
    member(thread, user=UserFactory(language="en"))

    mail.send_enquiry(thread.pk)

    letter = mailoutbox[0]
    assert letter.subject == "Klinikum Musterstadt asks for an offer: Type IIR mask S-1"
    assert "Quantity: 50,000" in letter.body
    assert "Destination: Germany" in letter.body
    assert f"/supplier/{thread.supplier_id}/enquiries/{thread.pk}/" in letter.body


def test_a_letter_in_chinese_calls_the_product_by_its_chinese_name(thread, mailoutbox):
    member(thread, user=UserFactory(language="zh-hans"))

    mail.send_enquiry(thread.pk)

    assert "医用口罩 S-1" in mailoutbox[0].subject


def test_what_a_buyer_writes_is_text_in_the_html_part(thread, mailoutbox):
    member(thread)

    mail.send_enquiry(thread.pk)

    html = mailoutbox[0].alternatives[0].content
    assert "Please &lt;b&gt;quote&lt;/b&gt;." in html


def test_an_answer_goes_to_the_buyer_with_a_link_to_the_conversation(thread, mailoutbox):
    author = member(thread)
    message = MessageFactory(thread=thread, author=author, is_from_buyer=False, text="0.04 per piece & shipping")

    mail.send_reply_to_buyer(message.pk)

    letter = mailoutbox[0]
    assert letter.to == [thread.enquiry.buyer.user.email]
    assert "0.04 per piece & shipping" in letter.body
    assert f"/enquiries/{thread.enquiry_id}/#thread-{thread.pk}" in letter.body


def test_what_the_buyer_adds_goes_to_the_supplier(thread, mailoutbox):
    owner = member(thread)

    mail.send_reply_to_supplier(MessageFactory(thread=thread).pk)

    assert [letter.to for letter in mailoutbox] == [[owner.email]]


def test_a_buyers_address_is_never_shown_to_the_supplier(thread, mailoutbox):
    member(thread)
    address = thread.enquiry.buyer.user.email

    mail.send_enquiry(thread.pk)
    mail.send_reply_to_supplier(MessageFactory(thread=thread).pk)

    assert len(mailoutbox) == 2
    assert not any(address in letter.body + letter.alternatives[0].content for letter in mailoutbox)


def test_a_loss_names_product_market_and_day(thread, mailoutbox):
    clearance = ClearanceFactory(product=thread.product)
    notice = LossNotice.objects.create(
        buyer=BuyerFactory(),
        product=thread.product,
        market=clearance.market,
        clearance=clearance,
        lost_on=date(2026, 11, 11),
    )

    mail.send_loss(notice, "/products/1/?to=DE")

    letter = mailoutbox[0]
    assert letter.subject == "Type IIR mask S-1 is no longer cleared for European Union + EEA"
    assert "since 11 November 2026" in letter.body
    assert "/products/1/?to=DE" in letter.body
    assert letter.extra_headers["Message-ID"].startswith(f"<loss-{notice.pk}@")
