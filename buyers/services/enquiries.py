"""Asking suppliers, and answering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from buyers import mail
from buyers.models import Buyer, Enquiry, Message, Thread
from buyers.services.organisations import purchasers_of
from kpmarket.accounts.models import Notice, User
from kpmarket.foundation.outbox import writing as outbox
from suppliers.models import Membership, Product

AT_ONCE = timedelta(minutes=1)
"""The same words within this time are one submission pressed twice."""


class TooManySuppliers(Exception):
    """An enquiry goes to at most ten suppliers."""


class SeveralTypes(Exception):
    """An enquiry is about products of one type."""


class Closed(Exception):
    """The enquiry is no longer open for a first answer."""


class SentAlready(Exception):
    """The same was sent a moment ago, mostly from another tab: nothing is sent again."""

    def __init__(self, enquiry: Enquiry) -> None:
        super().__init__(enquiry.pk)
        self.enquiry = enquiry


@dataclass(frozen=True)
class Need:
    """What a buyer needs, where, and by when."""

    quantity: int
    needed_by: date
    destination: str
    message: str


@transaction.atomic
def send_enquiry(buyer: Buyer, products: Sequence[Product], need: Need, *, by: User, at: datetime) -> Enquiry:
    """Ask the suppliers of these products, of one type; each gets a conversation of its own, a notice and a letter.

    Raises TooManySuppliers, SeveralTypes, or SentAlready when the buyer asked about the same products a moment ago.
    """
    check_products(products)
    Buyer.objects.select_for_update().get(pk=buyer.pk)
    _refuse_a_second_time(buyer, products, at)
    enquiry = Enquiry.objects.create(
        buyer=buyer,
        sent_by=by,
        product_type=products[0].product_type,
        destination=need.destination,
        quantity=need.quantity,
        needed_by=need.needed_by,
        message=need.message,
        sent_at=at,
    )
    for product in products:
        thread = Thread.objects.create(enquiry=enquiry, supplier=product.supplier, product=product, buyer_read_at=at)
        _notify_supplier(thread, at=at)
    return enquiry


def check_products(products: Sequence[Product]) -> None:
    """An enquiry is about products of one type, from ten suppliers at most."""
    if len({product.supplier_id for product in products}) > Enquiry.MOST_SUPPLIERS:
        raise TooManySuppliers
    if len({product.product_type_id for product in products}) > 1:
        raise SeveralTypes


def _refuse_a_second_time(buyer: Buyer, products: Sequence[Product], at: datetime) -> None:
    wanted = {product.pk for product in products}
    recent = buyer.enquiries.filter(sent_at__gt=at - AT_ONCE, sent_at__lte=at).prefetch_related("threads")
    for enquiry in recent:
        if {thread.product_id for thread in enquiry.threads.all()} == wanted:
            raise SentAlready(enquiry)


@transaction.atomic
def reply(thread: Thread, text: str, *, by: User, is_from_buyer: bool, at: datetime) -> Message:
    """One more letter in the conversation; the other side gets a notice and a letter.

    Raises Closed when a supplier answers for the first time after the enquiry's days are over, and SentAlready when
    the same person sent the same words a moment ago.
    """
    Thread.objects.select_for_update().get(pk=thread.pk)
    is_open = thread.enquiry.is_open(timezone.localdate(at))
    if not is_from_buyer and not is_open and not thread.messages.exists():
        raise Closed
    if thread.messages.filter(author=by, text=text, sent_at__gt=at - AT_ONCE, sent_at__lte=at).exists():
        raise SentAlready(thread.enquiry)
    message = Message.objects.create(thread=thread, author=by, is_from_buyer=is_from_buyer, text=text, sent_at=at)
    mark_read(thread, is_buyer=is_from_buyer, at=at)
    if is_from_buyer:
        _notify_supplier(thread, at=at, message=message)
    else:
        _notify_buyer(thread, at=at, message=message)
    return message


def mark_read(thread: Thread, *, is_buyer: bool, at: datetime) -> None:
    """That side has read everything up to now."""
    Thread.objects.filter(pk=thread.pk).update(**{"buyer_read_at" if is_buyer else "supplier_read_at": at})


def _notify_buyer(thread: Thread, *, at: datetime, message: Message) -> None:
    users = purchasers_of(thread.enquiry.buyer)
    for user in users:
        _notify(user, "enquiry_reply", thread, mail.buyer_page(thread), at)
    outbox.write([mail.reply_to_buyer(message, user) for user in users], at=at)


def _notify_supplier(thread: Thread, *, at: datetime, message: Message | None = None) -> None:
    members = Membership.objects.filter(
        supplier=thread.supplier_id, role__in=Membership.EDITING_ROLES, user__is_active=True
    )
    users = [member.user for member in members.select_related("user")]
    for user in users:
        _notify(user, "enquiry_reply" if message else "enquiry_new", thread, mail.supplier_page(thread), at)
    letters = [
        mail.reply_to_supplier(message, user) if message else mail.enquiry_letter(thread, user) for user in users
    ]
    outbox.write(letters, at=at)


def _notify(user: User, kind: str, thread: Thread, url: str, at: datetime) -> None:
    product = thread.product
    params = {"name_en": product.name_en, "name_zh": product.name_zh, "model": product.model}
    Notice.objects.create(recipient=user, kind=kind, params=params, url=url, created_at=at)
