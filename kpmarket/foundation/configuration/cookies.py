"""The cookies of the site: their names and who may read them. Read by the settings, so without Django."""

from __future__ import annotations

HOST_PREFIX = "__Host-"


def cookie_settings(prefix: str) -> dict[str, str | bool]:
    """Django's settings for its cookies, whose names begin with ``prefix``.

    On https it is ``__Host-``: browsers then take them from this host alone, over https, and for all paths, so
    that neither another host of the domain nor somebody on the way can set them (RFC 6265bis, 4.1.3.2).
    """
    https = prefix == HOST_PREFIX
    return {
        "SESSION_COOKIE_NAME": f"{prefix}sessionid",
        "CSRF_COOKIE_NAME": f"{prefix}csrftoken",
        "LANGUAGE_COOKIE_NAME": f"{prefix}django_language",
        "SESSION_COOKIE_SECURE": https,
        "CSRF_COOKIE_SECURE": https,
        "LANGUAGE_COOKIE_SECURE": https,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "LANGUAGE_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_HTTPONLY": True,
    }
