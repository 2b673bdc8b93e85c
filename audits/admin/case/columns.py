"""Claimed, read and register values of a certificate in three columns, in words, with their places on the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audits.admin.case.marks import Mark
from audits.desk.compared import compared_rows
from audits.findings.comparison import Agreement, ReadValue, RegisterValue, Row
from audits.models import RegisterCheck
from audits.models.register_check import CheckOutcome, Register
from kpmarket.templatetags.kp import Look
from suppliers.documents.fields import UNLIMITED, FieldName
from suppliers.models import Certificate, CertificateFile, FieldDecision, Product
from suppliers.models.reading import FieldChoice

LABELS = {
    FieldName.KIND: _("Type"),
    FieldName.NUMBER: _("Number"),
    FieldName.ISSUER: _("Issuing body"),
    FieldName.ISSUER_NUMBER: _("Number of the issuing body"),
    FieldName.HOLDER_EN: _("Holder in English"),
    FieldName.HOLDER_ZH: _("Holder in Chinese"),
    FieldName.ADDRESS: _("Address"),
    FieldName.CREDIT_CODE: _("Credit code"),
    FieldName.ISSUED_ON: _("Issued on"),
    FieldName.VALID_FROM: _("Valid from"),
    FieldName.VALID_UNTIL: _("Valid until"),
    FieldName.STANDARD: _("Standard"),
    FieldName.MODEL: _("Models"),
    FieldName.CLASS: _("Class"),
}
DATE_FIELDS = frozenset({FieldName.ISSUED_ON, FieldName.VALID_FROM, FieldName.VALID_UNTIL})
LOOKS = {
    Agreement.DIFFERS: Look("bad", "alert", _("Differs")),
    Agreement.UNSURE: Look("warn", "question", _("Please look")),
    Agreement.AGREES: Look("ok", "check", _("Agrees")),
    Agreement.ALONE: Look("mute", "minus", _("Nothing to compare")),
}
LOOKS_OF_VALUES = {True: LOOKS[Agreement.AGREES], False: LOOKS[Agreement.DIFFERS], None: LOOKS[Agreement.ALONE]}
CHOICES = {
    FieldChoice.CONFIRMED: _("accepted as read"),
    FieldChoice.COMPARED: _("accepted as read, and compared with the page"),
    FieldChoice.CORRECTED: _("corrected by the supplier"),
    FieldChoice.TYPED: _("typed by the supplier"),
}
MIN_CERTAIN_CONFIDENCE = 0.8
"""A value read with less confidence is marked as uncertain."""


@dataclass(frozen=True)
class ReadCell:
    """A value read on the document. ``printed`` is its text there where it differs; ``confidence`` in percent where low."""

    value: str
    printed: str
    page: int
    file: str
    confidence: int | None
    look: Look
    agrees: bool | None
    mark: Mark


@dataclass(frozen=True)
class RegisterCell:
    """What a register holds. ``shows_outcome`` where the outcome of the look-up matters besides or instead of a value."""

    register: str | Promise
    outcome: str | Promise
    at: datetime
    value: str
    look: Look
    agrees: bool | None
    shows_outcome: bool


@dataclass(frozen=True)
class FieldRow:
    """One field in three columns. ``not_read`` are claimed values that were not found on the document; ``choice`` is how
    the supplier filled the field in."""

    name: str
    target: str
    label: Promise
    agreement: Agreement
    claimed: list[str]
    not_read: tuple[str, ...]
    choice: str | Promise
    read: list[ReadCell]
    register: list[RegisterCell]

    @property
    def is_to_look_at(self) -> bool:
        """Whether something differs or is unsure."""
        return self.agreement in (Agreement.DIFFERS, Agreement.UNSURE)

    @property
    def look(self) -> Look:
        return LOOKS[self.agreement]

    @property
    def marks(self) -> list[Mark]:
        return [cell.mark for cell in self.read]


def field_rows(
    certificate: Certificate,
    *,
    files: Sequence[CertificateFile],
    products: Sequence[Product],
    checks: Iterable[RegisterCheck],
) -> list[FieldRow]:
    """Every field with a value, contradictions first."""
    names = {file.pk: file.original_name for file in files} if len(files) > 1 else {}
    compared = compared_rows(certificate, files=files, products=products, checks=checks)
    decisions = {decision.field: decision for decision in certificate.field_decisions.all()}
    return [field_row(row, certificate, names, decisions.get(row.field.value)) for row in compared]


def field_row(row: Row, certificate: Certificate, names: Mapping[int, str], decision: FieldDecision | None) -> FieldRow:
    """The row in words. ``names`` are those of the files, where there are several."""
    return FieldRow(
        name=row.field.value,
        target=f"row_{row.field}",
        label=LABELS[row.field],
        agreement=row.agreement,
        claimed=[_claim_in_words(row.field, value, certificate) for value in row.claimed],
        not_read=row.not_read,
        choice=CHOICES[FieldChoice(decision.choice)] if decision else "",
        read=[_read_cell(row, number, value, names) for number, value in enumerate(row.read)],
        register=[_register_cell(row.field, value) for value in row.register],
    )


def _claim_in_words(name: FieldName, value: str, certificate: Certificate) -> str:
    return str(certificate.certificate_type) if name is FieldName.KIND else value_in_words(name, value)


def _read_cell(row: Row, number: int, read: ReadValue, names: Mapping[int, str]) -> ReadCell:
    """Next to a value that agrees, another one is no contradiction: documents name many bodies and dates."""
    proposal = read.proposal
    agrees = None if row.agrees and not read.agrees else read.agrees
    look = LOOKS_OF_VALUES[agrees]
    value = proposal.printed if row.field is FieldName.KIND else value_in_words(row.field, proposal.value)
    label = f"{LABELS[row.field]}: {proposal.printed}"
    name, target = f"{row.field}_{number}", f"row_{row.field}"
    return ReadCell(
        value=value,
        printed=proposal.printed if proposal.printed != value else "",
        page=proposal.page,
        file=names.get(read.file, ""),
        confidence=round(proposal.confidence * 100) if proposal.confidence < MIN_CERTAIN_CONFIDENCE else None,
        look=look,
        agrees=agrees,
        mark=Mark(read.file, proposal.page, proposal.box, name, target, label, look.tone),
    )


def _register_cell(name: FieldName, value: RegisterValue) -> RegisterCell:
    return RegisterCell(
        register=Register(value.register).label,
        outcome=CheckOutcome(value.outcome).label,
        at=value.at,
        value=value_in_words(name, value.value),
        look=LOOKS_OF_VALUES[value.agrees],
        agrees=value.agrees,
        shows_outcome=name is FieldName.NUMBER or not value.value,
    )


def value_in_words(name: FieldName, value: str) -> str:
    """Dates in the reader's format; other values as they are."""
    if name not in DATE_FIELDS:
        return value
    if value == UNLIMITED:
        return str(_("no end"))
    try:
        return date_format(date.fromisoformat(value))
    except ValueError:
        return value
