"""Letters about one order that differ in their words alone: a subject, paragraphs, and one thing to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from buyers.trade.models import Order
from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter


@dataclass(frozen=True)
class Words:
    """What a letter says. ``path`` is the page that its button opens, ``action`` what stands on it."""

    subject: str
    paragraphs: tuple[str, ...]
    path: str
    action: str


def short_letter(order: Order, user: User, words: Callable[[], Words], *, key: str) -> Letter:
    """A letter to one person of either side; ``words`` is called in that person's language."""
    with translation.override(user.language):
        said = words()
        context = {
            "title": said.subject,
            "paragraphs": said.paragraphs,
            "action_url": settings.SITE_URL + said.path,
            "action_label": said.action,
            "reason": _("You get this letter because you act for one side of order %(number)s.")
            % {"number": order.number},
        }
    return mail.compose("trade/short_letter", user, context, key=key)
