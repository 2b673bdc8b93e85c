"""What the frame around every page shows."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from kpmarket.accounts.models import Notice, User
from kpmarket.site import alarms, my_day


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Unread notices are counted, and alarms computed, only where a template asks; the destination is the one chosen last.

    ``requested_at`` is the moment that a page speaks of, for whatever depends on the time.
    """
    user, now = getattr(request, "user", None), timezone.now()
    session = getattr(request, "session", {})
    return {
        "unread_notices": SimpleLazyObject(partial(unread, user)) if isinstance(user, User) else 0,
        "destination": session.get("destination", ""),
        "is_demo": settings.DEMO,
        "requested_at": now,
        "my_day": SimpleLazyObject(partial(my_day.day_in, request, user, at=now)) if isinstance(user, User) else None,
        "desk_alarms": SimpleLazyObject(partial(alarms.alarms_for, user, at=now)) if isinstance(user, User) else None,
    }


def unread(user: User) -> int:
    """How many notices wait for this person."""
    return Notice.objects.for_user(user).unread().count()
