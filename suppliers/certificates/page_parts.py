"""The parts of the pages about certificates, as their templates get them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from suppliers.models import Certificate


@dataclass(frozen=True)
class DayStatus:
    """The state of a certificate on a day: the code and word of its pill, and a sentence about its days, or none."""

    code: str
    word: str
    days: str


@dataclass(frozen=True)
class AuditorRequest:
    """Why a certificate was sent back, refused or revoked: sentences, and the auditor's note."""

    reasons: list[str]
    note: str


@dataclass(frozen=True)
class ListRow:
    """One certificate in the list; ``number`` is the name of its first file until a number is known."""

    certificate: Certificate
    title: str
    number: str
    status: DayStatus
    request: AuditorRequest | None


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    count: int
    current: bool


@dataclass(frozen=True)
class Bar:
    """A stretch of the time line, in thousandths of its length."""

    x: int
    width: int
    tone: str


@dataclass(frozen=True)
class TimelineRow:
    """One certificate on the time line: from its first day to its last, and the gap since it ended."""

    label: str
    text: str
    bars: list[Bar]


@dataclass(frozen=True)
class Timeline:
    """Approved certificates from ``start`` to ``end``; ``today`` in thousandths of that length."""

    rows: list[TimelineRow]
    today: int
    start: date
    end: date


@dataclass(frozen=True)
class FieldBox:
    """Where a field was read, in thousandths of the page's width and height."""

    field: str
    label: str
    tone: str
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Page:
    """One page image; ``place`` is the key of its file and its number, counted from 1; sizes in pixels."""

    place: tuple[int, int]
    url: str
    width: int
    height: int
    alt: str
    boxes: tuple[FieldBox, ...] = ()


@dataclass(frozen=True)
class Event:
    """One step in the history of a certificate, as its company reads it."""

    when: datetime
    what: str
    who: str
    note: str
    tone: str


@dataclass(frozen=True)
class Value:
    label: str
    value: str
