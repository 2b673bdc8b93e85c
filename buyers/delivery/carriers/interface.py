"""What every reader of a carrier answers with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from buyers.terms.delivery.events import CarrierCode


@dataclass(frozen=True)
class CarrierEvent:
    """An event as a carrier reports it. ``id`` is the carrier's own; ``retracts`` the id of an event that it takes back.

    ``code`` says what it means to us and at which end of the way; ``kind`` is happened, expected or planned; ``at`` carries
    an offset; ``place`` is a UN/LOCODE, empty where it names none that we can read.
    """

    id: str
    code: CarrierCode
    kind: str
    at: datetime
    place: str = ""
    note: str = ""
    retracts: str = ""


class Unreachable(Exception):
    """The carrier gave no usable answer; ``problem`` is a code of at most 20 letters."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Carrier(Protocol):
    """A carrier's service. Its events are read again and again: whoever stores them knows which it has."""

    def fetch(self, reference: str, since: datetime | None) -> Sequence[CarrierEvent]:
        """Events of that reference that were made since then. Raises Unreachable."""
