"""What the web server runs: the site behind limits on what a client may send. Read by the Procfile."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.db import close_old_connections
from django.http import parse_cookie
from django.http.request import HttpRequest
from django.utils import timezone

from kpmarket.foundation.serving.wsgi_bridge import Bridge
from kpmarket.site.trust.report_links import takes_files
from kpmarket.wsgi import application as site  # it starts Django, which has to know its tables before the next import

# isort: split
from buyers.delivery.services import guests

FORM_BYTES = 64 * 1024
"""Of a request from somebody without an account: sign-up and sign-in are the largest forms that strangers have. Files
are taken of a stranger only at an address that was given out for a report, an inspection or a shipment."""
FILES_PER_REQUEST = 5
"""A form without scripts sends several files at once."""


def has_account(environ: dict[str, Any]) -> bool:
    """Whether the request's session cookie is that of a signed-in, active person."""
    request = HttpRequest()
    key = parse_cookie(environ.get("HTTP_COOKIE", "")).get(settings.SESSION_COOKIE_NAME)
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    return get_user(request).is_authenticated


def may_send_files(environ: dict[str, Any]) -> bool:
    """Whether to read a body that is larger than a stranger's form, asked outside of Django's own requests.

    Nobody else closes a connection that is too old there.
    """
    path = environ["PATH_INFO"]
    if takes_files(path):
        return True
    close_old_connections()
    try:
        return has_account(environ) or guests.takes_files(path, at=timezone.now())
    finally:
        close_old_connections()


application = Bridge(
    site,
    may_send_files,
    threads=settings.WEB_THREADS,
    form_bytes=FORM_BYTES,
    request_bytes=FILES_PER_REQUEST * settings.UPLOAD_LIMIT,
    trusted_proxies=settings.TRUSTED_PROXY_COUNT,
)
