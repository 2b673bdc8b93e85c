"""States of audits and findings in words, and what pages and reports list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from audits.models import SiteAnswer, SitePhoto
from audits.site_audits.reading import AuditState
from audits.site_audits.states import FindingStanding, FindingState, Level

STATES: dict[FindingState, Promise] = {
    FindingState.NOTED: gettext_lazy("Noted: no answer is asked for"),
    FindingState.OPEN: gettext_lazy("Waits for the supplier’s answer"),
    FindingState.ANSWERED: gettext_lazy("Answered, waits for the auditors"),
    FindingState.ACCEPTED: gettext_lazy("Answer accepted, its effect is checked later"),
    FindingState.CLOSED: gettext_lazy("Closed: its effect was checked"),
    FindingState.WITHDRAWN: gettext_lazy("Withdrawn"),
}
TONES = {
    FindingState.OPEN: "warn",
    FindingState.ANSWERED: "info",
    FindingState.ACCEPTED: "info",
    FindingState.CLOSED: "ok",
}
LEVELS: dict[Level, Promise] = {
    Level.HOLDS: gettext_lazy("Site audited"),
    Level.FINDINGS_OPEN: gettext_lazy("Site audited, findings open"),
    Level.SUSPENDED: gettext_lazy("Site audit suspended: a critical finding is open"),
    Level.ENDED: gettext_lazy("Site audit out of date"),
}


@dataclass(frozen=True)
class StandingWords:
    """A finding's state: what it is, its tone, its day, whether that day is past."""

    text: str
    tone: str
    due: date | None
    is_late: bool


@dataclass(frozen=True)
class QuestionShown:
    """A question with what was answered and photographed. ``answer`` None: nobody answered it."""

    clause: str
    text: str
    answer: SiteAnswer | None
    photos: Sequence[SitePhoto] = ()


def standing_words(standing: FindingStanding, today: date) -> StandingWords:
    tone = "bad" if standing.is_late(today) else TONES.get(standing.state, "")
    return StandingWords(str(STATES[standing.state]), tone, standing.due, standing.is_late(today))


def level_words(state: AuditState) -> str:
    """Where an audit stands, in a few words."""
    if state.level in LEVELS:
        return str(LEVELS[state.level])
    if state.end and not state.is_reported:
        return _("Cancelled")
    return _("Under way") if state.answers else _("Planned")


def answered_questions(
    state: AuditState, photos: Mapping[str, Sequence[SitePhoto]] | None = None
) -> list[QuestionShown]:
    """All questions in their order, in the reader's language."""
    language, found = get_language() or "", photos or {}
    return [
        QuestionShown(one.clause, one.words(language), state.answers.get(one.id), found.get(one.id, ()))
        for one in state.questions
    ]


def extent_words(state: AuditState) -> str:
    """How much was looked at: what an audit does not say anything of."""
    facts = {"assessed": state.assessed, "all": len(state.questions), "clauses": ", ".join(state.not_assessed)}
    if state.not_assessed:
        return _("%(assessed)s of %(all)s questions were assessed; not assessed: %(clauses)s.") % facts
    if state.assessed < len(state.questions):
        return _("%(assessed)s of %(all)s questions were assessed; the others do not apply.") % facts
    return _("All %(all)s questions were assessed.") % facts


def findings_words(state: AuditState) -> str:
    """How many findings of each grade."""
    if not state.grades:
        return _("No finding.")
    return ", ".join(f"{label}: {count}" for label, count in state.grades)
