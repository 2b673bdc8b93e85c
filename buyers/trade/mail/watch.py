"""Letters of the watch over orders. ``words`` are called while a letter is written, in the language of its reader."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from buyers.trade.models import OrderLine, WatchNotice
from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter

Words = Callable[[], object]


def watch_too_short(notice: WatchNotice, line: OrderLine, words: Words) -> Letter:
    """The clearance ends before the goods are expected to enter."""
    return _letter("watch_too_short", notice, line, words)


def law_change_ahead(notice: WatchNotice, line: OrderLine, words: Words) -> Letter:
    """The law changes before the goods are expected to enter."""
    return _letter("law_change_ahead", notice, line, words)


def watch_lapsed(notice: WatchNotice, line: OrderLine, words: Words) -> Letter:
    """The clearance has lapsed: what stops, what goes on, what this side may do."""
    return _letter("watch_lapsed", notice, line, words)


def watch_revoked(notice: WatchNotice, line: OrderLine, words: Words) -> Letter:
    """A document that the order rests on was revoked."""
    return _letter("watch_revoked", notice, line, words)


def watch_cured(notice: WatchNotice, line: OrderLine, words: Words) -> Letter:
    """What both sides were warned of is over."""
    return _letter("watch_cured", notice, line, words)


def _letter(name: str, notice: WatchNotice, line: OrderLine, words: Words) -> Letter:
    order = notice.order
    context = {
        "order": order,
        "line": line,
        "words": words,
        "action_url": settings.SITE_URL + order.get_absolute_url(),
        "action_label": _("Open the order"),
        "reason": _("You get this letter because you act for one side of this order. It cannot be switched off."),
    }
    key = f"watch-{order.pk}-{notice.line}-{notice.kind}-{notice.cause}-{notice.recipient_id}".replace(":", "-")
    return mail.compose(f"trade/{name}", notice.recipient, context, key=key)
