"""Pairs of judgements, for a list: what was decided, and what somebody would have decided who did not know it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from audits.models import SecondReview
from kpmarket.accounts.models import User

SHOWN = 50
"""Rows of each list: the newest, or those that wait longest."""


@dataclass(frozen=True)
class Line:
    """One document that was judged twice."""

    row: SecondReview
    is_agreed: bool
    is_settled: bool


def lines_of(user: User) -> list[Line]:
    """What was judged twice, what differs and is not settled first. Nothing of a document that this person judges blindly
    now: it may have been decided more than once."""
    related = ("decision__certificate__certificate_type", "decision__supplier", "opinion", "settlement")
    blind = SecondReview.objects.in_hand(user).values("decision__certificate")
    rows = SecondReview.objects.exclude(opinion=None).exclude(decision__certificate__in=blind).select_related(*related)
    waits = Exists(SecondReview.objects.unsettled().filter(pk=OuterRef("pk")))
    ordered = rows.annotate(waits=waits).order_by("-waits", "-opinion__at", "-pk")
    return [
        Line(one, one.opinion.outcome == one.decision.outcome, hasattr(one, "settlement")) for one in ordered[:SHOWN]
    ]
