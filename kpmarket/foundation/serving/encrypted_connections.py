"""Warnings of ``check --deploy`` about services on other machines to which the site would speak in the open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Tags, Warning, register

THIS_MACHINE = {"", "localhost", "127.0.0.1", "::1"}
CHECKED_MODES = {"verify-ca", "verify-full"}
"""Modes of PostgreSQL's client that look whose certificate it is; ``require`` takes any."""


@register(Tags.security, deploy=True)
def services_are_encrypted(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[Warning]:
    """One warning for each service."""
    return [Warning(text, id=f"kpmarket.{code}") for code, text in open_connections()]


def open_connections() -> Iterator[tuple[str, str]]:
    """Code and sentence of each."""
    database = settings.DATABASES["default"]
    host = str(database.get("OPTIONS", {}).get("host") or database.get("HOST") or "")
    mode = database.get("OPTIONS", {}).get("sslmode", "")
    if is_elsewhere(host) and mode not in CHECKED_MODES:
        yield "W001", "DATABASE_URL names another machine: add ?sslmode=verify-full."
    redis = urlsplit(settings.REDIS_URL)
    if redis.scheme == "redis" and is_elsewhere(redis.hostname or ""):
        yield "W002", "REDIS_URL names another machine: use rediss://."
    if is_elsewhere(settings.EMAIL_HOST or "") and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        yield "W003", "EMAIL_URL names another machine: use smtp+tls:// or smtp+ssl://."
    endpoint = urlsplit(str(settings.STORAGES["private"].get("OPTIONS", {}).get("endpoint_url") or ""))
    if endpoint.scheme == "http" and is_elsewhere(endpoint.hostname or ""):
        yield "W004", "STORAGE_ENDPOINT names another machine: use https://."


def is_elsewhere(host: str) -> bool:
    """Whether it is another machine; a path is a socket on this one."""
    return host not in THIS_MACHINE and not host.startswith("/")
