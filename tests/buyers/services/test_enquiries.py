from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.template.loader import render_to_string

from buyers.models import Enquiry, Message, Thread
from buyers.services import enquiries
from buyers.services.enquiries import Closed, LineAsked, Need, SentAlready, TooManySuppliers
from kpmarket.accounts.models import Notice
from kpmarket.foundation.outbox.models import Letter
from tests.factories import (
    NOON,
    BuyerFactory,
    BuyerMembershipFactory,
    EnquiryFactory,
    MembershipFactory,
    ProductFactory,
    ProductTypeFactory,
    SupplierFactory,
    ThreadFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def need(products, quantity=50_000):
    return Need(tuple(LineAsked(one, quantity) for one in products), date(2027, 2, 1), "DE", "Please quote.")


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def owned_product(**facts):
    product = ProductFactory(**facts)
    MembershipFactory(supplier=product.supplier)
    return product


def test_each_supplier_gets_a_conversation_a_notice_and_a_letter(after_commit, mailoutbox):
    buyer, products = BuyerFactory(), [owned_product(), owned_product()]

    with after_commit():
        sent = enquiries.send_enquiry(buyer, need(products), by=UserFactory(), at=NOON)

    assert sent.destination == "DE"
    assert [(line.product, line.quantity) for line in sent.lines.order_by("pk")] == [(one, 50_000) for one in products]
    assert [thread.supplier for thread in sent.threads.order_by("pk")] == [one.supplier for one in products]
    owners = {product.supplier.members.get() for product in products}
    assert {notice.recipient for notice in Notice.objects.filter(kind="enquiry_new")} == owners
    assert {letter.to[0] for letter in mailoutbox} == {owner.email for owner in owners}


def test_an_enquiry_and_what_the_buyer_adds_go_to_owners_and_editors_alone(mailoutbox):
    product = owned_product()
    editor = MembershipFactory(supplier=product.supplier, role="editor").user
    MembershipFactory(supplier=product.supplier, role="viewer")
    MembershipFactory(supplier=product.supplier, user=UserFactory(is_active=False))
    buyer = BuyerFactory()

    sent = enquiries.send_enquiry(buyer, need([product]), by=UserFactory(), at=NOON)
    enquiries.reply(sent.threads.get(), "And samples?", by=buyer.user, is_from_buyer=True, at=NOON)

    owner = product.supplier.memberships.get(role="owner", user__is_active=True).user
    assert sorted(letter.to[0] for letter in mailoutbox) == sorted(2 * [owner.email, editor.email])


def test_an_enquiry_that_is_rolled_back_leaves_no_letter():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enquiries.send_enquiry(BuyerFactory(), need([owned_product()]), by=UserFactory(), at=NOON)
        raise ZeroDivisionError

    assert Letter.objects.count() == 0


def test_the_same_products_within_a_minute_are_not_asked_about_twice(after_commit, mailoutbox):
    buyer, products = BuyerFactory(), [owned_product(), owned_product()]
    with after_commit():
        first = enquiries.send_enquiry(buyer, need(products), by=UserFactory(), at=NOON)

    with after_commit(), pytest.raises(SentAlready) as caught:
        enquiries.send_enquiry(buyer, need(products[::-1]), by=UserFactory(), at=NOON + timedelta(seconds=59))

    assert caught.value.enquiry == first
    assert (Enquiry.objects.count(), Notice.objects.count(), len(mailoutbox)) == (1, 2, 2)


@pytest.mark.parametrize("change", ["later", "fewer products", "another quantity", "another buyer"])
def test_what_is_not_the_same_again_is_sent(change):
    buyer, products = BuyerFactory(), [ProductFactory(), ProductFactory()]
    enquiries.send_enquiry(buyer, need(products), by=UserFactory(), at=NOON)

    enquiries.send_enquiry(
        BuyerFactory() if change == "another buyer" else buyer,
        need(products[:1] if change == "fewer products" else products, 7 if change == "another quantity" else 50_000),
        by=UserFactory(),
        at=NOON + timedelta(seconds=60 if change == "later" else 1),
    )

    assert Enquiry.objects.count() == 2


def test_ten_suppliers_may_be_asked_and_eleven_may_not():
    products = [ProductFactory() for _number in range(11)]

    enquiries.send_enquiry(BuyerFactory(), need(products[:10]), by=UserFactory(), at=NOON)
    with pytest.raises(TooManySuppliers):
        enquiries.send_enquiry(BuyerFactory(), need(products), by=UserFactory(), at=NOON)

    assert Thread.objects.count() == 10


def test_eleven_products_of_one_supplier_are_one_conversation():
    supplier = SupplierFactory()
    products = [ProductFactory(supplier=supplier) for _number in range(11)]

    sent = enquiries.send_enquiry(BuyerFactory(), need(products), by=UserFactory(), at=NOON)

    assert [line.product for line in sent.threads.get().lines.order_by("pk")] == products


def test_products_of_two_types_go_into_one_enquiry():
    products = [ProductFactory(), ProductFactory(product_type=ProductTypeFactory(id="gown"))]

    sent = enquiries.send_enquiry(BuyerFactory(), need(products), by=UserFactory(), at=NOON)

    assert sent.subject == f"{products[0].name_en} {products[0].model} and 1 more product"


def test_reading_a_conversation_takes_its_notices_away_and_no_others():
    thread = ThreadFactory()
    member = MembershipFactory(supplier=thread.supplier).user
    for written in (thread, ThreadFactory(enquiry=thread.enquiry)):
        enquiries.reply(written, "0.04 each.", by=member, is_from_buyer=False, at=NOON)
    reader = thread.enquiry.buyer.user
    of_colleague = Notice.objects.for_user(reader).get(url__endswith=f"#thread-{thread.pk}")
    of_colleague.pk, of_colleague.recipient = None, BuyerMembershipFactory(buyer=thread.enquiry.buyer).user
    of_colleague.save(force_insert=True)
    Notice.objects.update(created_at=NOON)

    enquiries.mark_read(thread, is_buyer=True, by=reader, at=NOON + timedelta(minutes=1))

    assert Notice.objects.unread().filter(pk=of_colleague.pk).exists()
    unread = Notice.objects.for_user(reader).unread()
    assert [notice.url for notice in unread] != []
    assert all(not notice.url.endswith(f"#thread-{thread.pk}") for notice in unread)


def test_a_notice_names_who_wrote():
    thread = ThreadFactory(product__supplier__name_en="Anhui Kangtai Ltd")
    member = MembershipFactory(supplier=thread.supplier).user

    enquiries.reply(thread, "0.04 each.", by=member, is_from_buyer=False, at=NOON)

    notice = Notice.objects.get(recipient=thread.enquiry.buyer.user)
    assert render_to_string(notice.template, {"notice": notice}).startswith("Anhui Kangtai Ltd wrote about")


def test_an_answer_reaches_the_buyer(after_commit, mailoutbox):
    thread = ThreadFactory()
    owner = MembershipFactory(supplier=thread.supplier).user

    with after_commit():
        message = enquiries.reply(thread, "0.04 each.", by=owner, is_from_buyer=False, at=NOON)

    assert (message.author, message.is_from_buyer, message.text) == (owner, False, "0.04 each.")
    buyer = thread.enquiry.buyer.user
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind) == (buyer, "enquiry_reply")
    assert notice.url == f"/enquiries/{thread.enquiry_id}/#thread-{thread.pk}"
    assert [letter.to for letter in mailoutbox] == [[buyer.email]]


