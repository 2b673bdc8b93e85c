"""What a buyer should know and no document proves: duties, import alerts, procurement measures, fees, and pending law.

It never changes an answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audits.compliance.buyer_facts import BuyerCondition
from audits.compliance.reference import Confidence

EVERYWHERE = "*"
"""In ``markets``: every destination."""


class Topic(StrEnum):
    """What an entry is about. ``requirement``: law that is not in force yet and would ask for more, or for less."""

    DUTY = "duty"
    IMPORT_ALERT = "import_alert"
    PROCUREMENT = "procurement"
    SANCTIONS = "sanctions"
    FEE = "fee"
    RENEWAL = "renewal"
    FILING = "filing"
    LIABILITY = "liability"
    REQUIREMENT = "requirement"


@dataclass(frozen=True, slots=True)
class Information:
    """One entry, on the days from ``effective_from`` to ``effective_until`` (inclusive; None: no known start or end).

    Empty ``origins``, ``product_types`` and ``hs`` mean every one. ``hs`` holds beginnings of codes of the Harmonized
    System, as ``6307.90``. A pending entry is no law yet: ``expected`` is the day on which it may begin, if one is known.
    """

    id: str
    topic: Topic
    markets: tuple[str, ...]
    text: str
    text_zh: str
    legal_basis: str
    confidence: Confidence
    sources: tuple[str, ...]
    origins: tuple[str, ...] = ()
    product_types: tuple[str, ...] = ()
    hs: tuple[str, ...] = ()
    buyer: BuyerCondition = ()
    rate: str = ""
    effective_from: date | None = None
    effective_until: date | None = None
    is_pending: bool = False
    expected: date | None = None

    def concerns(self, market: str, product_type: str, codes: Iterable[str], origin: str) -> bool:
        """Whether it is about that product type, with these codes of the Harmonized System, from there into that market."""
        return (
            (market in self.markets or EVERYWHERE in self.markets)
            and (not self.origins or origin in self.origins)
            and (not self.product_types or product_type in self.product_types)
            and (not self.hs or any(code.startswith(self.hs) for code in codes))
        )

    def in_force(self, on: date) -> bool:
        """Whether it is law on that day."""
        if self.is_pending:
            return False
        begun = self.effective_from is None or self.effective_from <= on
        return begun and (self.effective_until is None or on <= self.effective_until)
