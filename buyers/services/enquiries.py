"""Asking suppliers, and answering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from buyers import mail
from buyers.models import Buyer, Enquiry, EnquiryLine, Message, Thread
from buyers.services.attachments import attach
from buyers.services.organisations import purchasers_of
from kpmarket.accounts.models import Notice, User
from kpmarket.foundation.outbox import writing as outbox
from suppliers.certificates.files import StoredUpload
from suppliers.models import Membership, Product

AT_ONCE = timedelta(minutes=1)
"""The same words within this time are one submission pressed twice."""


class TooManySuppliers(Exception):
    """An enquiry goes to at most ten suppliers."""


class Closed(Exception):
    """The enquiry is no longer open for a first answer."""


class SentAlready(Exception):
    """The same was sent a moment ago, mostly from another tab: nothing is sent again."""

    def __init__(self, enquiry: Enquiry) -> None:
        super().__init__(enquiry.pk)
        self.enquiry = enquiry


class LineAsked(NamedTuple):
    """How many of one product, in which unit, and how it must be. An empty unit: the one in which it is listed."""

    product: Product
    quantity: int
    unit: str = ""
    specification: str = ""


@dataclass(frozen=True)
class TermsAsked:
    """The terms that a buyer wants; what is left out, suppliers propose. ``documents`` are ids of DocumentKind."""

    incoterm: str = ""
    place: str = ""
    label_language: str = ""
    wants_sample: bool = False
    documents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Need:
    """What a buyer needs, where, and by when. ``lines``: each product once."""

    lines: tuple[LineAsked, ...]
    needed_by: date
    destination: str
    message: str
    terms: TermsAsked = TermsAsked()

    @property
    def suppliers(self) -> list[int]:
        """Keys of the suppliers, in the order of the lines."""
        return list(dict.fromkeys(line.product.supplier_id for line in self.lines))


@transaction.atomic
def send_enquiry(
    buyer: Buyer, need: Need, *, by: User, at: datetime, attachments: Sequence[StoredUpload] = ()
) -> Enquiry:
    """Ask the suppliers of these products; each gets one conversation about its lines, a notice and a letter.

    Raises TooManySuppliers, or SentAlready when the buyer sent the same a moment ago.
    """
    if len(need.suppliers) > Enquiry.MOST_SUPPLIERS:
        raise TooManySuppliers
    Buyer.objects.select_for_update().get(pk=buyer.pk)
    _refuse_a_second_time(buyer, need, at)
    enquiry = Enquiry.objects.create(
        buyer=buyer,
        sent_by=by,
        destination=need.destination,
        needed_by=need.needed_by,
        message=need.message,
        sent_at=at,
        **{**asdict(need.terms), "documents": list(need.terms.documents)},
    )
    attach(attachments, enquiry=enquiry, message=None, by=by, at=at)
    threads = {key: Thread.objects.create(enquiry=enquiry, supplier_id=key, buyer_read_at=at) for key in need.suppliers}
    EnquiryLine.objects.bulk_create(
        EnquiryLine(enquiry=enquiry, thread=threads[line.product.supplier_id], **line._asdict()) for line in need.lines
    )
    for thread in threads.values():
        _notify_supplier(thread, at=at)
    return enquiry


def _refuse_a_second_time(buyer: Buyer, need: Need, at: datetime) -> None:
    wanted = {(line.product.pk, line.quantity) for line in need.lines}
    recent = buyer.enquiries.filter(
        sent_at__gt=at - AT_ONCE, sent_at__lte=at, destination=need.destination, message=need.message
    )
    for enquiry in recent.prefetch_related("lines"):
        if {(line.product_id, line.quantity) for line in enquiry.lines.all()} == wanted:
            raise SentAlready(enquiry)


@transaction.atomic
def reply(
    thread: Thread,
    text: str,
    *,
    by: User,
    is_from_buyer: bool,
    at: datetime,
    attachments: Sequence[StoredUpload] = (),
) -> Message:
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
    attach(attachments, enquiry=thread.enquiry, message=message, by=by, at=at)
    mark_read(thread, is_buyer=is_from_buyer, by=by, at=at)
    if is_from_buyer:
        _notify_supplier(thread, at=at, message=message)
    else:
        _notify_buyer(thread, at=at, message=message)
    return message


@transaction.atomic
def mark_read(thread: Thread, *, is_buyer: bool, by: User, at: datetime) -> None:
    """That side has read everything up to now; its notices about the conversation are read with it."""
    Thread.objects.filter(pk=thread.pk).update(**{"buyer_read_at" if is_buyer else "supplier_read_at": at})
    url = mail.buyer_page(thread) if is_buyer else mail.supplier_page(thread)
    Notice.objects.for_user(by).unread().filter(url=url, created_at__lte=at).update(read_at=at)


def _notify_buyer(thread: Thread, *, at: datetime, message: Message) -> None:
    users = purchasers_of(thread.enquiry.buyer)
    for user in users:
        _notify(user, "enquiry_reply", thread, at, to_supplier=False)
    outbox.write([mail.reply_to_buyer(message, user) for user in users], at=at)


def _notify_supplier(thread: Thread, *, at: datetime, message: Message | None = None) -> None:
    members = Membership.objects.filter(
        supplier=thread.supplier_id, role__in=Membership.EDITING_ROLES, user__is_active=True
    )
    users = [member.user for member in members.select_related("user")]
    for user in users:
        _notify(user, "enquiry_reply" if message else "enquiry_new", thread, at, to_supplier=True)
    letters = [
        mail.reply_to_supplier(message, user) if message else mail.enquiry_letter(thread, user) for user in users
    ]
    outbox.write(letters, at=at)


def _notify(user: User, kind: str, thread: Thread, at: datetime, *, to_supplier: bool) -> None:
    lines = list(thread.lines.select_related("product").order_by("pk"))
    product, supplier = lines[0].product, thread.supplier
    params = {
        "name_en": product.name_en,
        "name_zh": product.name_zh,
        "model": product.model,
        "others": len(lines) - 1,
        "supplier_en": supplier.name_en,
        "supplier_zh": supplier.name_zh,
        "organisation": thread.enquiry.buyer.organisation,
        "to_supplier": to_supplier,
    }
    url = mail.supplier_page(thread) if to_supplier else mail.buyer_page(thread)
    Notice.objects.create(recipient=user, kind=kind, params=params, url=url, created_at=at)
