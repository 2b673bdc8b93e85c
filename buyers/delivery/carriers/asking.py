"""Asks a carrier's service for one JSON document: encrypted, never from another host, with limits of time and size."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from audits.registers.client import Client, Request
from audits.registers.client import Unreachable as NoResponse
from buyers.delivery.carriers.interface import Unreachable

LOOPBACK = ("127.0.0.1", "localhost")
MAX_BYTES = 4 * 1024 * 1024
NOT_FOUND = 404


def checked_address(url: str) -> str:
    """The address without a slash at its end. Raises ValueError where it is not encrypted."""
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise ValueError("The address of a carrier begins with https://.")
    return url.rstrip("/")


def ask(client: Client, url: str, *, key: str, accept: str) -> Any:
    """The document at that address; None where the carrier does not know it. Raises Unreachable."""
    headers = {"Accept": accept, **({"Authorization": f"Bearer {key}"} if key else {})}
    try:
        fetched = client.fetch(Request(url, headers=headers))
    except NoResponse as error:
        raise Unreachable(str(error.reason)[:20]) from error
    if fetched.status == NOT_FOUND:
        return None
    try:
        return json.loads(fetched.body)
    except ValueError as error:
        raise Unreachable("unreadable") from error


def moment_of(value: object) -> datetime | None:
    """A moment with its offset; None for anything else: without an offset nobody knows when it was."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.utcoffset() is not None else None


def text_of(value: object, most: int = 120) -> str:
    """A text, cut where it is longer than we keep; empty for anything else."""
    return value[:most] if isinstance(value, str) and value.isprintable() else ""
