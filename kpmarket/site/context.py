"""What the frame around every page shows."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from kpmarket.accounts.models import Notice, User


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Unread notices are counted only where a template asks; the destination is the one chosen last.

    ``requested_at`` is the moment that a page speaks of, for whatever depends on the time.
    """
    user = getattr(request, "user", None)
    session = getattr(request, "session", {})
    return {
        "unread_notices": SimpleLazyObject(partial(unread, user)) if isinstance(user, User) else 0,
        "destination": session.get("destination", ""),
        "is_demo": settings.DEMO,
        "requested_at": timezone.now(),
    }


def unread(user: User) -> int:
    """How many notices wait for this person."""
    return Notice.objects.for_user(user).unread().count()
