"""What a supplier fills in for a request, before it is sent as a revision of the quote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from buyers.models import EnquiryLine
from buyers.terms.money import line_amount
from buyers.trade.models import QuoteLine, QuoteRevision


@dataclass(frozen=True)
class OfferedLine:
    """The offer for one line of the request. Without a price it is not offered. ``sample_price`` in minor units."""

    line: EnquiryLine
    quantity: int
    unit: str
    pieces: int | None
    unit_price: Decimal | None
    sample_price: int | None = None
    note: str = ""

    def amount_in(self, currency: str) -> int:
        """What it comes to in minor units; 0 where it is not offered. Raises TermsError where that is too large."""
        return 0 if self.unit_price is None else line_amount(self.quantity, self.unit_price, currency)

    @property
    def facts(self) -> dict[str, Any]:
        """Its columns besides the line and the amount."""
        return {name: getattr(self, name) for name in LINE_FACTS}


@dataclass(frozen=True)
class Offer:
    """All that one revision says. ``freight`` and ``tooling`` in minor units of ``currency``; None: not offered."""

    currency: str
    incoterm: str
    place: str
    mode: str
    lead_time_days: int
    valid_until: date
    plan: str
    freight: int | None
    tooling: int | None
    documents: tuple[str, ...]
    note: str
    lines: tuple[OfferedLine, ...]

    @property
    def facts(self) -> dict[str, Any]:
        """The columns of the revision."""
        return {**{name: getattr(self, name) for name in FACTS}, "documents": list(self.documents)}

    def says_the_same_as(self, revision: QuoteRevision) -> bool:
        """Whether sending it would change nothing."""
        return self.facts == {name: getattr(revision, name) for name in FACTS} and {
            one.line.pk: one.facts for one in self.lines
        } == {one.line_id: {name: getattr(one, name) for name in LINE_FACTS} for one in revision.lines.all()}


FACTS = (
    "currency",
    "incoterm",
    "place",
    "mode",
    "lead_time_days",
    "valid_until",
    "plan",
    "freight",
    "tooling",
    "documents",
    "note",
)
LINE_FACTS = ("quantity", "unit", "pieces", "unit_price", "sample_price", "note")


def lines_of(offer: Offer, revision: QuoteRevision) -> list[QuoteLine]:
    """The rows of a revision, not saved."""
    return [
        QuoteLine(revision=revision, line=one.line, amount=one.amount_in(offer.currency), **one.facts)
        for one in offer.lines
    ]
