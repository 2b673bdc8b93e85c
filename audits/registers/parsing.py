"""Taking an answer apart without trusting it: a shape that is not the register's own is no answer."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from audits.registers.question import Reason

MAX_SHOWN_CHARACTERS = 300
LEADING_BLANKS = b"\xef\xbb\xbf \t\r\n"
"""What may stand before the first sign of a page."""


class NoAnswer(Exception):
    """What came is no answer to the question; ``reason`` says why."""

    reason = Reason.UNREADABLE


class Unexpected(NoAnswer):
    """The answer is not in the shape that this register is known for."""

    reason = Reason.UNEXPECTED


class Unreadable(NoAnswer):
    """The answer is no whole JSON."""


class Guarded(NoAnswer):
    """The answer is a page for browsers: a challenge, a form to sign in, a notice."""

    reason = Reason.GUARDED


class Refused(NoAnswer):
    """The register says, in its own form, that it does not answer this."""

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
    found = mapping(value).get(key)
    if not isinstance(found, list):
        raise Unexpected
    return [mapping(one) for one in found]


def part(value: dict[str, Any], key: str) -> dict[str, Any]:
    """An object within an object; empty where there is none."""
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def text(value: dict[str, Any], key: str) -> str:
    """A short text, or nothing."""
    found = value.get(key)
    return str(found).strip()[:MAX_SHOWN_CHARACTERS] if isinstance(found, str | int) else ""


def tail(value: dict[str, Any], key: str) -> str:
    """The last word of a code, as ``active`` of ``{"code": "refdata.actor-status.active"}``."""
    return text(part(value, key), "code").rpartition(".")[2]


def day(written: str) -> date | None:
    """The day that a text begins with, as 2026-11-22; none where it does not."""
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def filled(shown: dict[str, str]) -> dict[str, str]:
    """Only what the register says."""
    return {name: value for name, value in shown.items() if value}
