"""Quotes with all their revisions and what changed from each to the next, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from buyers.models import Thread
from buyers.trade.models import Quote, QuoteLine, QuoteRevision, QuoteStatusChange
from buyers.trade.services.quote_changes import changes_between


@dataclass(frozen=True)
class ShownRevision:
    """A revision, and in what it differs from the one before: nothing for the first."""

    revision: QuoteRevision
    changes: list[str]

    @property
    def rows(self) -> list[tuple[QuoteLine, None]]:
        """Its lines without their clearances: those of an earlier day are not judged again."""
        return [(line, None) for line in self.revision.lines.all()]


@dataclass(frozen=True)
class ShownQuote:
    """A quote with its revisions, the one in force first."""

    quote: Quote
    revisions: list[ShownRevision]

    @property
    def current(self) -> ShownRevision:
        return self.revisions[0]

    @property
    def earlier(self) -> list[ShownRevision]:
        return self.revisions[1:]

    @property
    def is_sent(self) -> bool:
        """Whether the buyer may still decide, its days apart."""
        return self.quote.status == Quote.Status.SENT

    @property
    def reason(self) -> str:
        """Why the buyer declined it, in words; empty where it was not declined."""
        if self.quote.status != Quote.Status.DECLINED:
            return ""
        step = self._last_step()
        return ", ".join(str(Quote.Refusal(one).label) for one in step.reasons) if step else ""

    @property
    def note(self) -> str:
        """What was written with the last step."""
        step = self._last_step()
        return step.note if step else ""

    def _last_step(self) -> QuoteStatusChange | None:
        return max(self.quote.history.all(), key=lambda one: one.pk, default=None)


def shown_quotes(threads: Iterable[Thread]) -> dict[int, ShownQuote]:
    """The quotes of these conversations, by key of the conversation."""
    rows = QuoteRevision.objects.select_related("sent_by").prefetch_related("lines__line__product").order_by("-number")
    quotes = (
        Quote.objects.filter(thread__in=[thread.pk for thread in threads])
        .select_related("thread__supplier", "thread__enquiry__buyer")
        .prefetch_related(Prefetch("revisions", queryset=rows), "history")
        .order_by("pk")
    )
    return {quote.thread_id: history_of(quote) for quote in quotes}


def history_of(quote: Quote) -> ShownQuote:
    """A quote that was read with its revisions, lines and history."""
    revisions = list(quote.revisions.all())
    for revision in revisions:
        revision.quote = quote
        for line in revision.lines.all():
            line.revision = revision
    before = [*revisions[1:], None]
    return ShownQuote(
        quote,
        [
            ShownRevision(one, changes_between(former, one) if former else [])
            for one, former in zip(revisions, before, strict=True)
        ],
    )