def test_what_the_buyer_adds_reaches_the_supplier(after_commit, mailoutbox):
    thread = ThreadFactory()
    owner = MembershipFactory(supplier=thread.supplier).user

    with after_commit():
        enquiries.reply(thread, "And boxed?", by=thread.enquiry.buyer.user, is_from_buyer=True, at=NOON)

    assert [notice.recipient for notice in Notice.objects.all()] == [owner]
    assert [letter.to for letter in mailoutbox] == [[owner.email]]


def test_the_same_words_within_a_minute_are_one_message(after_commit, mailoutbox):
    thread = ThreadFactory()
    owner = MembershipFactory(supplier=thread.supplier).user
    said = {"by": owner, "is_from_buyer": False}

    with after_commit():
        enquiries.reply(thread, "0.04 each.", **said, at=NOON)
        with pytest.raises(SentAlready):
            enquiries.reply(thread, "0.04 each.", **said, at=NOON + timedelta(seconds=59))
        enquiries.reply(thread, "0.04 each.", **said, at=NOON + timedelta(seconds=60))
        enquiries.reply(thread, "Boxed.", **said, at=NOON + timedelta(seconds=61))

    assert (Message.objects.count(), len(mailoutbox)) == (3, 3)


def test_the_enquirys_days_are_those_of_the_sites_own_clock():
    sent = datetime(2026, 11, 1, 20, tzinfo=UTC)  # 2 November in Shanghai
    thread = ThreadFactory(enquiry=EnquiryFactory(sent_at=sent))
    last = datetime(2026, 11, 17, 15, 59, tzinfo=UTC)  # one minute before the 18th there
    said = {"by": MembershipFactory(supplier=thread.supplier).user, "is_from_buyer": False}

    with pytest.raises(Closed):
        enquiries.reply(thread, "Late.", **said, at=last + timedelta(minutes=1))
    enquiries.reply(thread, "In time.", **said, at=last)

    assert [message.text for message in thread.messages.all()] == ["In time."]


def test_a_conversation_that_began_goes_on_after_the_days():
    thread = ThreadFactory()
    owner = MembershipFactory(supplier=thread.supplier).user
    enquiries.reply(thread, "0.04 each.", by=owner, is_from_buyer=False, at=NOON)
    later = NOON + timedelta(days=40)

    enquiries.reply(thread, "Still 0.04.", by=owner, is_from_buyer=False, at=later)
    enquiries.reply(thread, "Good.", by=thread.enquiry.buyer.user, is_from_buyer=True, at=later)

    assert thread.messages.count() == 3


def test_who_writes_has_read():
    thread = ThreadFactory()

    enquiries.reply(thread, "Yes.", by=thread.enquiry.buyer.user, is_from_buyer=True, at=NOON)

    thread.refresh_from_db()
    assert (thread.buyer_read_at, thread.supplier_read_at) == (NOON, None)
