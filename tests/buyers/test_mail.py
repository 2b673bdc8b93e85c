from datetime import date
from email import message_from_bytes
from email.policy import SMTP

import pytest
from django.core.mail import EmailMessage

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
    return ThreadFactory(enquiry=EnquiryFactory(message="Please <b>quote</b>."), product=product)


def member(thread, **facts):
    return MembershipFactory(supplier=thread.supplier, **facts).user


def test_an_enquiry_says_what_is_needed_in_the_readers_language(thread):
    letter = mail.enquiry_letter(thread, member(thread, user=UserFactory(language="en")))

    assert letter.subject == "Klinikum Musterstadt asks for an offer: Type IIR mask S-1"
    assert "50,000 × Type IIR mask S-1" in letter.text
    assert "Destination: Germany" in letter.text
    assert f"/supplier/{thread.supplier_id}/enquiries/{thread.pk}/" in letter.text


@pytest.mark.parametrize("line_end", ["\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\u2028"])
def test_names_of_several_lines_stay_in_the_subject_line(thread, line_end):
    """Rows may be older than the check of the forms."""
    thread.product.name_en = f"Mask{line_end}Bcc : evil@example.org"
    thread.product.save()
    thread.enquiry.buyer.organisation = f"Clinic{line_end}Reply-To : evil@example.org"

    letter = mail.enquiry_letter(thread, member(thread, user=UserFactory(language="en")))

    message = EmailMessage(letter.subject, letter.text, to=[letter.address]).message()
    sent = message_from_bytes(message.as_bytes(), policy=SMTP)
    assert sent.get_all("Subject") == [
        "Clinic Reply-To : evil@example.org asks for an offer: Mask Bcc : evil@example.org S-1"
    ]
    assert not {"reply-to", "bcc"} & {name.strip().lower() for name in sent}


def test_a_letter_in_chinese_calls_the_product_by_its_chinese_name(thread):
    letter = mail.enquiry_letter(thread, member(thread, user=UserFactory(language="zh-hans")))

    assert "医用口罩 S-1" in letter.subject


def test_what_a_buyer_writes_is_text_in_the_html_part(thread):
    letter = mail.enquiry_letter(thread, member(thread))

    assert "Please &lt;b&gt;quote&lt;/b&gt;." in letter.html


def test_an_answer_goes_to_the_buyer_with_a_link_to_the_conversation(thread):
    author = member(thread)
    message = MessageFactory(thread=thread, author=author, is_from_buyer=False, text="0.04 per piece & shipping")

    letter = mail.reply_to_buyer(message, thread.enquiry.buyer.user)

    assert letter.address == thread.enquiry.buyer.user.email
    assert "0.04 per piece & shipping" in letter.text
    assert f"/enquiries/{thread.enquiry_id}/#thread-{thread.pk}" in letter.text


def test_a_buyers_address_is_never_shown_to_the_supplier(thread):
    owner = member(thread)
    address = thread.enquiry.buyer.user.email

    letters = mail.enquiry_letter(thread, owner), mail.reply_to_supplier(MessageFactory(thread=thread), owner)

    assert not any(address in letter.text + letter.html for letter in letters)


def test_a_loss_names_product_market_and_day(thread):
    clearance = ClearanceFactory(product=thread.product)
    notice = LossNotice.objects.create(
        buyer=BuyerFactory(),
        product=thread.product,
        market=clearance.market,
        clearance=clearance,
        lost_on=date(2026, 11, 11),
    )

    letter = mail.loss_letter(notice, notice.buyer.user, "/products/1/?to=DE")

    assert letter.subject == "Type IIR mask S-1 is no longer cleared for European Union + EEA"
    assert "since 11 November 2026" in letter.text
    assert "/products/1/?to=DE" in letter.text
    assert (
        letter.message_id
        == f"<loss-{notice.buyer_id}-{notice.product_id}-EU-2026-11-11-{notice.buyer.user.pk}@localhost>"
    )
