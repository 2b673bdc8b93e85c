"""Reminding buyers of quotes that end within days: once for each revision, however often the sweep runs."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from buyers.trade.models import Quote, QuoteEnding, QuoteRevision
from buyers.trade.models.quote import CHINA
from buyers.trade.services.quote_letters import announce_ending

DAYS_BEFORE = 3


def notify_of_ending_quotes(*, at: datetime) -> int:
    """Write to the buyers of quotes whose last day is at most DAYS_BEFORE days ahead; how many quotes that were."""
    today = at.astimezone(CHINA).date()
    newer = QuoteRevision.objects.filter(quote=OuterRef("quote"), number__gt=OuterRef("number"))
    due = (
        QuoteRevision.objects.filter(quote__status=Quote.Status.SENT, ending_notice=None)
        .filter(~Exists(newer), valid_until__gte=today, valid_until__lte=today + timedelta(days=DAYS_BEFORE))
        .select_related("quote__thread__enquiry__buyer", "quote__thread__supplier")
        .prefetch_related("lines__line__product")
        .order_by("pk")
    )
    return sum(_tell(revision, at=at) for revision in due)


def _tell(revision: QuoteRevision, *, at: datetime) -> bool:
    """Whether it was notified now: another sweep may have been quicker, or the quote may have moved on."""
    try:
        with transaction.atomic():
            quote = Quote.objects.select_for_update().get(pk=revision.quote_id)
            latest = quote.revisions.order_by("-number").values_list("pk", flat=True).first()
            if quote.status != Quote.Status.SENT or latest != revision.pk:
                return False
            QuoteEnding.objects.create(revision=revision, notified_at=at)
            announce_ending(revision, at=at)
    except IntegrityError:
        return False
    return True
