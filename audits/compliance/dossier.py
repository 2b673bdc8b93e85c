"""The facts that the rules judge: one product, one destination, the documents on file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from audits.compliance import body_numbers
from audits.compliance.buyer_facts import BuyerFacts

Attribute = bool | str | date | tuple[str, ...]
Statement = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One document: its type, the days on which it is valid (inclusive), and what it states.

    ``valid_until`` is the last day in law, also where a law extends the printed one. ``None`` means that no start or
    end is known: a document without ``valid_from`` is valid on every day up to its last one.
    """

    type: str
    valid_from: date | None = None
    valid_until: date | None = None
    stated: tuple[tuple[str, Statement], ...] = ()
    """Standard, scope, class, product codes…, sorted by key."""
    ref: str | None = None
    issuer: str | None = None
    """Number of the body that issued it: four digits, however it was written."""
    issued_on: date | None = None
    holder: str | None = None
    """``manufacturer``, ``importer`` or ``local_representative``, where the document says so."""
    manufacturer: Statement | None = None
    """Names of the legal manufacturer that it belongs to; ``None`` where it names none."""
    models: tuple[str, ...] = ()
    """Models that it names; empty where it names none."""

    def __post_init__(self) -> None:
        if self.issuer is not None:
            object.__setattr__(self, "issuer", body_numbers.number_of(self.issuer))

    def sort_key(self) -> tuple[object, ...]:
        """Sort key: by type, then the longest valid first."""
        until = -(self.valid_until or date.max).toordinal()
        since = (self.valid_from or date.min).toordinal()
        issued = (self.issuer or "", self.issued_on or date.min, self.holder or "")
        return (
            self.type,
            until,
            since,
            self.ref or "",
            repr(self.stated),
            *issued,
            repr(self.manufacturer),
            self.models,
        )


def statements(stated: Mapping[str, Statement]) -> tuple[tuple[str, Statement], ...]:
    """What a document states, as ``Evidence.stated`` keeps it: sorted by key."""
    return tuple(sorted(stated.items()))


@dataclass(frozen=True)
class Dossier:
    """A product, its destination market, and its documents. Their order has no meaning; they are sorted here."""

    product_type: str
    attributes: Mapping[str, Attribute]
    market: str | None
    """``None``: the destination belongs to no market that we hold rules for."""
    evidence: tuple[Evidence, ...] = ()
    shipped_from_china: bool = False
    in_preparation: tuple[Evidence, ...] = ()
    """Drafts: they never count, but finishing one is the least work when a way out of a block is searched."""
    buyer: BuyerFacts = field(default_factory=dict)
    """What is known of the buyer's side, by the names of the rulebook's buyer facts. What is not stated is open."""
    shipped_on: date | None = None
    """The day on which the goods leave, by which the origin's rules are judged; None: the day that is asked about.

    The day that is asked about is always that of arrival. Nothing arrives before it was shipped: who reads input refuses that.
    """
    country: str | None = None
    """ISO 3166 code of the destination; ``None`` where only its market is known."""
    quantity: int | None = None
    """Pieces that are shipped; ``None`` where it is not known."""
    manufacturer: Statement | None = None
    """Names of the product's legal manufacturer; ``None`` where it is not known: then no document is held to it."""
    model: str | None = None
    """``None`` where it is not known: then no document is held to it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "evidence", tuple(sorted(self.evidence, key=Evidence.sort_key)))
