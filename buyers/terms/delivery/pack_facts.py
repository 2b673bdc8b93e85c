"""What the list of documents of a shipment is computed from: plain facts, read elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

FREE_SALE_TYPES = frozenset(
    {"cfs", "cn_export_certificate", "cn_export_certificate_registered", "cn_export_certificate_export_only"}
)
"""Evidence types of the rulebook that prove free sale in China, or production for export under its rules."""


class LawState(StrEnum):
    """How a document that the rulebook asks for stands on the day of arrival."""

    MET = "met"
    LAPSED = "lapsed"
    ABSENT = "absent"


@dataclass(frozen=True)
class LawDocument:
    """A document that the law of the destination, or of China, asks for, of one line of the order.

    ``name`` in the reader's language; ``is_buyers``: only the buyer's side can hold it. ``valid_until`` of what is on file,
    ``basis`` the law as the rulebook cites it, ``confidence`` that of the rule. ``taken_back`` says in the reader's language that
    such a document was approved and when that was taken back; empty where none was.
    """

    line: int
    type: str
    name: str
    state: LawState
    is_buyers: bool
    basis: str
    confidence: str
    valid_until: date | None = None
    taken_back: str = ""


@dataclass(frozen=True)
class OnFile:
    """A document that is there. ``key`` finds it again: what kind of row it is and the row's key, as ``upload:7``."""

    kind: str
    key: str
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    side: str = ""


@dataclass(frozen=True)
class PackFacts:
    """A shipment, or an order of which none exists yet, on a day.

    ``on``: today; ``departs_on`` and ``arrives_on`` as they happened or are expected, None where nothing says. ``types`` are
    product types, ``agreed`` kinds that the contract names. ``dangerous``, ``battery``, ``cold`` and ``registered`` (in
    China): None where nobody stated it. ``law``: None where the destination is not assessed. ``confirmed``: rows of our
    files that an officer confirmed, as (file, row).
    """

    on: date
    departs_on: date | None
    arrives_on: date | None
    mode: str
    incoterm: str
    market: str | None
    country: str
    types: frozenset[str]
    agreed: frozenset[str] = frozenset()
    is_inspected: bool = False
    is_quoted: bool = False
    dangerous: bool | None = None
    battery: bool | None = None
    cold: bool | None = None
    registered: bool | None = None
    law: tuple[LawDocument, ...] | None = ()
    on_file: tuple[OnFile, ...] = ()
    confirmed: frozenset[tuple[str, str]] = field(default=frozenset())

    @property
    def asks_free_sale(self) -> bool:
        """Whether the destination asks for proof of free sale, as far as the rulebook says."""
        return any(one.type in FREE_SALE_TYPES for one in self.law or ())
