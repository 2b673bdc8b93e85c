"""What a finding and an audit are worth on a day, from the rows alone.

Grades follow PIC/S PI 040-1 (critical, major) and ISO/IEC 17021-1:2015, 3.12 and 3.13 (major, minor) and 9.4.5.3
(opportunities for improvement). When a level holds follows 9.5.2 there: the effect of what was done about critical and major
findings is verified, the plan for minor ones is accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone

from audits.models import SiteAuditEnd, SiteFinding, SiteFindingStep

Grade, Kind = SiteFinding.Grade, SiteFindingStep.Kind


class FindingState(StrEnum):
    """Who acts next. NOTED: an opportunity, which asks for no answer."""

    NOTED = "noted"
    OPEN = "open"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


AFTER = {
    Kind.ANSWERED: FindingState.ANSWERED,
    Kind.RETURNED: FindingState.OPEN,
    Kind.ACCEPTED: FindingState.ACCEPTED,
    Kind.EFFECTIVE: FindingState.CLOSED,
    Kind.NOT_EFFECTIVE: FindingState.OPEN,
    Kind.WITHDRAWN: FindingState.WITHDRAWN,
}
"""The state that a step leads to; more time changes none."""
DUE_AGAIN = {Kind.RETURNED, Kind.NOT_EFFECTIVE, Kind.EXTENDED}
NEXT: dict[FindingState, tuple[SiteFindingStep.Kind, ...]] = {
    FindingState.NOTED: (Kind.WITHDRAWN,),
    FindingState.OPEN: (Kind.ANSWERED, Kind.EXTENDED, Kind.WITHDRAWN),
    FindingState.ANSWERED: (Kind.ACCEPTED, Kind.RETURNED),
    FindingState.ACCEPTED: (Kind.EFFECTIVE, Kind.NOT_EFFECTIVE),
    FindingState.CLOSED: (),
    FindingState.WITHDRAWN: (),
}
"""The steps that each state allows."""


@dataclass(frozen=True)
class FindingStanding:
    """A finding on a day. ``due`` is the day of what comes next: the answer, or the check of the effect."""

    finding: SiteFinding
    state: FindingState
    due: date | None
    steps: tuple[SiteFindingStep, ...]

    def is_late(self, today: date) -> bool:
        return self.state in (FindingState.OPEN, FindingState.ACCEPTED) and self.due is not None and self.due < today


class Level(StrEnum):
    """What an audit says of the site. NONE: it is not reported, or nothing of it was assessed."""

    NONE = "none"
    HOLDS = "holds"
    FINDINGS_OPEN = "findings_open"
    SUSPENDED = "suspended"
    ENDED = "ended"


def finding_standing(finding: SiteFinding, steps: Iterable[SiteFindingStep], *, on: date) -> FindingStanding:
    """The finding as its steps up to the end of that day left it. ``steps`` are in their order."""
    state = FindingState.NOTED if finding.grade == Grade.OPPORTUNITY else FindingState.OPEN
    due, taken = finding.due_on, []
    for step in steps:
        if timezone.localdate(step.at) > on:
            break
        state = AFTER.get(Kind(step.kind), state)
        if step.kind in DUE_AGAIN or step.kind == Kind.ACCEPTED:
            due = step.day
        taken.append(step)
    is_over = state in (FindingState.NOTED, FindingState.CLOSED, FindingState.WITHDRAWN, FindingState.ANSWERED)
    return FindingStanding(finding, state, None if is_over else due, tuple(taken))


def level_of(end: SiteAuditEnd | None, findings: Sequence[FindingStanding], *, on: date) -> Level:
    """What the audit is worth on that day; ``findings`` as they stood then."""
    open_ones = [one for one in findings if one.state not in (FindingState.CLOSED, FindingState.WITHDRAWN)]
    if any(one.finding.grade == Grade.CRITICAL for one in open_ones):
        return Level.SUSPENDED
    if end is None or end.kind != end.Kind.REPORTED or end.valid_until is None or timezone.localdate(end.at) > on:
        return Level.NONE
    if on > end.valid_until:
        return Level.ENDED
    accepted = (FindingState.ACCEPTED, FindingState.NOTED)
    unsettled = [one for one in open_ones if one.finding.grade == Grade.MAJOR or one.state not in accepted]
    return Level.FINDINGS_OPEN if unsettled else Level.HOLDS
