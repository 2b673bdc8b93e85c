"""The sessions in which a person is signed in."""

from __future__ import annotations

from allauth.usersessions.models import UserSession

from kpmarket.accounts.models import User


def end_sessions_of(user: User, *, but: str | None = None) -> None:
    """Close every session of the person, except the one with the key ``but``."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=but or ""):
        session.end()
