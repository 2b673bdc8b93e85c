"""What every reader of a list of sanctions returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from buyers.terms.disputes.lists import Kind

MAX_NAMES = 400_000
"""Names in one file; the longest public list has about a tenth."""


@dataclass(frozen=True)
class ListedParty:
    """One entry. ``number`` is the publisher's own; ``names`` are all of its names; ``program`` says under which rules."""

    number: str
    kind: Kind
    names: tuple[str, ...]
    program: str


@dataclass(frozen=True)
class ReadList:
    """A list as it was published. ``id`` is one of ``sanctions_lists.yaml``."""

    id: str
    published_on: date
    parties: tuple[ListedParty, ...]


class Unreadable(Exception):
    """The file is no list that we can read; the text says why, for who loads it."""
