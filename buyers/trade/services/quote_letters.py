"""Who is notified about a quote: notices and letters, written in the transaction of their cause."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from buyers.services.organisations import purchasers_of
from buyers.trade.mail import quotes as mail
from buyers.trade.models import Quote, QuoteRevision
from buyers.trade.models.quote import CHINA
from buyers.trade.services.quote_changes import changes_between
from buyers.trade.services.quote_states import Standing, standing_of, states_of_revisions
from kpmarket.accounts.models import Notice, User
from kpmarket.foundation.outbox import writing as outbox
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Membership


def announce_quote(revision: QuoteRevision, *, at: datetime) -> None:
    """The buyer's purchasers learn of a first quote."""
    standing = clearance_of(revision, at=at)
    _tell_buyer(revision, "trade/quote_sent", lambda user: mail.quote_sent(revision, user, standing), at=at)


def announce_change(revision: QuoteRevision, before: QuoteRevision, *, at: datetime) -> None:
    """The buyer's purchasers learn what changed."""
    standing, changes = clearance_of(revision, at=at), partial(changes_between, before, revision)
    _tell_buyer(
        revision, "trade/quote_changed", lambda user: mail.quote_changed(revision, user, standing, changes), at=at
    )


def announce_ending(revision: QuoteRevision, *, at: datetime) -> int:
    """The buyer's purchasers learn that the quote ends within days; how many there are."""
    standing = clearance_of(revision, at=at)
    return _tell_buyer(revision, "trade/quote_ending", lambda user: mail.quote_ending(revision, user, standing), at=at)


def announce_withdrawal(revision: QuoteRevision, note: str, *, at: datetime) -> None:
    """The buyer's purchasers learn that the quote is gone."""
    key = _key(revision.quote)
    _tell_buyer(revision, "trade/quote_withdrawn", lambda user: mail.quote_withdrawn(revision, user, note, key), at=at)


def announce_decline(revision: QuoteRevision, reason: str, note: str, *, at: datetime) -> None:
    """The supplier's editors learn that the buyer does not want it, and why."""
    words, key = Quote.Refusal(reason).label, _key(revision.quote)
    supplier = revision.quote.thread.supplier_id
    members = Membership.objects.filter(supplier=supplier, role__in=Membership.EDITING_ROLES, user__is_active=True)
    _tell(
        [member.user for member in members.select_related("user")],
        "trade/quote_declined",
        revision,
        mail.supplier_page(revision),
        lambda user: mail.quote_declined(revision, user, words, note, key),
        at=at,
    )


def clearance_of(revision: QuoteRevision, *, at: datetime) -> Standing:
    """The clearance of all that it offers on its day of arrival, as known at that moment."""
    return standing_of(list(states_of_revisions([revision], on=at.astimezone(CHINA).date()).values()))


def _key(quote: Quote) -> str:
    """Of the step that was just written: a quote may be withdrawn and sent again."""
    return str(quote.history.order_by("-pk").values_list("pk", flat=True)[0])


def _tell_buyer(revision: QuoteRevision, kind: str, compose: Callable[[User], Letter], *, at: datetime) -> int:
    users = purchasers_of(revision.quote.thread.enquiry.buyer)
    return _tell(users, kind, revision, mail.buyer_page(revision), compose, at=at)


def _tell(
    users: Iterable[User],
    kind: str,
    revision: QuoteRevision,
    url: str,
    compose: Callable[[User], Letter],
    *,
    at: datetime,
) -> int:
    thread, people = revision.quote.thread, list(users)
    params = {
        "supplier_en": thread.supplier.name_en,
        "supplier_zh": thread.supplier.name_zh,
        "organisation": thread.enquiry.buyer.organisation,
        "enquiry": thread.enquiry_id,
    }
    Notice.objects.bulk_create(
        Notice(recipient=user, kind=kind, params=params, url=url, created_at=at) for user in people
    )
    outbox.write([compose(user) for user in people], at=at)
    return len(people)
