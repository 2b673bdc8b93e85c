"""One difference between two editions of the rulebook, as codes and parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypedDict

from audits.compliance.rulebook import Combine, Expression, Leaf, Outcome


class ChangeCode(StrEnum):
    """What happened: to a row, to an entry of the list of standards, or to an entry of another list."""

    ENDS = "ends"
    BEGINS = "begins"
    REPLACED = "replaced"
    END_MOVED = "end_moved"
    CORRECTED = "corrected"
    REMOVED = "removed"
    EDITION_BEGINS = "edition_begins"
    EDITION_ENDS = "edition_ends"
    EDITION_REPLACED = "edition_replaced"
    EDITION_CORRECTED = "edition_corrected"
    EDITION_REMOVED = "edition_removed"
    LISTED = "listed"
    RELISTED = "relisted"
    UNLISTED = "unlisted"
    DETAILS = "details"


class ChangeParams(TypedDict, total=False):
    """What the sentence about a change names. Which keys are there depends on the code."""

    route: str
    route_before: str
    asks: Expression
    added: tuple[Leaf, ...]
    """Documents that the new row asks for and the old one did not."""
    dropped: tuple[Leaf, ...]
    """Documents that the old row asked for and the new one does not."""
    condition: tuple[tuple[str, bool | str | date], ...]
    combine: Combine
    outcome: Outcome
    since: date | None
    until: date | None
    until_before: date | None
    fields: Mapping[str, tuple[object, object]]
    """Name of a corrected field -> (before, now); documents are in ``added`` and ``dropped`` instead."""
    reasons: tuple[str, ...]
    standard: str
    edition: str
    edition_before: str
    kind: str
    """The list, as ``Rulebook`` names it."""
    id: str
    market: str | None
    market_before: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``day`` is the first day on which the new law holds; ``None``: always, or nobody knows.

    ``rows`` are ids of the requirements it rests on, new ones first.
    """

    code: ChangeCode
    day: date | None = None
    market: str = ""
    product_types: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    params: ChangeParams = field(default_factory=lambda: ChangeParams())
