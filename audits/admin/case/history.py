"""The life of a case for people: its moves, and what was decided with which reasons."""

from __future__ import annotations

from typing import Any

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


def history_of(subject: Supplier | Certificate) -> list[dict[str, Any]]:
    """Newest first, as the timeline component reads it."""
    labels = dict(subject.Status.choices)
    events = subject.history.select_related("by").order_by("-at", "-pk")
    return [
        {
            "when": event.at,
            "what": labels.get(event.after, event.after),
            "who": str(event.by) if event.by else _("the clock"),
            "note": " ".join([*sentences(event.reasons), event.note]).strip(),
            "tone": TONES.get(event.after, "mute"),
        }
        for event in events
    ]
