"""What documents of a delivery state, read by machine or typed, and how a contradiction between two of them is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from buyers.terms.contract import Terms
from buyers.terms.delivery.issued import PackedLot, Packing

CONTRADICTION, WARNING = "contradiction", "warning"
CONTRACT, SHIPMENT, INVOICE, PACKING_LIST = "sales_contract", "shipment", "commercial_invoice", "packing_list"
TRANSPORT = ("bill_of_lading", "sea_waybill", "air_waybill", "rail_waybill", "courier_label")
NAMED_BY_LOT = ("inspection_report", "lot_test_report", "certificate_of_analysis", "batch_record_summary")
NAMED_BY_MODEL = ("label_proof", "ifu", "certificate_of_analysis", "lot_test_report")
INSURANCE = "insurance_certificate"


@dataclass(frozen=True)
class Place:
    """Where a value stands: the kind of the document, its number and, for one of ours, its version; a line or a lot in it."""

    kind: str
    number: str = ""
    version: int = 0
    line: int = 0
    lot: str = ""


@dataclass(frozen=True)
class StatedLine:
    """A line of goods as one document states it."""

    quantity: int
    model: str = ""
    hs_code: str = ""
    unit_price: Decimal | None = None


@dataclass(frozen=True)
class Stated:
    """What one document states. Empty and None: it does not say. ``lines`` by their number in the contract.

    ``insured`` in minor units of ``currency``; weights in grams.
    """

    place: Place
    on: date | None = None
    consignee: str = ""
    beneficiary: str = ""
    currency: str = ""
    incoterm: str = ""
    named_place: str = ""
    lines: Mapping[int, StatedLine] = field(default_factory=dict)
    quantity: int | None = None
    packing: Packing = field(default_factory=Packing)
    packed: tuple[PackedLot, ...] = ()
    lots: frozenset[str] = frozenset()
    failed_lots: frozenset[str] = frozenset()
    models: frozenset[str] = frozenset()
    hs_codes: frozenset[str] = frozenset()
    on_board_on: date | None = None
    insured_on: date | None = None
    insured: int | None = None
    total: int | None = None


@dataclass(frozen=True)
class Value:
    """One side of a contradiction. ``what`` is text, a number, an amount in minor units, a day or several texts."""

    what: str | int | Decimal | date | tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Finding:
    """Two values that do not go together, each with its place. ``code`` is one of ``CODES``; ``currency`` is that of amounts."""

    code: str
    severity: str
    left: Value
    right: Value
    currency: str = ""


@dataclass(frozen=True)
class Dossier:
    """All that is compared: the terms in force, every document, and the customs codes of each line's type of product."""

    terms: Terms
    contract: Place
    documents: tuple[Stated, ...]
    hs_codes: Mapping[int, frozenset[str]] = field(default_factory=dict)
    supplier_names: tuple[str, ...] = ()
    signed_on: date | None = None
    invoiced: Mapping[int, int] = field(default_factory=dict)
    """Units of each line on the current invoices of all shipments together."""

    def of(self, *kinds: str) -> tuple[Stated, ...]:
        """The documents of these kinds."""
        return tuple(one for one in self.documents if one.place.kind in kinds)
