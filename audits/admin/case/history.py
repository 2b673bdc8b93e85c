"""The history of a case: its changes of status, with reasons and notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

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
    """One row of the timeline component."""

    when: datetime
    what: str
    who: str
    note: str
    tone: str


def history_of(subject: Supplier | Certificate) -> list[TimelineEvent]:
    """The newest change first."""
    labels = dict(subject.Status.choices)
    events = subject.history.select_related("by").order_by("-at", "-pk")
    return [
        TimelineEvent(
            when=event.at,
            what=str(labels.get(event.after, event.after)),
            who=str(event.by) if event.by else _("automatic"),
            note=" ".join([*sentences(event.reasons), event.note]).strip(),
            tone=TONES.get(event.after, "mute"),
        )
        for event in events
    ]
