"""The facts put before the rules: one product, one destination, the documents on file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from audits.compliance import body_numbers

Attribute = bool | str | date | tuple[str, ...]
Statement = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One document: its type, the days on which it holds (inclusive), and what it says of itself.

    ``valid_until`` is the legal last day, also where a law extends the printed one. ``None`` as an end means that no
    end is known: a document without ``valid_from`` holds on every day up to its last one.
    """

    type: str
    valid_from: date | None = None
    valid_until: date | None = None
    stated: tuple[tuple[str, Statement], ...] = ()
    """Standard, scope, class, product codes…, sorted by key."""
    ref: str | None = None
    issuer: str | None = None
    """Number of the body that issued it: four digits, whatever the way in which it was written."""
    issued_on: date | None = None
    holder: str | None = None
    """``manufacturer``, ``importer`` or ``local_representative``, where the document says so."""

    def __post_init__(self) -> None:
        if self.issuer is not None:
            object.__setattr__(self, "issuer", body_numbers.number_of(self.issuer))

    def order(self) -> tuple[object, ...]:
        """The place of a document among others: by type, then the one that holds longest first."""
        until = -(self.valid_until or date.max).toordinal()
        since = (self.valid_from or date.min).toordinal()
        issued = (self.issuer or "", self.issued_on or date.min, self.holder or "")
        return (self.type, until, since, self.ref or "", repr(self.stated), *issued)


def statements(said: Mapping[str, Statement]) -> tuple[tuple[str, Statement], ...]:
    """What a document says, in the order that ``Evidence.stated`` keeps."""
    return tuple(sorted(said.items()))


@dataclass(frozen=True)
class Dossier:
    """What is asked about: a product, where it goes, and its documents; their order has no meaning and is made one."""

    product_type: str
    attributes: Mapping[str, Attribute]
    market: str | None
    """``None``: the destination belongs to no market that we hold rules for."""
    evidence: tuple[Evidence, ...] = ()
    shipped_from_china: bool = False
    in_preparation: tuple[Evidence, ...] = ()
    """Drafts: they count for nothing, but are nearly there when a way out is looked for."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "evidence", tuple(sorted(self.evidence, key=Evidence.order)))
