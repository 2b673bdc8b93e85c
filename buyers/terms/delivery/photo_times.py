"""Whether a photograph was taken when the report says so, by the clock of the camera: a question, never an accusation.

Cameras write EXIF's DateTimeOriginal, mostly without a zone (CIPA DC-008). A moment without one is compared with every zone of
the world, so that it is odd only where it is odd everywhere. Clocks of cameras run wrong, and pictures are sent on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

EARLIEST_ZONE, LATEST_ZONE = timedelta(hours=14), timedelta(hours=12)
"""A place has at most 14 hours more, and at most 12 hours less than UTC."""
SLACK = timedelta(hours=2)
"""So far a camera's clock, or the time that somebody typed, may be off."""


class Oddity(StrEnum):
    """What the camera's clock does not fit."""

    BEFORE = "before"
    AFTER = "after"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Window:
    """From when to when somebody says to have looked, and when the file reached us."""

    begins: datetime
    ends: datetime
    received: datetime


def oddity_of(taken: str, window: Window) -> Oddity | None:
    """What is odd; None where nothing is, or where the camera says no time."""
    span = _span(taken)
    if span is None:
        return None
    earliest, latest = span
    if earliest > window.received + SLACK:
        return Oddity.AHEAD
    if latest < window.begins - SLACK:
        return Oddity.BEFORE
    if earliest > window.ends + SLACK:
        return Oddity.AFTER
    return None


def _span(taken: str) -> tuple[datetime, datetime] | None:
    """The earliest and the latest moment that the text can stand for; None where it is no moment."""
    try:
        moment = datetime.fromisoformat(taken)
    except ValueError:
        return None
    if moment.tzinfo is not None:
        return moment, moment
    try:
        local = moment.replace(tzinfo=UTC)
        return local - EARLIEST_ZONE, local + LATEST_ZONE
    except OverflowError:
        return None
