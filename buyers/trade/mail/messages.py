"""The letter about a message of the other side."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from buyers.trade.models import OrderMessage, Side
from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter


def message_letter(message: OrderMessage, user: User) -> Letter:
    """The other side wrote: to somebody who may write back."""
    order = message.order
    is_from_buyer = message.side == Side.BUYER
    context = {
        "order": order,
        "message": message,
        "sender": order.buyer.organisation if is_from_buyer else order.supplier.display_name,
        "action_url": f"{settings.SITE_URL}{order.get_absolute_url()}#messages",
        "action_label": _("Read and answer"),
        "reason": _("You get this letter because you act for a side of this order."),
    }
    return mail.compose("trade/message", user, context, key=f"order-message-{message.pk}-{user.pk}")
