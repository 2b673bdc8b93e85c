"""The history of a case: its changes of status, with reasons and notes, and from which day what was taken back is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.desk.checklist_words import summary_of
from audits.models import Decision
from kpmarket.foundation.transitions import StatusChange
from suppliers.models import Certificate, Supplier
from suppliers.sentences.reasons import sentences

TONES = {
    "approved": "ok",
    "qualified": "ok",
    "in_review": "info",
    "submitted": "info",
    "revision_requested": "warn",
    "information_requested": "warn",
    "suspended": "bad",
    "rejected": "bad",
    "revoked": "bad",
}


@dataclass(frozen=True)
class TimelineEvent:
    """One row of the timeline component; ``internal`` is what the supplier does not read."""

    when: datetime
    what: str
    who: str
    note: str
    tone: str
    internal: str = ""


def history_of(subject: Supplier | Certificate) -> list[TimelineEvent]:
    """The newest change first. A change that a decision made bears the decision's moment."""
    labels = dict(subject.Status.choices)
    events = subject.history.select_related("by").order_by("-at", "-pk")
    decisions = {one.at: one for one in _decisions_on(subject)}
    return [
        TimelineEvent(
            when=event.at,
            what=_("Put back into the queue") if _is_put_back(event) else str(labels.get(event.after, event.after)),
            who=str(event.by) if event.by else _("automatic"),
            note=" ".join(
                filter(
                    None,
                    [
                        _correction(decisions.get(event.at)),
                        *sentences(event.reasons),
                        event.note,
                        _from_when(decisions.get(event.at)),
                    ],
                )
            ),
            internal=_internal_note(decisions.get(event.at)),
            tone=TONES.get(event.after, "mute"),
        )
        for event in events
    ]


def _decisions_on(subject: Supplier | Certificate) -> Iterable[Decision]:
    decisions = subject.decisions.select_related(
        "internal_note", "by", "correction__corrects", "correction__proposed_by", "recommendation__proposed_by"
    ).prefetch_related("corrections__result", "checklist_answers")
    return decisions if isinstance(subject, Certificate) else decisions.filter(certificate=None)


def _correction(decision: Decision | None) -> str:
    """That a decision corrects another one, or was corrected itself: both stay on record."""
    if decision is None:
        return ""
    if hasattr(decision, "recommendation") and decision.recommendation.ended == "signed":
        first = decision.recommendation
        return _("First signature: %(name)s, %(day)s. Second signature: %(signer)s.") % {
            "day": date_format(timezone.localtime(first.proposed_at), "SHORT_DATETIME_FORMAT"),
            "name": first.proposed_by,
            "signer": decision.by,
        }
    if hasattr(decision, "correction"):
        made = decision.correction
        return _("Correction of the decision of %(day)s, proposed by %(name)s, signed by %(signer)s.") % {
            "day": date_format(made.corrects.at, "SHORT_DATETIME_FORMAT"),
            "name": made.proposed_by,
            "signer": decision.by,
        }
    day = next((one.result.at for one in decision.corrections.all() if one.result), None)
    return _("Corrected on %(day)s.") % {"day": date_format(day, "SHORT_DATETIME_FORMAT")} if day else ""


def _internal_note(decision: Decision | None) -> str:
    """What only the desk reads. Whoever puts a case back writes to the next auditor, not to the supplier."""
    if decision is not None and decision.outcome == Decision.Outcome.RELEASED:
        return decision.note
    if decision is None:
        return ""
    said = decision.internal_note.text if hasattr(decision, "internal_note") else ""
    return " ".join(filter(None, (said, summary_of(decision.checklist_answers.all()))))


def _is_put_back(event: StatusChange) -> bool:
    return (event.before, event.after) == ("in_review", "submitted")


def _from_when(decision: Decision | None) -> str:
    """From when a revocation takes effect."""
    if decision is None:
        return ""
    if decision.outcome == Decision.Outcome.REOPENED and decision.effective_on:
        return _("Approved again, it counts from %(day)s.") % {"day": date_format(decision.effective_on)}
    if decision.outcome != Decision.Outcome.REVOKED:
        return ""
    if decision.effective_on is None:
        return _("It never counted.")
    return _("From %(day)s on it does not count.") % {"day": date_format(decision.effective_on)}
