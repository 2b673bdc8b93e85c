"""The input of the checks, gathered before the first one runs: checks read no table and no clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audits.compliance.dossier import Attribute, Evidence
from audits.compliance.rulebook import EvidenceType, Rulebook
from audits.compliance.standards import Citation, Vocabulary, citations
from audits.registers.question import Outcome
from suppliers.documents.fields import FieldName, Fields, Proposal
from suppliers.documents.reading import Line, Page, Reading

MIN_CONFIDENCE = 0.8
"""A value read with less confidence contradicts nothing; at most it is a warning."""

NO_STANDARDS = Vocabulary()
"""For a case without a law: every standard is read by its name as printed."""


@dataclass(frozen=True)
class Document:
    """One file: its key, and what was read in it. ``reading`` is None where the file was not read."""

    file: int
    reading: Reading | None = None
    fields: Fields = field(default_factory=Fields)


@dataclass(frozen=True)
class Claim:
    """What the supplier claims that the document states."""

    number: str = ""
    issuer: str = ""
    issuer_number: str = ""
    issued_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    printed_until: date | None = None
    scope: str = ""
    holder_reason: str = ""
    """Why another company's credit code stands on the document, in the supplier's words."""
    standards: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()

    @property
    def last_day(self) -> date | None:
        """The last day as printed."""
        return self.printed_until or self.valid_until

    @property
    def begins(self) -> date | None:
        return self.valid_from or self.issued_on


@dataclass(frozen=True)
class Company:
    """The supplier, by its own particulars."""

    name_en: str = ""
    name_zh: str = ""
    address_en: str = ""
    address_zh: str = ""
    credit_code: str = ""
    province: str = ""
    website: str = ""


@dataclass(frozen=True)
class Kind:
    """The certificate type. ``law`` is its entry in the rulebook; None where the rulebook has none."""

    id: str
    kind: str = "certificate"
    market: str = "*"
    held_by: str = "manufacturer"
    months: int | None = None
    pattern: str = ""
    pattern_is_guess: bool = True
    example: str = ""
    register_url: str = ""
    law: EvidenceType | None = None

    @property
    def number_is_its_own(self) -> bool:
        """Whether the pattern describes the number of the document itself, not that of a body or a device."""
        return self.law is None or self.law.number_identifies == "document"

    @property
    def is_the_suppliers(self) -> bool:
        return self.held_by == "manufacturer"

    @property
    def speaks_of_the_company(self) -> bool:
        return self.law is not None and self.law.covers == "company"


@dataclass(frozen=True)
class Item:
    """A product that the certificate is claimed to cover, with the Chinese class of its type."""

    model: str
    name_en: str = ""
    name_zh: str = ""
    kind: str = ""
    china_class: str = ""
    facts: Mapping[str, Attribute] = field(default_factory=dict)
    """What rules may ask about it."""
    standards: tuple[str, ...] = ()
    """Standards that it is said to meet, as written."""
    manufacturer: tuple[str, ...] = ()
    """Names of its legal manufacturer; empty: the company that sells it."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """What buyers read of it in words, by its parts."""
    approved: tuple[Evidence, ...] = ()
    """Its documents that were approved."""


@dataclass(frozen=True)
class Reuse:
    """What other companies submitted too, without naming them.

    ``number``: the same number on a document of the same type. ``files``: keys of own files that another company
    submitted. ``same_figures`` and ``same_image`` are own pages, as pairs of file key and page number, that match a page
    of another company by their figures or by their image.
    """

    number: bool = False
    files: frozenset[int] = frozenset()
    same_figures: frozenset[tuple[int, int]] = frozenset()
    same_image: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Case:
    """A certificate, what was read in its files, the company, and the law of the day ``on``."""

    on: date
    claim: Claim
    company: Company
    kind: Kind
    documents: tuple[Document, ...] = ()
    items: tuple[Item, ...] = ()
    seller: Company = field(default_factory=Company)
    """The supplier, where ``company`` is the legal manufacturer that the document belongs to."""
    manufacturer: str = ""
    """The legal manufacturer that it is claimed to belong to; empty: the supplier itself."""
    reuse: Reuse = field(default_factory=Reuse)
    registers: Mapping[str, Outcome] = field(default_factory=dict)
    """Latest answer by register."""
    law: Rulebook | None = None

    def values_read(self, name: FieldName) -> list[tuple[Document, Proposal]]:
        """Every value that was read for a field, in all files."""
        return [(document, value) for document in self.documents for value in document.fields.every(name)]

    def best_read(self, name: FieldName) -> tuple[Document, Proposal] | None:
        """The value of a field that was read with the highest confidence."""
        return most_confident(self.values_read(name))

    def citations(self, text: str) -> tuple[Citation, ...]:
        """The standards that a text cites, as the law of the day knows them."""
        return citations(self.law.vocabulary if self.law else NO_STANDARDS, text)

    def readings(self) -> Iterator[tuple[Document, Reading]]:
        return ((document, document.reading) for document in self.documents if document.reading)

    def pages(self) -> Iterator[tuple[Document, Page]]:
        return ((document, page) for document, reading in self.readings() for page in reading.pages)

    def lines(self) -> Iterator[tuple[Document, Page, Line]]:
        return ((document, page, line) for document, page in self.pages() for line in page.lines)


def most_confident(values: Iterable[tuple[Document, Proposal]]) -> tuple[Document, Proposal] | None:
    """The first of the values with the highest confidence; None where there is no value."""
    return max(values, key=lambda pair: pair[1].confidence, default=None)
