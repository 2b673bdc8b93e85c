"""Which documents are generated, and which of them are held out.

All five layouts are for development. Further documents in the same layouts are held out: nobody tunes extractors on them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tools.labelled.kinds import KINDS, Kind


class Part(StrEnum):
    """Development is for whoever works on the extractors; nobody looks at the mistakes in the other part."""

    DEVELOPMENT = "development"
    KNOWN_FAMILIES = "known-families"


HELD_OUT = ("x", "y")
"""First characters of the seeds of documents that are held out."""


class Look(StrEnum):
    """How a document reaches us."""

    TEXT = "text"
    CLEAN = "clean"
    PHONE = "phone"
    SKEW = "skew"
    STAMP = "stamp"
    LOW = "low"


@dataclass(frozen=True)
class Labelled:
    """One document of the set."""

    kind: Kind
    variant: str
    seed: str
    look: Look

    @property
    def name(self) -> str:
        return f"{self.kind.id}-{self.variant}-{self.seed}-{self.look}"

    @property
    def part(self) -> Part:
        return Part.KNOWN_FAMILIES if self.seed.startswith(HELD_OUT) else Part.DEVELOPMENT


PlanEntry = tuple[str, str, Look]
"""Layouts that the kinds use in rotation, seed, and look."""
FIRST: tuple[PlanEntry, ...] = (
    ("d", "e1", Look.TEXT), ("d", "e2", Look.CLEAN), ("d", "e3", Look.PHONE),
    ("a", "d1", Look.TEXT), ("b", "d2", Look.TEXT), ("c", "h1", Look.TEXT),
    ("c", "h2", Look.CLEAN), ("c", "h3", Look.PHONE), ("ab", "d3", Look.CLEAN), ("ba", "d4", Look.PHONE),
    ("abcd", "n1", Look.CLEAN), ("cdab", "n2", Look.CLEAN), ("bcda", "n3", Look.PHONE), ("dabc", "n4", Look.PHONE),
    ("bcda", "n5", Look.CLEAN), ("dabc", "n6", Look.CLEAN), ("abcd", "n7", Look.PHONE), ("cdab", "n8", Look.PHONE),
    ("abcd", "u1", Look.CLEAN), ("cdab", "u2", Look.CLEAN), ("bcda", "u3", Look.PHONE), ("dabc", "u4", Look.PHONE),
    ("bcda", "u5", Look.CLEAN), ("dabc", "u6", Look.CLEAN), ("abcd", "u7", Look.PHONE), ("cdab", "u8", Look.PHONE),
    ("abcd", "v1", Look.CLEAN), ("cdab", "v2", Look.CLEAN), ("bcda", "v3", Look.CLEAN), ("dabc", "v4", Look.CLEAN),
    ("abcd", "v5", Look.CLEAN), ("cdab", "v6", Look.CLEAN), ("bcda", "v7", Look.CLEAN), ("dabc", "v8", Look.CLEAN),
    ("abcd", "v9", Look.PHONE), ("cdab", "v10", Look.PHONE), ("bcda", "v11", Look.PHONE), ("dabc", "v12", Look.PHONE),
    ("abcd", "x1", Look.CLEAN), ("cdab", "x2", Look.CLEAN), ("bcda", "x3", Look.CLEAN), ("dabc", "x4", Look.CLEAN),
    ("abcd", "x5", Look.CLEAN), ("cdab", "x6", Look.CLEAN), ("bcda", "x7", Look.CLEAN), ("dabc", "x8", Look.CLEAN),
    ("abcd", "x9", Look.PHONE), ("cdab", "x10", Look.PHONE), ("bcda", "x11", Look.PHONE), ("dabc", "x12", Look.PHONE),
    ("e", "w1", Look.CLEAN), ("e", "w2", Look.CLEAN), ("e", "w3", Look.CLEAN),
    ("e", "w4", Look.PHONE), ("e", "w5", Look.PHONE), ("e", "w6", Look.PHONE),
    ("e", "y1", Look.CLEAN), ("e", "y2", Look.CLEAN), ("e", "y3", Look.PHONE),
)  # fmt: skip
"""What is cheap and what the targets ask for is read first, look by look. "ab": every second kind has layout b."""

THEN: tuple[PlanEntry, ...] = (
    ("d", "e4", Look.SKEW), ("d", "e5", Look.STAMP), ("d", "e6", Look.LOW),
    ("c", "h4", Look.SKEW), ("c", "h5", Look.STAMP), ("c", "h6", Look.LOW),
    ("ab", "d5", Look.SKEW), ("ba", "d6", Look.STAMP), ("ab", "d7", Look.LOW),
)  # fmt: skip
"""These kind by kind, so that a run that is stopped has some of each."""


def documents() -> Iterator[Labelled]:
    """Every document of the set, always in the same order."""
    kinds = list(enumerate(KINDS))
    yield from (_document(place, kind, entry) for entry in FIRST for place, kind in kinds)
    yield from (_document(place, kind, entry) for place, kind in kinds for entry in THEN)


def _document(place: int, kind: Kind, entry: PlanEntry) -> Labelled:
    variants, seed, look = entry
    return Labelled(kind, variants[place % len(variants)], seed, look)
