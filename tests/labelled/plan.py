"""Which papers there are. Layouts a and b are for development, layout c and other facts are held out; no reader tunes on c."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tests.labelled.kinds import KINDS, Kind


class Part(StrEnum):
    DEVELOPMENT = "development"
    HELD_OUT = "held-out"


class Look(StrEnum):
    """How a paper reaches us."""

    TEXT = "text"
    CLEAN = "clean"
    PHONE = "phone"
    SKEW = "skew"
    STAMP = "stamp"
    LOW = "low"


@dataclass(frozen=True)
class Labelled:
    """One paper of the set."""

    kind: Kind
    variant: str
    seed: str
    look: Look

    @property
    def name(self) -> str:
        return f"{self.kind.id}-{self.variant}-{self.seed}-{self.look}"

    @property
    def part(self) -> Part:
        return Part.HELD_OUT if self.variant == "c" else Part.DEVELOPMENT


ROUNDS: tuple[tuple[tuple[str, str, Look], ...], ...] = (
    (("a", "d1", Look.TEXT), ("b", "d2", Look.TEXT), ("c", "h1", Look.TEXT)),
    (("c", "h2", Look.CLEAN), ("ab", "d3", Look.CLEAN)),
    (("c", "h3", Look.PHONE), ("ba", "d4", Look.PHONE)),
    (("c", "h4", Look.SKEW), ("ab", "d5", Look.SKEW)),
    (("c", "h5", Look.STAMP), ("ba", "d6", Look.STAMP)),
    (("c", "h6", Look.LOW), ("ab", "d7", Look.LOW)),
)
"""In the order in which they are read: what is cheap and what the targets ask for comes first. "ab" takes turns by kind."""


def papers() -> Iterator[Labelled]:
    """Every paper of the set, always in the same order."""
    for turn in ROUNDS:
        for variants, seed, look in turn:
            for place, kind in enumerate(KINDS):
                yield Labelled(kind, variants[place % len(variants)], seed, look)
