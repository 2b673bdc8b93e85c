"""How often and how soon a supplier answers enquiries, from the conversations themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Min, Q
from django.utils.translation import ngettext

from buyers.models import Enquiry, Thread
from suppliers.models import Supplier

PERIOD = timedelta(days=365)
FLOOR = 5
"""With fewer enquiries nothing is said: a share of three says nothing and might show who asked."""
MOST = 1000
"""The latest so many conversations are enough."""


@dataclass(frozen=True)
class AnswerRecord:
    """Enquiries of a year that were answered, or could no longer be; ``typical`` is the median time to the first answer."""

    asked: int
    answered: int
    typical: timedelta | None

    @property
    def percent(self) -> int:
        return round(100 * self.answered / self.asked)

    @property
    def typical_words(self) -> str:
        """Hours below two days, then days."""
        if self.typical is None:
            return ""
        hours = max(1, round(self.typical.total_seconds() / 3600))
        if hours < 48:
            return ngettext("%(hours)s hour", "%(hours)s hours", hours) % {"hours": hours}
        days = round(hours / 24)
        return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def answer_record(supplier: Supplier, *, at: datetime) -> AnswerRecord | None:
    """What can be said of the year before that moment; None below the floor. One query.

    An enquiry that is still open and not answered counts neither way.
    """
    first = Min("messages__sent_at", filter=Q(messages__is_from_buyer=False, messages__sent_at__lte=at))
    threads = Thread.objects.filter(supplier=supplier, enquiry__sent_at__gt=at - PERIOD, enquiry__sent_at__lte=at)
    rows = (
        threads.annotate(first=first).order_by("-enquiry__sent_at").values_list("enquiry", "enquiry__sent_at", "first")
    )
    waits: dict[int, timedelta | None] = {}
    over = at - timedelta(days=Enquiry.DAYS_OPEN)
    for enquiry, sent_at, answered_at in rows[:MOST]:
        if answered_at:
            known = waits.get(enquiry)
            wait = max(answered_at - sent_at, timedelta(0))
            waits[enquiry] = wait if known is None else min(known, wait)
        elif sent_at < over:
            waits.setdefault(enquiry, None)
    if len(waits) < FLOOR:
        return None
    seconds = [wait.total_seconds() for wait in waits.values() if wait is not None]
    return AnswerRecord(len(waits), len(seconds), timedelta(seconds=median(seconds)) if seconds else None)
