"""Force majeure of an order, from the notices that its sides gave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from buyers.terms.force_majeure import END, NOTICE, Hindrance
from buyers.trade.models import Evidence, EvidenceAnswer
from buyers.trade.services import acceptance

GONE = (EvidenceAnswer.Verdict.RETURNED, EvidenceAnswer.Verdict.WITHDRAWN)


def hindrances_of(rows: Sequence[Evidence]) -> tuple[Hindrance, ...]:
    """What the evidence of one order says: a complete notice counts at once, and no more when the other side returned it."""
    standing = [one for one in rows if one.kind in (NOTICE, END) and _stands(one)]
    ends = [one for one in standing if one.kind == END]
    return tuple(
        Hindrance(one.side, one.happened_on, acceptance.submitted_on(one), _ended_on(one, ends))
        for one in standing
        if one.kind == NOTICE
    )


def lasting_of(rows: Sequence[Evidence], side: str) -> bool:
    """Whether that side gave notice of something that it did not say is over."""
    return any(one.side == side and one.ended_on is None for one in hindrances_of(rows))


def _stands(row: Evidence) -> bool:
    answer = acceptance.answer_of(row)
    return not acceptance.kind_of(row).missing(row.facts) and (answer is None or answer.verdict not in GONE)


def _ended_on(notice: Evidence, ends: Sequence[Evidence]) -> date | None:
    days = [one.happened_on for one in ends if one.side == notice.side and one.submitted_at >= notice.submitted_at]
    return max(notice.happened_on, min(days)) if days else None
