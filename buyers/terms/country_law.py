"""Which conventions hold in a country, for a contract with a supplier in China: facts with their source, no legal advice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from buyers.terms.convention_rows import convention_rows


class Convention(StrEnum):
    """The three that a first contract meets."""

    SALES = "cisg"
    AWARDS = "new_york"
    APOSTILLE = "apostille"


@dataclass(frozen=True)
class Standing:
    """How a convention stands in a country. ``since`` is None where our list of its parties does not name the country.

    ``details`` are the numbers of articles that the state declared not to be bound by, or its reservations;
    ``is_with_china`` is false where the convention holds there and not between that country and China.
    """

    convention: Convention
    since: date | None
    details: str
    is_with_china: bool
    source: str
    confidence: str

    def holds(self, on: date) -> bool:
        return self.since is not None and self.since <= on and self.is_with_china


def standings(country: str) -> tuple[Standing, ...]:
    """All three; ``country`` is an ISO code, or one of a part of a country."""
    return tuple(_standing(convention, country.partition("-")[0]) for convention in Convention)


def _standing(convention: Convention, country: str) -> Standing:
    row = convention_rows(convention).get(country)
    if row is None:
        return Standing(convention, None, "", True, "", "")
    return Standing(
        convention,
        date.fromisoformat(row["in_force_from"]),
        row.get("declarations") or row.get("reservations") or "",
        row.get("works_with_china", "yes") in ("yes", "own"),
        row["source"],
        row["confidence"],
    )
