"""Documents that the site issues from data: what each states, frozen in one canonical form with one digest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from buyers.terms.contract import Charge
from buyers.terms.decoding import decode

OF_ORDER = ("proforma_invoice", "acceptance")
OF_SHIPMENT = ("commercial_invoice", "packing_list", "shipping_instruction", "document_index")
KINDS = ("quote", *OF_ORDER, *OF_SHIPMENT)
"""Ids of ``shared`` kinds of documents that are issued here; the contract has a page and a file of its own."""
PREFIXES = {
    "quote": "QUO",
    "proforma_invoice": "PI",
    "commercial_invoice": "INV",
    "packing_list": "PL",
    "shipping_instruction": "SI",
    "document_index": "IDX",
    "acceptance": "ACC",
}
ISSUERS = {"acceptance": ("buyer",), "document_index": ("supplier", "buyer")}
"""Which sides issue a kind; the supplier alone where nothing stands here."""


@dataclass(frozen=True)
class Party:
    """A company as the document names it. ``code``: unified social credit code or tax number."""

    name: str
    name_zh: str = ""
    address: str = ""
    country: str = ""
    code: str = ""


@dataclass(frozen=True)
class GoodsLine:
    """A line of the goods. ``unit_price`` in whole units of the currency, ``amount`` in minor units; None: not stated."""

    number: int
    name: str
    name_zh: str
    model: str
    quantity: int
    unit: str
    pieces: int | None = None
    hs_code: str = ""
    origin: str = "CN"
    unit_price: Decimal | None = None
    amount: int | None = None
    rejected: int = 0
    """Units that the buyer did not accept or misses; only in a record of acceptance, where ``quantity`` is what it accepted."""
    reason: str = ""


@dataclass(frozen=True)
class PackedLot:
    """A lot as it is packed. Weights in grams, the volume in cubic centimetres; None: not stated."""

    line: int
    quantity: int
    lot: str = ""
    made_on: date | None = None
    expires_on: date | None = None
    cartons: int | None = None
    pieces_per_carton: int | None = None
    net_grams: int | None = None
    gross_grams: int | None = None
    volume_cm3: int | None = None


@dataclass(frozen=True)
class Packing:
    """All packages together, as the document states them."""

    cartons: int | None = None
    net_grams: int | None = None
    gross_grams: int | None = None
    volume_cm3: int | None = None


@dataclass(frozen=True)
class Way:
    """A leg of the way; places by UN/LOCODE."""

    mode: str
    origin: str
    destination: str
    carrier: str = ""
    vehicle: str = ""
    voyage: str = ""
    container: str = ""
    seal: str = ""
    bill: str = ""


@dataclass(frozen=True)
class Payment:
    """How the price is paid. ``account_end``: the last characters of the supplier's account; the number itself stands nowhere."""

    plan: str = ""
    holder: str = ""
    beneficiary: str = ""
    bank: str = ""
    swift: str = ""
    account_end: str = ""


@dataclass(frozen=True)
class Listed:
    """A document that an index names. ``digest``: of the frozen data, or of the uploaded file."""

    kind: str
    number: str
    on: date | None
    digest: str
    version: int = 0
    by: str = ""


@dataclass(frozen=True)
class Document:
    """What a document states: frozen when it is issued. Amounts in minor units of ``currency``."""

    kind: str
    number: str
    version: int
    issued_on: date
    order: str
    exporter: Party
    consignee: Party
    notify: str = ""
    incoterm: str = ""
    place: str = ""
    incoterms_edition: str = "2020"
    mode: str = ""
    destination: str = ""
    currency: str = ""
    contract_version: int = 0
    shipment: str = ""
    lines: tuple[GoodsLine, ...] = ()
    charges: tuple[Charge, ...] = ()
    lots: tuple[PackedLot, ...] = ()
    packing: Packing = Packing()
    legs: tuple[Way, ...] = ()
    payment: Payment = Payment()
    listed: tuple[Listed, ...] = ()
    marks: str = ""
    remarks: str = ""
    invoice: str = ""
    """The invoice that a packing list goes with."""
    valid_until: date | None = None
    lead_time_days: int | None = None
    documents: tuple[str, ...] = ()
    """Kinds of documents that the price includes."""
    originals: int | None = None
    """Original bills that a shipping instruction asks for."""
    replaces: int = 0
    """The version that this one replaces; 0: it is the first."""
    changed: str = ""

    @property
    def total(self) -> int | None:
        """Lines and charges together; None where the document has no prices."""
        if not self.lines or any(line.amount is None for line in self.lines):
            return None
        return sum(line.amount or 0 for line in self.lines) + sum(charge.amount for charge in self.charges)


def issuers_of(kind: str) -> tuple[str, ...]:
    """The sides that may issue this kind."""
    return ISSUERS.get(kind, ("supplier",))


def number_of(kind: str, order: str, shipment: int | None = None) -> str:
    """The number of a document, the same for all its versions: ``INV-KP-2026-000123-1`` for the first shipment."""
    return "-".join(filter(None, (PREFIXES[kind], order, str(shipment) if shipment else "")))


def together(lots: tuple[PackedLot, ...]) -> Packing:
    """The sums of lots; None for what one of them does not state."""

    def summed(name: str) -> int | None:
        values = [getattr(lot, name) for lot in lots]
        return None if not values or None in values else sum(values)

    return Packing(*(summed(name) for name in ("cartons", "net_grams", "gross_grams", "volume_cm3")))


def as_data(document: Document) -> dict[str, Any]:
    """The document as JSON without fractions: days are texts, prices texts with four places."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(document), default=_as_text))
    return plain


def from_data(data: Mapping[str, Any]) -> Document:
    """The document that ``as_data`` wrote. Raises TermsError as ``contract.from_data`` does."""
    document: Document = decode(Document, data, "")
    return document


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else f"{value:.4f}"
