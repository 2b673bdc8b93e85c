"""What two sides agree on by their signatures: the terms of an order as data, in one canonical form with one digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from buyers.terms.decoding import decode
from buyers.terms.errors import TermsError
from buyers.terms.money import line_amount

FOUR_PLACES = Decimal("0.0001")
LATER = frozenset(
    {
        "shelf_life_months",
        "shelf_life_bp",
        "seat",
        "arbitration_language",
        "arbitrators",
        "accepts_failed",
        "cancelled",
        "by_right",
        "force_majeure_days",
        "freight_follows",
    }
)
"""Terms that came after contracts were signed: where nothing is agreed they are left out, so that digests stay."""


@dataclass(frozen=True)
class LineTerms:
    """One line as it was offered. ``unit_price`` in whole units of the currency, ``amount`` in its minor units.

    ``pieces`` are the pieces of one unit, None where they were not stated. ``specification`` is what both agreed on
    beyond the product's own data.
    """

    number: int
    product: int
    name: str
    name_zh: str
    model: str
    specification: str
    quantity: int
    unit: str
    pieces: int | None
    unit_price: Decimal
    amount: int
    hs_code: str = ""
    cleared_until: date | None = None
    """The last day of the clearance, as it was known when the order was placed."""


@dataclass(frozen=True)
class PartTerms:
    """A part of the price: demanded by the event ``due``, released by the event ``release``.

    ``share_bp`` in basis points of the total, ``amount`` in minor units. ``evidence`` names the kinds of evidence that must
    be accepted before it is released.
    """

    number: int
    share_bp: int
    amount: int
    due: str
    pay_within_days: int
    release: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Charge:
    """What is paid besides the lines: ``kind`` is tooling, sample, freight or cancellation; ``amount`` in minor units."""

    kind: str
    amount: int


@dataclass(frozen=True)
class CancelledUnits:
    """So many units of a line are no longer owed, of all that were ever ordered: they stand in its quantity no more."""

    line: int
    quantity: int


@dataclass(frozen=True)
class Terms:
    """All that an order's sides agree on. Amounts in minor units of ``currency``; shares and tolerances in basis points.

    ``plan`` is the id of the payment plan that the parts were made from; ``documents`` are kinds of ``documents.yaml``;
    ``holder`` is the name of who holds the money, empty where nobody does.
    """

    buyer: str
    buyer_address: str
    buyer_country: str
    supplier: str
    supplier_zh: str
    supplier_address: str
    destination: str
    currency: str
    lines: tuple[LineTerms, ...]
    parts: tuple[PartTerms, ...]
    plan: str
    incoterm: str
    place: str
    mode: str
    latest_shipment: date
    expected_entry: date
    tolerance_bp: int
    acceptance_days: int
    inspection: Mapping[str, str]
    """The sampling plan, as ``{"level": "II", "critical": "0", "major": "2.5", "minor": "4.0"}``; empty: none agreed."""
    documents: tuple[str, ...]
    law: str
    forum: str
    holder: str = ""
    incoterms_edition: str = "2020"
    charges: tuple[Charge, ...] = ()
    label_language: str = ""
    note: str = ""
    cancel_fee_bp: int = 1000
    """What the supplier keeps of what is held when the buyer changes its mind after the order is confirmed."""
    grace_days: int = 7
    """Days after ``latest_shipment`` from which the buyer may cancel what has not been shipped."""
    shelf_life_months: int = 0
    """Whole months that each lot must still keep on the day on which it arrives at the named place; 0: none agreed."""
    shelf_life_bp: int = 0
    """The share of its whole life that each lot must have left on that day; 0: none agreed."""
    seat: str = ""
    """The city of the arbitration; empty: the usual one of the institution."""
    arbitration_language: str = ""
    """``en``, ``zh`` or ``en-zh``; empty: that of the institution's rules."""
    arbitrators: int = 0
    """1 or 3; 0: as the institution's rules say."""
    acknowledged: tuple[str, ...] = field(default=())
    """Warnings that both signatures cover, in the words in which they were shown."""
    accepts_failed: tuple[int, ...] = ()
    """Numbers of lines that the buyer takes although their inspection failed, each at a lower price than before."""
    cancelled: tuple[CancelledUnits, ...] = ()
    """What was ended of the lines so far, by both sides or by one that had the right to."""
    by_right: str = ""
    """The cause for which one side alone could end part of the order: this version holds by its signature. Empty: by both."""
    force_majeure_days: int = 0
    """Days that force majeure lasts after which either side may end what is not shipped; 0: nothing is agreed about it."""
    freight_follows: bool = False
    """Where units end, the freight falls with their price; otherwise it stays as agreed, like tooling and samples."""

    @property
    def total(self) -> int:
        """The whole price in minor units: the sum of its lines and charges, never a product of sums."""
        return sum(line.amount for line in self.lines) + sum(charge.amount for charge in self.charges)

    def charge(self, kind: str) -> int:
        """What is paid of that kind besides the goods, in minor units."""
        return sum(one.amount for one in self.charges if one.kind == kind)

    @property
    def open_lines(self) -> tuple[LineTerms, ...]:
        """The lines of which anything is owed: not those that were cancelled altogether."""
        return tuple(line for line in self.lines if line.quantity)

    def cancelled_of(self, line: int) -> int:
        """Units of that line that were ever cancelled."""
        return sum(one.quantity for one in self.cancelled if one.line == line)


def as_data(terms: Terms) -> dict[str, Any]:
    """The terms as JSON without fractions: days are texts, prices texts with four places.

    Raises TermsError ``wrong-type`` for what has no plain form.
    """
    plain: dict[str, Any] = json.loads(json.dumps(asdict(terms), default=_as_text))
    return {key: value for key, value in plain.items() if key not in LATER or value}


def from_data(data: Mapping[str, Any]) -> Terms:
    """The terms that ``as_data`` wrote. Fields that later versions added may be missing; nothing else may differ.

    Raises TermsError ``unknown-key``, ``missing-key`` or ``wrong-type``, with ``at`` as ``lines[0].quantity``.
    """
    terms: Terms = decode(Terms, data, "")
    return terms


def check_sums(terms: Terms) -> None:
    """Whether the figures fit each other, before anybody signs them.

    Raises TermsError ``lines-not-numbered``, ``amount-differs`` (line, amount), ``parts-not-numbered`` or ``parts-differ``
    (sum, total), in minor units.
    """
    if not terms.lines or any(one.number >= following.number for one, following in pairwise(terms.lines)):
        raise TermsError("lines-not-numbered")
    for line in terms.lines:
        amount = line_amount(line.quantity, line.unit_price, terms.currency)
        if line.amount != amount:
            raise TermsError("amount-differs", line=line.number, amount=amount)
    if [part.number for part in terms.parts] != list(range(1, len(terms.parts) + 1)):
        raise TermsError("parts-not-numbered")
    together = sum(part.amount for part in terms.parts)
    if together != terms.total or any(part.amount < 0 for part in terms.parts):
        raise TermsError("parts-differ", sum=together, total=terms.total)


def canonical(data: Mapping[str, Any]) -> bytes:
    """The one text of this data: keys in order, no spaces, UTF-8 (RFC 8785 for data without fractions)."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest_of(data: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical text: what each signature names."""
    return hashlib.sha256(canonical(data)).hexdigest()


def _as_text(value: object) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal) and value == value.quantize(FOUR_PLACES):
        return f"{value:.4f}"
    raise TermsError("wrong-type", at=repr(value))
