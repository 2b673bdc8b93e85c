"""What the desk sees of claims: open ones by the day on which something is due, and everything about one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch

from buyers.disputes.models import Claim, HandlerDeclaration
from buyers.disputes.services.claims.reading import CLOSED, Known, read_claims
from buyers.disputes.services.claims.words import duties_in_words, stage_words, wanted_words
from buyers.terms.disputes.claim_facts import Party, Stage

MOST = 300
"""Claims that one page looks at: those opened first."""
WITH_DESK = frozenset({Stage.EVIDENCE, Stage.DECIDING, Stage.OBJECTED, Stage.FINAL, Stage.ARBITRATED})


@dataclass(frozen=True)
class DeskRow:
    """An open claim. ``due``: the next day on which the desk or a side has to act; ``handler``: who took it, by name."""

    claim: Claim
    status: str
    state: str
    what: str
    sentence: str
    ends: str
    due: date | None
    is_late: bool
    is_with_desk: bool
    handler: str


def open_claims(*, suppliers: Iterable[int], buyers: Iterable[int], at: datetime) -> list[DeskRow]:
    """Claims that are not over, what is due first on top, without those of these companies and organisations."""
    taken = HandlerDeclaration.objects.filter(role="handler", has_interest=False).select_related("by")
    rows = Claim.objects.exclude(status__in=CLOSED).exclude(order__supplier__in=suppliers)
    rows = rows.exclude(order__buyer__in=buyers).prefetch_related(
        Prefetch("declarations", queryset=taken.order_by("at", "pk"))
    )
    found = [_row(one, at) for one in read_claims(rows, at=at)[:MOST]]
    return sorted(found, key=lambda row: (not row.is_with_desk, row.due or date.max, row.claim.pk))


def _row(one: Known, at: datetime) -> DeskRow:
    words = duties_in_words(one, Party.DESK, at=at)
    days = [duty.until.day for duty in one.standing.duties if duty.until]
    handlers = [declared.by for declared in one.claim.declarations.all()]
    return DeskRow(
        claim=one.claim,
        status=str(one.standing.stage),
        state=stage_words(one.standing.stage),
        what=wanted_words(one.claim),
        sentence=words[0].sentence if words else "",
        ends=words[0].ends if words else "",
        due=min(days, default=None),
        is_late=any(duty.is_late for duty in words),
        is_with_desk=one.standing.stage in WITH_DESK,
        handler=str(handlers[-1]) if handlers else "",
    )
