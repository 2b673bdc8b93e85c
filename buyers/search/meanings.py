"""What a word or a few words can mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from kpmarket.foundation.places import place_name
from kpmarket.foundation.text.languages import in_reader_language


class Kind(StrEnum):
    """What a meaning is of. MARK: a mark or a regulator, which stands for the law of a market."""

    TYPE = "type"
    STANDARD = "standard"
    GRADE = "grade"
    FEATURE = "feature"
    PLACE = "place"
    MARK = "mark"
    BODY = "body"
    DOCUMENT = "document"


PRODUCT_KINDS = frozenset({Kind.TYPE, Kind.STANDARD, Kind.GRADE, Kind.FEATURE})
"""What a product can be found by."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that words can mean. ``id`` is that of the rulebook; of a grade the standard's id, a bar and the grade; of
    a feature the product type's id, a bar and the English label of the value.
    """

    kind: Kind
    id: str
    name_en: str = ""
    name_zh: str = ""

    @property
    def label(self) -> str:
        """As the reader is informed of it."""
        if self.kind is Kind.GRADE:
            return " ".join(self.id.split("|"))
        if self.kind is Kind.PLACE and not self.name_en:
            return place_name(self.id)
        return in_reader_language(en=self.name_en, zh=self.name_zh) or self.id

    @property
    def standard(self) -> str:
        """The standard that it names or belongs to; empty for other kinds."""
        return self.id.partition("|")[0] if self.kind in (Kind.STANDARD, Kind.GRADE) else ""

    @property
    def product_type(self) -> str:
        """The product type that it names, or whose feature it is; empty for other kinds."""
        return self.id.partition("|")[0] if self.kind in (Kind.TYPE, Kind.FEATURE) else ""

    @property
    def grade(self) -> str:
        """The grade that it names; empty for other kinds."""
        return self.id.partition("|")[2] if self.kind is Kind.GRADE else ""


def kind_name(kind: Kind) -> str:
    """The kind in the reader's language."""
    return {
        Kind.TYPE: _("Product type"),
        Kind.STANDARD: _("Standard"),
        Kind.GRADE: _("Grade of a standard"),
        Kind.FEATURE: _("Feature of a product"),
        Kind.PLACE: _("Destination"),
        Kind.MARK: _("Mark or regulator"),
        Kind.BODY: _("Issuing body"),
        Kind.DOCUMENT: _("Document"),
    }[kind]
