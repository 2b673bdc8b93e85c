"""The destination: chosen once, remembered for the visit, always in sight."""

from __future__ import annotations

from django.http import HttpRequest

from buyers.catalogue import reference
from buyers.catalogue.reference import Destination

KEY = "destination"


def chosen(request: HttpRequest) -> Destination | None:
    """The destination in the URL (``to``), else the one remembered, else the buyer's own country."""
    asked = reference.destination(request.GET.get("to", ""))
    return asked or reference.destination(request.session.get(KEY, ""))


def remember(request: HttpRequest, destination: Destination) -> None:
    """Keep it for the pages to come; nothing is written where it is known already."""
    if request.session.get(KEY) != destination.code:
        request.session[KEY] = destination.code
