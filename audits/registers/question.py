"""The question to a register, and the five outcomes of asking."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Outcome(StrEnum):
    """The outcome of a look-up. "Not found" never means "false"; "unreachable" says nothing about the certificate."""

    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"
    NOT_COVERED = "not_covered"
    UNREACHABLE = "unreachable"


class Reason(StrEnum):
    """Why there is no answer, or why the register was not queried."""

    BY_HAND = "by_hand"
    OFFLINE = "offline"
    NO_CONNECTION = "no_connection"
    TIMED_OUT = "timed_out"
    BUSY = "busy"
    REFUSED = "refused"
    ELSEWHERE = "elsewhere"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    UNEXPECTED = "unexpected"
    NO_NUMBER = "no_number"
    NOT_IN_THIS_REGISTER = "not_in_this_register"
    GUARDED = "guarded"
    NO_KEY = "no_key"


class Point(StrEnum):
    """The point in which the claim and the register differ."""

    HOLDER = "holder_differs"
    ISSUER = "issuer_differs"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    LAST_DAY = "last_day_differs"
    CHECK_DIGIT = "check_digit"


@dataclass(frozen=True)
class Question:
    """One number to look up in one register, and what is claimed about it."""

    register: str
    number: str
    holders: tuple[str, ...] = ()
    issuer: str = ""
    valid_until: date | None = None


@dataclass(frozen=True)
class Difference:
    """One point in which the register differs from the claim."""

    point: Point
    claimed: str
    found: str


@dataclass(frozen=True)
class Record:
    """What a register holds under the number that was asked.

    ``shown`` is displayed to people. ``state`` is the register's own word; ``is_void`` means no longer valid.
    Empty names are not compared.
    """

    shown: dict[str, str]
    holders: tuple[str, ...] = ()
    issuer: str = ""
    state: str = ""
    is_void: bool = False
    valid_until: date | None = None


@dataclass(frozen=True)
class Answer:
    """The result that is stored. ``digest`` is the SHA-256 of ``body``, byte for byte."""

    outcome: Outcome
    url: str
    reason: Reason | None = None
    shown: dict[str, str] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    http_status: int | None = None
    body: bytes = b""
    digest: str = ""
