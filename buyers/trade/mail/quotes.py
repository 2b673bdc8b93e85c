"""Letters about quotes. One function per letter; ``changes`` is called while the letter is written, in its language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from buyers.trade.models import QuoteRevision
from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter


def buyer_page(revision: QuoteRevision) -> str:
    """Where the buyer reads the quote."""
    return revision.quote.get_absolute_url()


def supplier_page(revision: QuoteRevision) -> str:
    """Where the supplier reads the conversation that the quote belongs to."""
    thread = revision.quote.thread
    return reverse("buyers:inbox-thread", args=[thread.supplier_id, thread.pk])


def quote_sent(revision: QuoteRevision, user: User, standing: object) -> Letter:
    """A first quote: to a member of the organisation that asked."""
    return _to_buyer("quote_sent", revision, user, {"standing": standing})


def quote_changed(revision: QuoteRevision, user: User, standing: object, changes: Callable[[], list[str]]) -> Letter:
    """Another revision: what changed, to a member of the organisation that asked."""
    return _to_buyer("quote_changed", revision, user, {"standing": standing, "changes": changes})


def quote_ending(revision: QuoteRevision, user: User, standing: object) -> Letter:
    """The quote ends within days: to a member of the organisation that asked."""
    return _to_buyer("quote_ending", revision, user, {"standing": standing})


def quote_withdrawn(revision: QuoteRevision, user: User, note: str, key: str) -> Letter:
    """The supplier took the quote back: to a member of the organisation that asked."""
    return _to_buyer("quote_withdrawn", revision, user, {"note": note}, key=key)


def quote_declined(revision: QuoteRevision, user: User, reason: object, note: str, key: str) -> Letter:
    """The buyer does not want it, and why: to somebody at the supplier who may answer."""
    context = {
        "revision": revision,
        "refusal": reason,
        "note": note,
        "action_url": settings.SITE_URL + supplier_page(revision),
        "action_label": _("Open the conversation"),
        "reason": _("You get this letter because you act for a supplier."),
    }
    return mail.compose("trade/quote_declined", user, context, key=f"quote_declined-{key}-{user.pk}")


def _to_buyer(name: str, revision: QuoteRevision, user: User, facts: Mapping[str, Any], *, key: str = "") -> Letter:
    context = {
        **facts,
        "revision": revision,
        "enquiry": revision.quote.thread.enquiry,
        "supplier": revision.quote.thread.supplier,
        "action_url": settings.SITE_URL + buyer_page(revision),
        "action_label": _("Read the quote"),
        "reason": _("You get this letter because you buy for the organisation that sent an enquiry."),
    }
    return mail.compose(f"trade/{name}", user, context, key=f"{name}-{key or revision.pk}-{user.pk}")
