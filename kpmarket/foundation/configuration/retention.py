"""How long what is kept about people is kept. Read by the settings, so without Django's own."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.core.exceptions import ImproperlyConfigured


class Kept(StrEnum):
    """What has a period of its own, by its name in ``RETENTION_DAYS``."""

    ENDED_SESSIONS = "ended_sessions"
    SENT_LETTERS = "sent_letters"
    PUT_ASIDE_LETTERS = "put_aside_letters"
    READ_NOTICES = "read_notices"
    CLOSED_INVITATIONS = "closed_invitations"
    ABANDONED_DRAFTS = "abandoned_drafts"
    UNCONFIRMED_ACCOUNTS = "unconfirmed_accounts"
    CONVERSATIONS = "conversations"
    DESK_HISTORY = "desk_history"
    LOG_LINES = "log_lines"
    ERASURE_WAIT = "erasure_wait"


DEFAULT_DAYS: dict[str, int] = {
    Kept.ENDED_SESSIONS: 1,
    Kept.SENT_LETTERS: 90,
    Kept.PUT_ASIDE_LETTERS: 90,
    Kept.READ_NOTICES: 365,
    Kept.CLOSED_INVITATIONS: 180,
    Kept.ABANDONED_DRAFTS: 365,
    Kept.UNCONFIRMED_ACCOUNTS: 30,
    Kept.CONVERSATIONS: 6 * 365 + 2,
    Kept.DESK_HISTORY: 3 * 365 + 1,
    Kept.LOG_LINES: 180,
    Kept.ERASURE_WAIT: 14,
}


def retention_days(changed: Mapping[str, int]) -> dict[str, int]:
    """Days by name, with those that an operator changed. Raises ImproperlyConfigured for a name or a number that cannot be."""
    for name, days in changed.items():
        if name not in DEFAULT_DAYS:
            raise ImproperlyConfigured(f"RETENTION_DAYS: no period is named {name!r}. Choose from {', '.join(Kept)}.")
        if days < 1:
            raise ImproperlyConfigured(f"RETENTION_DAYS: {name} must be one day or more.")
    return {**DEFAULT_DAYS, **changed}
