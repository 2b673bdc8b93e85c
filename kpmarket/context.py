"""What the frame around every page shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kpmarket.accounts.models import Notice


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Unread notices are counted only where a template asks; the destination is the one chosen last."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "unread_notices": SimpleLazyObject(lambda: Notice.objects.for_user(user).unread().count()) if signed_in else 0,
        "destination": request.session.get("destination", "") if hasattr(request, "session") else "",
        "is_demo": settings.DEMO,
    }
