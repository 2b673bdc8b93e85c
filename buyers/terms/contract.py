"""What two sides agree on by their signatures: the terms of an order as data, in one canonical form with one digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any


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
    """What is paid besides the lines: ``kind`` is tooling, sample or freight; ``amount`` in minor units."""

    kind: str
    amount: int


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
    acknowledged: tuple[str, ...] = field(default=())
    """Warnings that both signatures cover, in the words in which they were shown."""

    @property
    def total(self) -> int:
        """The whole price in minor units: the sum of its lines and charges, never a product of sums."""
        return sum(line.amount for line in self.lines) + sum(charge.amount for charge in self.charges)


def as_data(terms: Terms) -> dict[str, Any]:
    """The terms as JSON without fractions: decimals and days are texts."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(terms), default=str))
    return plain


def from_data(data: Mapping[str, Any]) -> Terms:
    """The terms that ``as_data`` wrote. Raises KeyError, TypeError or ValueError for other data."""
    kept = {one.name: data[one.name] for one in fields(Terms) if one.name in data}
    lines = tuple(
        LineTerms(**{**line, "unit_price": Decimal(line["unit_price"]), "cleared_until": _day(line["cleared_until"])})
        for line in data["lines"]
    )
    parts = tuple(PartTerms(**{**part, "evidence": tuple(part["evidence"])}) for part in data["parts"])
    return Terms(
        **{
            **kept,
            "lines": lines,
            "parts": parts,
            "charges": tuple(Charge(**charge) for charge in data["charges"]),
            "documents": tuple(data["documents"]),
            "acknowledged": tuple(data["acknowledged"]),
            "latest_shipment": date.fromisoformat(data["latest_shipment"]),
            "expected_entry": date.fromisoformat(data["expected_entry"]),
        }
    )


def canonical(data: Mapping[str, Any]) -> bytes:
    """The one text of this data: keys in order, no spaces, UTF-8 (RFC 8785 for data without fractions)."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(data: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical text: what each signature names."""
    return hashlib.sha256(canonical(data)).hexdigest()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
