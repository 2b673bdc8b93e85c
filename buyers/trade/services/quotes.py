"""Quotes: sent in revisions, withdrawn, declined, accepted. Each act locks the quote, so that one of two at once wins."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from buyers.models import Thread
from buyers.trade.models import Order, Quote, QuoteDraft, QuoteRevision
from buyers.trade.models.quote import CHINA
from buyers.trade.services import quote_letters as letters
from buyers.trade.services.offers import Offer, lines_of
from buyers.trade.services.quote_changes import changes_between
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import move

AT_ONCE = timedelta(minutes=1)
"""The same offer within this time is one press of the button twice."""


class QuoteRefused(Exception):
    """The act is not possible any more, or not yet; nothing was changed."""


class NewerRevision(QuoteRefused):
    """Another revision was sent since: ``revision`` is the one in force, ``changes`` says in what it differs."""

    def __init__(self, revision: QuoteRevision, changes: list[str]) -> None:
        super().__init__(revision.number)
        self.revision, self.changes = revision, changes


class NotOpen(QuoteRefused):
    """Somebody decided before: ``status`` is where the quote stands now."""

    @property
    def status(self) -> str:
        return str(self.args[0])


class Lapsed(QuoteRefused):
    """Its last day is over where the supplier is."""

    def __init__(self, revision: QuoteRevision) -> None:
        super().__init__(revision.valid_until)
        self.revision = revision


class RequestOver(QuoteRefused):
    """The request is no longer open for a first answer."""


class NothingOffered(QuoteRefused):
    """Not one line has a price."""


class NothingChanged(QuoteRefused):
    """It says the same as the revision in force."""


class SentAlready(NothingChanged):
    """The same was sent a moment ago, mostly by a second press of the button."""


@transaction.atomic
def send_quote(thread: Thread, offer: Offer, *, based_on: int, by: User, at: datetime) -> QuoteRevision:
    """Freeze the offer as the next revision; the buyer gets a notice and a letter, the draft goes.

    ``based_on`` is the number of the revision that its editor saw, 0 for none: raises NewerRevision where a colleague
    sent another since. Raises RequestOver, NothingOffered, NothingChanged, Lapsed (its last day is not after today),
    NotOpen (an order came of it), and TermsError where an amount is too large.
    """
    Thread.objects.select_for_update().get(pk=thread.pk)
    quote = Quote.objects.select_for_update().filter(thread=thread).first()
    latest = latest_of(quote) if quote else None
    today = at.astimezone(CHINA).date()
    if quote is None and not thread.enquiry.is_open(today) and not thread.messages.exists():
        raise RequestOver
    if all(one.unit_price is None for one in offer.lines):
        raise NothingOffered
    if latest:
        _refuse_the_same(latest, offer, at=at)
        if latest.number != based_on:
            raise NewerRevision(latest, [])
    revision = QuoteRevision(**offer.facts, sent_by=by, sent_at=at)
    if offer.valid_until <= today:
        raise Lapsed(revision)
    return _write(thread, quote, latest, revision, offer)


def _write(
    thread: Thread, quote: Quote | None, latest: QuoteRevision | None, revision: QuoteRevision, offer: Offer
) -> QuoteRevision:
    by, at = revision.sent_by, revision.sent_at
    if quote is None:
        quote = Quote.objects.create(thread=thread)
    elif quote.status != Quote.Status.SENT:
        _refuse_after_an_order(quote)
        move(quote, Quote.Status.SENT, by=by, at=at)
    revision.quote, revision.number = quote, latest.number + 1 if latest else 1
    revision.save(force_insert=True)
    revision.lines.bulk_create(lines_of(offer, revision))
    QuoteDraft.objects.filter(thread=thread).delete()
    if latest:
        letters.announce_change(revision, latest, at=at)
    else:
        letters.announce_quote(revision, at=at)
    return revision


def _refuse_the_same(latest: QuoteRevision, offer: Offer, *, at: datetime) -> None:
    if latest.quote.status != Quote.Status.SENT or not offer.says_the_same_as(latest):
        return
    raise SentAlready if at - AT_ONCE < latest.sent_at <= at else NothingChanged


def _refuse_after_an_order(quote: Quote) -> None:
    if quote.status == Quote.Status.ACCEPTED and not came_to_nothing(quote):
        raise NotOpen(quote.status)


def came_to_nothing(quote: Quote) -> bool:
    """Whether the orders of an accepted quote were all declined or cancelled: it may be quoted again."""
    orders = Order.objects.filter(quote_revision__quote=quote)
    failed = (Order.Status.DECLINED, Order.Status.CANCELLED)
    return orders.exists() and not orders.exclude(status__in=failed).exists()


@transaction.atomic
def accept(quote: Quote, revision_read: int, *, by: User, at: datetime) -> QuoteRevision:
    """The buyer accepts the revision that was read; the caller places the order in the same transaction.

    Raises NewerRevision with the difference, Lapsed after 23:59 of the last day in China, or NotOpen where the quote was
    declined, withdrawn or accepted before.
    """
    revision = _of_open(quote)
    if revision.number != revision_read:
        before = revisions_of(quote).filter(number=revision_read).first()
        raise NewerRevision(revision, changes_between(before, revision) if before else [])
    if not revision.is_valid(at):
        raise Lapsed(revision)
    move(quote, Quote.Status.ACCEPTED, by=by, at=at, reasons=[f"revision {revision.number}"])
    return revision


@transaction.atomic
def decline_quote(quote: Quote, reason: str, note: str, *, by: User, at: datetime) -> None:
    """The buyer does not want it; the supplier's editors are notified why. Raises NotOpen where somebody decided before."""
    revision = _of_open(quote)
    move(quote, Quote.Status.DECLINED, by=by, at=at, reasons=[reason], note=note)
    letters.announce_decline(revision, reason, note, at=at)


@transaction.atomic
def withdraw_quote(quote: Quote, *, by: User, at: datetime, note: str = "") -> None:
    """The supplier takes it back; the buyer's purchasers are notified. Raises NotOpen where the buyer decided before."""
    revision = _of_open(quote)
    move(quote, Quote.Status.WITHDRAWN, by=by, at=at, note=note)
    letters.announce_withdrawal(revision, note, at=at)


def latest_of(quote: Quote) -> QuoteRevision | None:
    """The revision in force, with its lines."""
    return revisions_of(quote).first()


def revisions_of(quote: Quote) -> QuerySet[QuoteRevision]:
    """All of them with their lines, the one in force first."""
    thread = "quote__thread"
    found = quote.revisions.select_related(f"{thread}__enquiry__buyer", f"{thread}__supplier")
    return found.prefetch_related("lines__line__product").order_by("-number")


def _of_open(quote: Quote) -> QuoteRevision:
    """The revision in force of a quote that nobody else can change until commit. Raises NotOpen."""
    Quote.objects.select_for_update().get(pk=quote.pk)
    quote.refresh_from_db(fields=["status"])
    revision = latest_of(quote)
    if quote.status != Quote.Status.SENT or revision is None:
        raise NotOpen(quote.status)
    revision.quote = quote
    return revision


@transaction.atomic
def keep_draft(thread: Thread, typed: dict[str, list[str]], *, by: User, at: datetime) -> QuoteDraft:
    """Keep what was typed, as it was typed; the last one who typed wins."""
    draft, _is_new = QuoteDraft.objects.update_or_create(
        thread=thread, defaults={"typed": typed, "saved_by": by, "saved_at": at}
    )
    return draft
