"""What follows when a person changes what they sign in with: a security line, and the end of their other sessions."""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from kpmarket.accounts.models import FormerAddress, User
from kpmarket.accounts.sessions import end_sessions_of
from kpmarket.foundation.monitoring.security_log import log_event


def after_new_address(request: HttpRequest, user: User, from_email_address: Any, **_kwargs: Any) -> None:
    """Letters, and with them new passwords, go elsewhere from now on: whoever is signed in elsewhere signs in again.

    The address that was replaced is kept for a while: letters about money go there too.
    """
    if from_email_address:
        FormerAddress.objects.create(user=user, email=from_email_address.email, replaced_at=timezone.now())
    log_event("address_changed", account=user.pk, level=logging.WARNING)
    end_sessions_of(user, but=request.session.session_key)


def after_new_password(user: User, **_kwargs: Any) -> None:
    """The person's other sessions end by themselves: each holds a hash of the password."""
    log_event("password_changed", account=user.pk)


def after_password_reset(user: User, **_kwargs: Any) -> None:
    log_event("password_reset", account=user.pk, level=logging.WARNING)
