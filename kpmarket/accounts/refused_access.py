"""Attempts of signed-in people to reach what is not theirs, as security lines."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

from kpmarket.foundation.monitoring.security_log import log_event

FORBIDDEN, NOT_FOUND = 403, 404


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Log each refusal by 403, and each 404 of a page about one object: what is not theirs is not found by people.

    An address that leads nowhere, or that nobody in particular asked for, is a mistyped or an old link and no line.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        found = request.resolver_match
        if found and request.user.is_authenticated and is_refusal(response.status_code, found):
            log_event("access_refused", account=request.user.pk, subject=object_of(found), level=logging.WARNING)
        return response

    return handle


def is_refusal(status: int, found: ResolverMatch) -> bool:
    return status == FORBIDDEN or (status == NOT_FOUND and bool(found.kwargs))


def object_of(found: ResolverMatch) -> str:
    """The page and the numbers in its address, as ``buyers:enquiry/7``. Other parts may be tokens or words: left out."""
    numbers = [str(value) for value in found.kwargs.values() if str(value).isdecimal()]
    return "/".join([found.view_name, *numbers])
