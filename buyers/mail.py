"""Letters about enquiries and about what is no longer cleared. One function per letter."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from buyers.models import LossNotice, Message, Thread
from kpmarket.foundation import mail
from suppliers.models import Membership


def buyer_page(thread: Thread) -> str:
    """Where the buyer reads the conversation."""
    return reverse("buyers:enquiry", args=[thread.enquiry_id]) + f"#thread-{thread.pk}"


def supplier_page(thread: Thread) -> str:
    """Where the supplier reads it."""
    return reverse("buyers:inbox-thread", args=[thread.supplier_id, thread.pk])


def send_enquiry(thread_pk: int) -> None:
    """A buyer asks: to everybody at the supplier who may answer."""
    thread = Thread.objects.select_related("enquiry__buyer", "enquiry__product_type", "product").get(pk=thread_pk)
    _to_supplier("buyers/enquiry", thread, {"thread": thread})


def send_reply_to_supplier(message_pk: int) -> None:
    """The buyer wrote again."""
    message = _message(message_pk)
    _to_supplier("buyers/reply", message.thread, {"thread": message.thread, "message": message})


def send_reply_to_buyer(message_pk: int) -> None:
    """The supplier answered."""
    message = _message(message_pk)
    context = {
        "thread": message.thread,
        "message": message,
        "action_url": settings.SITE_URL + buyer_page(message.thread),
        "action_label": _("Read and answer"),
        "reason": _("You get this letter because you sent an enquiry."),
    }
    mail.send("buyers/reply", message.thread.enquiry.buyer.user, context)


def send_loss(notice: LossNotice, url: str) -> None:
    """What the buyer relied on is no longer cleared. Posted twice after a crash, it is one letter to mail systems."""
    context = {
        "notice": notice,
        "action_url": settings.SITE_URL + url,
        "action_label": _("See what is missing"),
        "reason": _("You get this letter because you shortlisted or asked about this product."),
    }
    mail.send("buyers/loss", notice.buyer.user, context, key=f"loss-{notice.pk}")


def _message(pk: int) -> Message:
    related = ("thread__enquiry__buyer__user", "thread__product", "thread__supplier")
    return Message.objects.select_related(*related).get(pk=pk)


def _to_supplier(name: str, thread: Thread, facts: dict[str, object]) -> None:
    members = Membership.objects.filter(
        supplier=thread.supplier_id, role__in=Membership.EDITING_ROLES, user__is_active=True
    )
    for member in members.select_related("user"):
        context = {
            **facts,
            "action_url": settings.SITE_URL + supplier_page(thread),
            "action_label": _("Read and answer"),
            "reason": _("You get this letter because you act for a supplier."),
        }
        mail.send(name, member.user, context)
