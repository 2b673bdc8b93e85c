"""The destination: chosen once, remembered for the visit, always in sight."""

from __future__ import annotations

from django.http import HttpRequest

from buyers.catalogue import reference
from buyers.catalogue.reference import Destination
from buyers.models import Buyer

KEY = "destination"
SHOWN = 20
"""Characters of an unknown destination that a page repeats."""


def chosen(request: HttpRequest) -> Destination | None:
    """The destination in the URL (``to``), else the one remembered, else the buyer's own country."""
    asked = reference.destination(request.GET.get("to", ""))
    return asked or reference.destination(request.session.get(KEY, "")) or _own(request)


def unknown(request: HttpRequest) -> str:
    """What the URL names as destination and is none, as far as a page can show it."""
    asked = request.GET.get("to", "")
    return "" if not asked or reference.destination(asked) else asked[:SHOWN]


def _own(request: HttpRequest) -> Destination | None:
    if not request.user.is_authenticated:
        return None
    country = Buyer.objects.filter(user=request.user.pk).values_list("country", flat=True).first()
    return reference.destination(country or "")


def remember(request: HttpRequest, destination: Destination) -> None:
    """Keep it for the pages to come; nothing is written where it is known already."""
    if request.session.get(KEY) != destination.code:
        request.session[KEY] = destination.code
