"""The destination: chosen once, remembered for the visit, always in sight."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from buyers.catalogue import reference
from buyers.catalogue.reference import Destination
from buyers.models import Buyer

COOKIE = f"{settings.COOKIE_PREFIX}destination"
"""Holds the country's code, signed. Not the session, which is a row of the database: reading pages would write."""
MAX_SHOWN_CHARACTERS = 20
"""Of an unknown destination, where a page repeats it."""


def chosen(request: HttpRequest) -> Destination | None:
    """The destination in the URL (``to``), else the one remembered, else the buyer's own country."""
    asked = reference.destination(request.GET.get("to", ""))
    return asked or reference.destination(_remembered(request)) or _own(request)


def unknown(request: HttpRequest) -> str:
    """What the URL names as destination and is none, as far as a page can show it."""
    asked = request.GET.get("to", "")
    return "" if not asked or reference.destination(asked) else asked[:MAX_SHOWN_CHARACTERS]


def remember(request: HttpRequest, response: HttpResponse, destination: Destination) -> None:
    """Have the browser keep it for the pages to come; nothing is sent where it is known already."""
    if _remembered(request) != destination.code:
        response.set_signed_cookie(
            COOKIE,
            destination.code,
            max_age=settings.SESSION_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _remembered(request: HttpRequest) -> str:
    """The code in the browser's cookie; empty where there is none or it is not ours."""
    return request.get_signed_cookie(COOKIE, default="", max_age=settings.SESSION_COOKIE_AGE) or ""


def _own(request: HttpRequest) -> Destination | None:
    if not request.user.is_authenticated:
        return None
    country = Buyer.objects.acted_for_by(request.user.pk).values_list("country", flat=True).first()
    return reference.destination(country or "")
