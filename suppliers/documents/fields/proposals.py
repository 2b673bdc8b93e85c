"""Proposals of field values, which a person confirms or corrects: a value, its printed form, and its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from suppliers.documents.packing import Versioned
from suppliers.documents.reading import Box

VERSION = 1


class FieldName(StrEnum):
    """What a certificate states. `issuer_number` covers the number of a notified body."""

    KIND = "kind"
    NUMBER = "number"
    ISSUER = "issuer"
    ISSUER_NUMBER = "issuer_number"
    HOLDER_EN = "holder_en"
    HOLDER_ZH = "holder_zh"
    ADDRESS = "address"
    CREDIT_CODE = "credit_code"
    ISSUED_ON = "issued_on"
    VALID_FROM = "valid_from"
    VALID_UNTIL = "valid_until"
    STANDARD = "standard"
    MODEL = "model"
    CLASS = "class"


@dataclass(frozen=True)
class Proposal:
    """One value. Dates are ISO text, an end that never comes is `unlimited`, a kind is the id of its certificate type.
    `printed` is the text on the document; `page` counts from 1; `confidence`, 0 to 1, is a score and not calibrated."""

    field: FieldName
    value: str
    printed: str
    page: int
    box: Box
    confidence: float


@dataclass(frozen=True)
class Fields(Versioned):
    """All proposals of one reading; of each field the best first."""

    proposals: tuple[Proposal, ...] = ()
    version: int = VERSION
    CURRENT_VERSION: ClassVar[int] = VERSION

    @classmethod
    def of(cls, proposals: Iterable[Proposal]) -> Fields:
        """Each value once, with its highest confidence; fields in order, in each the highest confidence first."""
        order = list(FieldName)
        kept: dict[tuple[FieldName, str], Proposal] = {}
        for one in sorted(proposals, key=lambda each: (order.index(each.field), -each.confidence)):
            kept.setdefault((one.field, one.value), one)
        return cls(tuple(kept.values()))

    def best(self, field: FieldName) -> Proposal | None:
        return next(iter(self.every(field)), None)

    def every(self, field: FieldName) -> tuple[Proposal, ...]:
        return tuple(one for one in self.proposals if one.field == field)
