"""Sessions that have ended: the rows of browsers that never came back, with their addresses and browsers."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

SETTLED = timedelta(days=1)
"""A person's session that was used later may belong to a session that is being written now."""


def remove_ended_sessions(*, at: datetime) -> int:
    """Delete sessions that have expired, and what persons' lists of sessions say of sessions that are gone.

    Returns how many of both.
    """
    expired, _details = Session.objects.filter(expire_date__lt=at).delete()
    unused = UserSession.objects.filter(last_seen_at__lt=at - SETTLED)
    listed, _details = unused.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return expired + listed
