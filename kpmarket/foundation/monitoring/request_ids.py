"""One id for a request and for the tasks that it causes: on log lines, responses, task messages and error reports."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
META_KEY = "kpmarket.request_id"
PLAIN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
"""What is accepted from a proxy: nothing that could break a log line or a header."""

_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """The id of the request or task that is being worked on; empty outside of both."""
    return _current.get()


def new() -> str:
    return secrets.token_hex(16)


@contextmanager
def use(request_id: str) -> Iterator[None]:
    """Work under that id, and under the former one afterwards."""
    token = _current.set(request_id)
    try:
        yield
    finally:
        _current.reset(token)


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give each request an id, or keep the one that a trusted proxy gave it, and name it in the response."""

    def handle(request: HttpRequest) -> HttpResponse:
        request_id = _id_from_proxy(request) or new()
        request.META[META_KEY] = request_id
        with use(request_id):
            response = get_response(request)
        response.headers[HEADER] = request_id
        return response

    return handle


def _id_from_proxy(request: HttpRequest) -> str:
    """The id in the request's header where a proxy in front is trusted and the id is plain; else empty."""
    received = request.headers.get(HEADER, "") if settings.TRUSTED_PROXY_COUNT else ""
    return received if PLAIN_ID.fullmatch(received) else ""


class AddRequestId(logging.Filter):
    """Put the current id on each log record as `request_id`; "-" outside of requests and tasks.

    Django logs responses such as "Not Found" after the middleware has ended: their records bring the request along.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        record.request_id = current() or (request.META.get(META_KEY) if request else "") or "-"
        return True
