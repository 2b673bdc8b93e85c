"""Every answer says that pages of other sites may not embed it (Fetch Standard, 3.7: Cross-Origin-Resource-Policy)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

HEADER = "Cross-Origin-Resource-Policy"


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Adds the header where a view has not set its own; stands before WhiteNoise, whose static files get it too."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(HEADER, "same-origin")
        return response

    return handle
