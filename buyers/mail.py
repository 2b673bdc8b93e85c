"""Letters about enquiries, invitations and about what is no longer cleared. One function per letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from buyers.models import Buyer, BuyerInvitation, LossNotice, Message, ProductNews, SavedSearch, Thread
from kpmarket.accounts import member_letters
from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter


def invitation_letter(invitation: BuyerInvitation) -> Letter:
    """Somebody asks you to buy for an organisation."""
    url, key = invitation.get_absolute_url(), f"buyer-invitation-{invitation.pk}"
    return member_letters.invitation_letter("buyers/invitation", invitation, url=url, key=key)


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
    facts = {"thread": message.thread, "message": message, "sender": message.thread.enquiry.buyer.organisation}
    return _to_supplier("buyers/reply", message.thread, user, facts, key=f"message-{message.pk}-{user.pk}")


def reply_to_buyer(message: Message, user: User) -> Letter:
    """The supplier answered: to a member of the organisation who may write back."""
    context = {
        "thread": message.thread,
        "message": message,
        "sender": message.thread.supplier.display_name,
        "action_url": settings.SITE_URL + buyer_page(message.thread),
        "action_label": _("Read and answer"),
        "reason": _("You get this letter because you buy for the organisation that sent an enquiry."),
    }
    return mail.compose("buyers/reply", user, context, key=f"message-{message.pk}-{user.pk}")


def loss_letter(notice: LossNotice, user: User, url: str) -> Letter:
    """What the buyer relied on is no longer cleared: to one member."""
    context = {
        "notice": notice,
        "action_url": settings.SITE_URL + url,
        "action_label": _("See what is missing"),
        "reason": _("You get this letter because your organisation shortlisted or asked about this product."),
    }
    key = f"loss-{notice.buyer_id}-{notice.product_id}-{notice.market_id}-{notice.lost_on}-{user.pk}"
    return mail.compose("buyers/loss", user, context, key=key)


def changes_letter(
    buyer: Buyer,
    user: User,
    news: Sequence[ProductNews],
    found: Sequence[tuple[SavedSearch, int]],
    *,
    at: datetime,
) -> Letter:
    """What changed on the shortlist, and what saved searches newly found: to one member."""
    context = {
        "buyer": buyer,
        "news": news,
        "found": found,
        "action_url": settings.SITE_URL + reverse("buyers:shortlist"),
        "action_label": _("Open the shortlist"),
        "reason": _(
            "You get this letter because your organisation watches these products. Choose your alerts on the site."
        ),
    }
    return mail.compose("buyers/changes", user, context, key=f"changes-{buyer.pk}-{at.isoformat()}-{user.pk}")


def _to_supplier(name: str, thread: Thread, user: User, facts: Mapping[str, object], *, key: str) -> Letter:
    context = {
        **facts,
        "action_url": settings.SITE_URL + supplier_page(thread),
        "action_label": _("Read and answer"),
        "reason": _("You get this letter because you act for a supplier."),
    }
    return mail.compose(name, user, context, key=key)
