"""Letters about enquiries and about what is no longer cleared. One function per letter."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from buyers.models import LossNotice, Message, Thread
from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter


def buyer_page(thread: Thread) -> str:
    """Where the buyer reads the conversation."""
    return reverse("buyers:enquiry", args=[thread.enquiry_id]) + f"#thread-{thread.pk}"


def supplier_page(thread: Thread) -> str:
    """Where the supplier reads it."""
    return reverse("buyers:inbox-thread", args=[thread.supplier_id, thread.pk])


def enquiry_letter(thread: Thread, user: User) -> Letter:
    """A buyer asks: to somebody at the supplier who may answer."""
    return _to_supplier("buyers/enquiry", thread, user, {"thread": thread}, key=f"enquiry-{thread.pk}-{user.pk}")


def reply_to_supplier(message: Message, user: User) -> Letter:
    """The buyer wrote again: to somebody at the supplier who may answer."""
    facts = {"thread": message.thread, "message": message}
    return _to_supplier("buyers/reply", message.thread, user, facts, key=f"message-{message.pk}-{user.pk}")


def reply_to_buyer(message: Message) -> Letter:
    """The supplier answered."""
    buyer = message.thread.enquiry.buyer.user
    context = {
        "thread": message.thread,
        "message": message,
        "action_url": settings.SITE_URL + buyer_page(message.thread),
        "action_label": _("Read and answer"),
        "reason": _("You get this letter because you sent an enquiry."),
    }
    return mail.compose("buyers/reply", buyer, context, key=f"message-{message.pk}-{buyer.pk}")


def loss_letter(notice: LossNotice, url: str) -> Letter:
    """What the buyer relied on is no longer cleared."""
    context = {
        "notice": notice,
        "action_url": settings.SITE_URL + url,
        "action_label": _("See what is missing"),
        "reason": _("You get this letter because you shortlisted or asked about this product."),
    }
    key = f"loss-{notice.buyer_id}-{notice.product_id}-{notice.market_id}-{notice.lost_on}"
    return mail.compose("buyers/loss", notice.buyer.user, context, key=key)


def _to_supplier(name: str, thread: Thread, user: User, facts: Mapping[str, object], *, key: str) -> Letter:
    context = {
        **facts,
        "action_url": settings.SITE_URL + supplier_page(thread),
        "action_label": _("Read and answer"),
        "reason": _("You get this letter because you act for a supplier."),
    }
    return mail.compose(name, user, context, key=key)
