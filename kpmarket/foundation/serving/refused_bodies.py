"""The page for a person whose upload or form was not read, because it was too large."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kpmarket.foundation.serving.wsgi_bridge import REFUSED_KEY

logger = logging.getLogger(__name__)


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 413 in the person's language, before anything looks for the body that was left out."""

    def handle(request: HttpRequest) -> HttpResponse:
        reason = request.META.get(REFUSED_KEY)
        if reason is None:
            return get_response(request)
        logger.warning("Body refused: 413 (%s)", reason)
        return render(request, "413.html", {"reason": reason}, status=413)

    return handle
