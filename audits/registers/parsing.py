"""Parses a response without trusting it: a format that is not the register's own is no answer."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from audits.registers.question import Reason

MAX_SHOWN_CHARACTERS = 300
LEADING_BLANKS = b"\xef\xbb\xbf \t\r\n"
"""What may come before the first character of a page."""


class NoAnswer(Exception):
    """The response is no answer to the question; ``reason`` says why."""

    reason = Reason.UNREADABLE


class Unexpected(NoAnswer):
    """The response does not have this register's format."""

    reason = Reason.UNEXPECTED


class Unreadable(NoAnswer):
    """The response is not complete JSON."""


class Guarded(NoAnswer):
    """The response is a page for browsers: a challenge, a form to sign in, a notice."""

    reason = Reason.GUARDED


class Refused(NoAnswer):
    """The register says, in its own format, that it does not answer this."""

    reason = Reason.REFUSED


def json_of(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise (Guarded if body.lstrip(LEADING_BLANKS)[:1] == b"<" else Unreadable) from None


def mapping(value: Any) -> dict[str, Any]:
    """This value as an object; anything else is Unexpected."""
    if not isinstance(value, dict):
        raise Unexpected
    return value


def rows(value: Any, key: str) -> list[dict[str, Any]]:
    """The objects listed under that key, which must be there."""
    listed = mapping(value).get(key)
    if not isinstance(listed, list):
        raise Unexpected
    return [mapping(row) for row in listed]


def part(value: dict[str, Any], key: str) -> dict[str, Any]:
    """An object within an object; empty where there is none."""
    inner = value.get(key)
    return inner if isinstance(inner, dict) else {}


def text(value: dict[str, Any], key: str) -> str:
    """A short text, or nothing."""
    written = value.get(key)
    return str(written).strip()[:MAX_SHOWN_CHARACTERS] if isinstance(written, str | int) else ""


def tail(value: dict[str, Any], key: str) -> str:
    """The last word of a code, as ``active`` of ``{"code": "refdata.actor-status.active"}``."""
    return text(part(value, key), "code").rpartition(".")[2]


def day(written: str) -> date | None:
    """The day that a text begins with, as 2026-11-22; none where it does not."""
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def without_empty(shown: dict[str, str]) -> dict[str, str]:
    """Only the fields that the register filled."""
    return {name: value for name, value in shown.items() if value}
