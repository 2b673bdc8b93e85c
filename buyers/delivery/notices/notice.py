"""A recall notice as read from a file, and what is refused about a file."""

from __future__ import annotations

import hashlib
import html
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

MAX_BYTES = 30 * 1024 * 1024
"""Larger files are refused: a page of a thousand openFDA reports has about three megabytes."""
MAX_NOTICES = 20_000
TEXT_LIMIT = 20_000
TAG = re.compile(r"<[^>]{0,2000}>")
SPACES = re.compile(r"\s+")
UNKNOWN = frozenset({"", "unknown", "-", "n/a", "not applicable", "none", "no brand"})
"""What authorities write where they name nothing."""


class Refused(Exception):
    """The file is not read: ``code`` is ``too-large``, ``unreadable``, ``definitions``, ``other-format`` or ``too-many``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Notice:
    """What an authority published. ``models``, ``lots`` and ``gtins`` are as it writes them; empty where it names none.

    ``is_list``: it announces several notices and names no product of its own, as a weekly round-up does.
    """

    source_id: str
    title: str
    text: str = ""
    maker: str = ""
    brand: str = ""
    models: tuple[str, ...] = ()
    lots: tuple[str, ...] = ()
    gtins: tuple[str, ...] = ()
    grade: str = ""
    origin: str = ""
    published_on: date | None = None
    url: str = ""
    is_list: bool = False

    @property
    def digest(self) -> str:
        """The SHA-256 of its content: another one is another version."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True, default=str).encode()).hexdigest()


def plain_text(value: Any, limit: int = TEXT_LIMIT) -> str:
    """Text without markup, control characters and runs of spaces, cut to a length."""
    if value is None or isinstance(value, dict | list):
        return ""
    text = html.unescape(TAG.sub(" ", html.unescape(str(value)[: 4 * limit])))
    clean = "".join(" " if unicodedata.category(one) in ("Cc", "Cf", "Cs") else one for one in text)
    return SPACES.sub(" ", clean).strip()[:limit]


def known_text(value: Any, limit: int) -> str:
    """The same; empty where the authority says that it does not know."""
    text = plain_text(value, limit)
    return "" if text.casefold() in UNKNOWN else text


def parts_of(text: str, *, most: int = 500) -> tuple[str, ...]:
    """Numbers in a list as authorities write them: between commas, semicolons, line ends, slashes with spaces, or 'and'."""
    found = re.split(r"[,;\n|]|\s/\s|\sand\s", text)
    words = (one.strip(" .:()") for one in found)
    return tuple(dict.fromkeys(one for one in words if one.casefold() not in UNKNOWN and len(one) <= 60))[:most]


def iso_day(text: str) -> date | None:
    """A day as 2026-03-05, 20260305, 05/03/2026 (day first) or the beginning of an ISO moment; None where it is none."""
    text = text.strip()
    for pattern, order in ((r"(\d{4})-?(\d{2})-?(\d{2})", (0, 1, 2)), (r"(\d{1,2})/(\d{1,2})/(\d{4})", (2, 1, 0))):
        if match := re.match(pattern, text):
            year, month, day = (int(match.groups()[place]) for place in order)
            try:
                return date(year, month, day)
            except ValueError:
                return None
    return None


def within_limits(notices: Iterable[Notice]) -> list[Notice]:
    """All of them, the last of each number. Raises Refused ``too-many``."""
    found: dict[str, Notice] = {}
    for notice in notices:
        found[notice.source_id] = notice
        if len(found) > MAX_NOTICES:
            raise Refused("too-many")
    return list(found.values())
