"""Public pages for strangers are kept for a minute, and shown again only after the database gave the same rows again.

A page of a reader who brings nothing of their own (no session, no cookie but the choices named here) is a function of its
address, the language, those choices, the minute and the rows that it read. So all of these are compared: the statements that
the page asked are asked once more, and where the rows are equal, what was rendered of them stands. Nothing has to be thrown
away when a certificate is revoked: the next reader's rows differ (decision 84).
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from hashlib import blake2b
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language

THEMES = ("dark", "light")
READING = ("SELECT", "WITH")
TOKEN = re.compile(rb'(?<="x-csrftoken": ")[A-Za-z0-9]{64}|(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}')
"""Where a page carries a token of its reader: each reader's own is put in its place."""

View = Callable[..., HttpResponse]
Choices = Callable[[HttpRequest], Hashable]
Statement = tuple[str, Any]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Asked:
    """The statements of one page and, of one that is kept, what they gave; a moment between the two was the page's own time."""

    statements: tuple[Statement, ...]
    began: datetime
    ended: datetime
    digest: bytes = b""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of one page: what it asked, and its parts around the tokens, empty until it was made the same twice."""

    asked: Asked
    parts: tuple[bytes, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


_kept: OrderedDict[Hashable, Kept] = OrderedDict()
_lock = Lock()


def forget() -> None:
    """Make every page again at the next question."""
    with _lock:
        _kept.clear()


def kept_for_strangers(choices: Choices, *cookies: str, clock: Clock) -> Callable[[View], View]:
    """Have a view's pages kept. ``choices`` says what the page takes from the request besides its address.

    ``cookies`` are those that ``choices`` reads; a reader with any other is never shown a kept page, nor is theirs kept.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not settings.KEPT_PAGES or not is_strangers(request, cookies):
                return view(request, *args, **kwargs)
            key = (view.__module__, view.__qualname__, *_asked_of(request), choices(request))
            return _answer(request, key, lambda: view(request, *args, **kwargs), clock)

        return answer

    return decorate


def is_strangers(request: HttpRequest, cookies: Sequence[str]) -> bool:
    """Whether it only reads, and brings no cookie but those that every reader with the same choices has."""
    known = {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, "theme", *cookies}
    return request.method == "GET" and known.issuperset(request.COOKIES) and "Authorization" not in request.headers


def _asked_of(request: HttpRequest) -> tuple[Hashable, ...]:
    """Address, language, look, and whether a script asks for a part of the page."""
    theme = request.COOKIES.get("theme")
    parts = tuple(sorted(pair for pair in request.headers.items() if pair[0].lower().startswith("hx-")))
    return request.build_absolute_uri(), get_language(), theme if theme in THEMES else None, parts


def _answer(request: HttpRequest, key: Hashable, make: Callable[[], HttpResponse], clock: Clock) -> HttpResponse:
    known, now = _kept.get(key), clock()
    before = _digest(known.asked, now) if known else b""
    if known and known.parts and before == known.asked.digest and _minute(known.asked.began) == _minute(now):
        return _put_together(request, known)
    recorder = _Recorder()
    with connection.execute_wrapper(recorder):
        response = make()
    if recorder.only_read and response.status_code == 200 and not response.streaming and not response.cookies:
        asked = recorder.asked_between(now, clock())
        is_settled = known is not None and _texts(known.asked) == _texts(asked) and before == _digest(asked, clock())
        _keep(key, _take_apart(replace(asked, digest=before), response) if is_settled else Kept(asked))
    return response


def _keep(key: Hashable, made: Kept) -> None:
    with _lock:
        _kept[key] = made
        _kept.move_to_end(key)
        while len(_kept) > settings.KEPT_PAGES:
            _kept.popitem(last=False)


def _take_apart(asked: Asked, response: HttpResponse) -> Kept:
    """The page in parts around the reader's tokens."""
    return Kept(asked, tuple(TOKEN.split(response.content)), tuple(response.headers.items()))


def _put_together(request: HttpRequest, known: Kept) -> HttpResponse:
    """The page for this reader, with a token of their own wherever there was one."""
    token = get_token(request).encode() if len(known.parts) > 1 else b""
    response = HttpResponse(token.join(known.parts))
    for name, value in known.headers:
        response[name] = value
    return response


class _Recorder:
    """Notes the statements of a page while it is made."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.only_read = True

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.statements.append((sql, tuple(params) if params else None))
        self.only_read = self.only_read and not many and sql.lstrip(" (\n")[:6].upper().startswith(READING)
        return execute(sql, params, many, context)

    def asked_between(self, began: datetime, ended: datetime) -> Asked:
        """What a page asked that was made between these moments."""
        return Asked(tuple(self.statements), began, ended)


def _digest(asked: Asked, now: datetime) -> bytes:
    """The rows that the statements give now. Where a page asked for what was known at its own time, that is now."""
    moment: Callable[[datetime], Any] = connection.ops.adapt_datetimefield_value
    low, high, current = moment(asked.began), moment(asked.ended), moment(now)
    rows = blake2b(digest_size=16)
    with connection.cursor() as cursor:
        for sql, params in asked.statements:
            again = params and [current if type(one) is type(low) and low <= one <= high else one for one in params]
            cursor.execute(sql, again)
            rows.update(repr(cursor.fetchall()).encode())
    return rows.digest()


def _texts(asked: Asked) -> list[str]:
    return [sql for sql, _params in asked.statements]


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
