"""What a session has proved: whether it passed a second factor, and whether its person confirmed lately who they are."""

from __future__ import annotations

import logging
import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from kpmarket.accounts.models import User
from kpmarket.accounts.sessions import end_sessions_of
from kpmarket.foundation.monitoring.security_log import log_event

FACTOR = "mfa"
"""The method under which allauth records a code, a passkey, a security key or a recovery code."""


def has_passed_second_factor(request: HttpRequest) -> bool:
    """Whether this session proved a second factor that the person still has. EASE_SECOND_FACTOR, for the demo, lifts this."""
    if settings.EASE_SECOND_FACTOR:
        return True
    return bool(_moments_of(request, FACTOR)) and is_mfa_enabled(request.user)


def require_fresh_sign_in(request: HttpRequest) -> None:
    """Raise unless the person signed in or confirmed their identity lately; the sign-in then takes up what was posted.

    Where the person has a second factor, only that counts: a password may be known to others. EASE_SECOND_FACTOR, for
    the demo, lifts this.
    """
    if settings.EASE_SECOND_FACTOR:
        return
    moments = _moments_of(request, FACTOR if is_mfa_enabled(request.user) else None)
    if time.time() - max(moments, default=0) > settings.STEP_UP_MINUTES * 60:
        raise ReauthenticationRequired


def accept_new_factor(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """Setting up a factor proves it for this session, and ends the person's other sessions, which never did."""
    record_authentication(request, user, FACTOR, id=authenticator.pk, type=authenticator.type)
    log_event("second_factor_added", account=user.pk, subject=authenticator.type)
    end_sessions_of(user, but=request.session.session_key)


def end_sessions_after_removal(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """Who removes a factor may have lost it to somebody: the person's other sessions end."""
    log_event("second_factor_removed", account=user.pk, subject=authenticator.type, level=logging.WARNING)
    end_sessions_of(user, but=request.session.session_key)


def log_refused_factor(user: User, **_kwargs: Any) -> None:
    log_event("second_factor_refused", account=user.pk, level=logging.WARNING)


def log_confirmation(
    user: User, authenticator: Authenticator, *, reauthenticated: bool = False, **_kwargs: Any
) -> None:
    """Of who confirms their identity within a session: signing in is no confirmation."""
    if reauthenticated:
        log_event("identity_confirmed", account=user.pk, subject=authenticator.type)


def _moments_of(request: HttpRequest, method: str | None) -> list[float]:
    """When this session authenticated by that method, by any where it is None; seconds since 1970."""
    records = get_authentication_records(request, request.user)
    return [record["at"] for record in records if method in (None, record["method"])]
