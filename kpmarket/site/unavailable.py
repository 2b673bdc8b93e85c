"""The answer when something could not be done: 503 where database or disk do not take part just now, else 500."""

from __future__ import annotations

import errno
import sqlite3
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error as broken
from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import TimeoutError as RedisSilent

SECONDS = 60
"""After these a browser or a robot may try again."""
NOT_NOW = frozenset({errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EIO})
"""No space, a disk that is read-only, a quota, a disk that fails."""
AWAY = (OperationalError, InterfaceError, RedisAway, RedisSilent)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's ``handler500``. The page needs no database, no session and no storage."""
    if not is_for_now(sys.exc_info()[1]):
        return broken(request)
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": str(SECONDS)})


def is_for_now(error: BaseException | None) -> bool:
    """Whether the error, or one that led to it, says that database, cache or disk cannot be used just now."""
    while error is not None:
        if isinstance(error, AWAY) and not _is_wrong_sql(error.__cause__):
            return True
        if getattr(error, "errno", None) in NOT_NOW:
            return True
        error = error.__cause__ or error.__context__
    return False


def _is_wrong_sql(cause: BaseException | None) -> bool:
    """SQLite calls a table or column that does not exist operational as well: that is a fault of ours."""
    return getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR
