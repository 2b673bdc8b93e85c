"""All that the checks look at, put together before the first one runs: they read no table and no clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audits.compliance.rulebook import EvidenceType, Rulebook
from audits.findings.finding import Finding, Severity
from audits.registers.question import Outcome
from suppliers.documents.fields import FieldName, Fields, Proposal
from suppliers.documents.reading import Box, Line, Page, Reading

SURE = 0.8
"""A reading that is less sure than this contradicts nothing; at most it is worth a look."""


@dataclass(frozen=True)
class Document:
    """One file: its key, and what was read in it. Without a reading nothing is known of it."""

    file: int
    reading: Reading | None = None
    fields: Fields = field(default_factory=Fields)


@dataclass(frozen=True)
class Claim:
    """What the supplier says that the document states."""

    number: str = ""
    issuer: str = ""
    issuer_number: str = ""
    issued_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    printed_until: date | None = None
    scope: str = ""
    standards: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()

    @property
    def last_day(self) -> date | None:
        """The last day as it is printed."""
        return self.printed_until or self.valid_until

    @property
    def begins(self) -> date | None:
        return self.valid_from or self.issued_on


@dataclass(frozen=True)
class Company:
    """The supplier, as its own case names it."""

    name_en: str = ""
    name_zh: str = ""
    address_en: str = ""
    address_zh: str = ""
    credit_code: str = ""
    province: str = ""
    website: str = ""


@dataclass(frozen=True)
class Kind:
    """What such documents are like. ``law`` is the rulebook's word on them; None where the type is not in the rulebook."""

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
        """Whether the pattern describes the document's own number, not that of a body, a device or somebody else."""
        return self.law is None or self.law.number_identifies == "document"

    @property
    def is_the_suppliers(self) -> bool:
        return self.held_by == "manufacturer"

    @property
    def speaks_of_the_company(self) -> bool:
        return self.law is not None and self.law.covers == "company"


@dataclass(frozen=True)
class Item:
    """A product that the certificate is said to cover, with the class that China gives its type."""

    model: str
    name_en: str = ""
    name_zh: str = ""
    kind: str = ""
    china_class: str = ""


@dataclass(frozen=True)
class Elsewhere:
    """What other companies submitted as well: bare yes or no, never whose. Pages are pairs of file and number: ``read``
    are those with the same figures, ``pages`` those that look the same."""

    number: bool = False
    files: frozenset[int] = frozenset()
    read: frozenset[tuple[int, int]] = frozenset()
    pages: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Case:
    """A certificate, what was read in its files, the company, and the law as it stands on that day."""

    on: date
    claim: Claim
    company: Company
    kind: Kind
    documents: tuple[Document, ...] = ()
    items: tuple[Item, ...] = ()
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    registers: Mapping[str, Outcome] = field(default_factory=dict)
    """Register -> its last word."""
    law: Rulebook | None = None

    def every(self, name: FieldName) -> Iterator[tuple[Document, Proposal]]:
        """Every value that was read for a field, in all files."""
        return ((document, one) for document in self.documents for one in document.fields.every(name))

    def surest(self, name: FieldName) -> tuple[Document, Proposal] | None:
        """The value of a field that was read most surely."""
        return max(self.every(name), key=lambda pair: pair[1].confidence, default=None)

    def readings(self) -> Iterator[tuple[Document, Reading]]:
        return ((document, document.reading) for document in self.documents if document.reading)

    def pages(self) -> Iterator[tuple[Document, Page]]:
        return ((document, page) for document, reading in self.readings() for page in reading.pages)

    def lines(self) -> Iterator[tuple[Document, Page, Line]]:
        return ((document, page, line) for document, page in self.pages() for line in page.lines)


def found_at(code: str, severity: Severity, document: Document, read: Proposal, /, **params: str) -> Finding:
    """A finding at the place where a value was read; a contradiction only where the reading is sure."""
    is_unsure = severity is Severity.CONTRADICTION and read.confidence < SURE
    return Finding(code, Severity.WARNING if is_unsure else severity, params, read.page, read.box, document.file)


def found_on(
    code: str,
    severity: Severity,
    document: Document,
    page: Page | int | None = None,
    box: Box | None = None,
    /,
    **params: str,
) -> Finding:
    """A finding on a page or, without one, in the whole file."""
    number = page.number if isinstance(page, Page) else page
    return Finding(code, severity, params, number, box, document.file)
