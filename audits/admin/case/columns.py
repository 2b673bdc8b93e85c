"""Claimed, read and register values of a certificate side by side, in words, with the places where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from audits.admin.case.pages import Mark, reading_of
from audits.findings.comparison import Agreement, ReadValue, RegisterAnswer, RegisterValue, Row, rows
from audits.models import RegisterCheck
from audits.models.register_check import CheckOutcome, Register
from audits.registers.question import Outcome, Point
from kpmarket.templatetags.kp import Look
from suppliers.documents.fields import UNLIMITED, FieldName
from suppliers.models import Certificate, CertificateFile, FieldDecision, Product
from suppliers.models.reading import FieldChoice
from suppliers.readings.field_decisions import claims

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
DAYS = frozenset({FieldName.ISSUED_ON, FieldName.VALID_FROM, FieldName.VALID_UNTIL})
LOOKS = {
    Agreement.DIFFERS: Look("bad", "alert", _("Differs")),
    Agreement.UNSURE: Look("warn", "question", _("Please look")),
    Agreement.AGREES: Look("ok", "check", _("Agrees")),
    Agreement.ALONE: Look("mute", "minus", _("Nothing to compare")),
}
VALUES = {True: LOOKS[Agreement.AGREES], False: LOOKS[Agreement.DIFFERS], None: LOOKS[Agreement.ALONE]}
DECIDED = {
    FieldChoice.CONFIRMED: _("taken over as it was read"),
    FieldChoice.CORRECTED: _("corrected by the supplier"),
    FieldChoice.TYPED: _("typed by the supplier"),
}
UNSURE_BELOW = 0.8
"""A reading that is less sure than this says so."""


@dataclass(frozen=True)
class Column:
    """One field as the page shows it."""

    name: str
    target: str
    label: Any
    look: Look
    claimed: list[str]
    not_read: list[str]
    decided: str
    read: list[dict[str, Any]]
    register: list[dict[str, Any]]
    marks: list[Mark]


def columns_of(
    certificate: Certificate,
    *,
    files: Sequence[CertificateFile],
    products: Sequence[Product],
    checks: Iterable[RegisterCheck],
) -> list[Column]:
    """Every field of which anybody says something, contradictions first."""
    read = [(file.pk, row.proposals) for file in files if (row := reading_of(file))]
    names = {file.pk: file.original_name for file in files} if len(files) > 1 else {}
    found = rows(claimed_by(certificate, products), read, [answered(check) for check in checks])
    decided = {one.field: one for one in certificate.field_decisions.all()}
    return [in_words(row, certificate, names, decided.get(row.field.value)) for row in found]


def claimed_by(certificate: Certificate, products: Sequence[Product]) -> dict[FieldName, list[str]]:
    """What the supplier says of the document, of itself and of its products, as text. No last day claims that it has none."""
    supplier, claimed = certificate.supplier, claims(certificate)
    return {
        **{name: [value] for name, value in claimed.items()},
        FieldName.VALID_UNTIL: [claimed[FieldName.VALID_UNTIL] or UNLIMITED],
        FieldName.HOLDER_EN: [supplier.name_en],
        FieldName.HOLDER_ZH: [supplier.name_zh],
        FieldName.ADDRESS: [supplier.address_zh, supplier.address_en],
        FieldName.CREDIT_CODE: [supplier.credit_code or ""],
        FieldName.MODEL: [product.model for product in products],
    }


def answered(check: RegisterCheck) -> RegisterAnswer:
    """A kept look-up as the comparison takes it."""
    return RegisterAnswer(
        check.register,
        Outcome(check.outcome),
        check.taken_at,
        check.shown,
        {Point(one["point"]): one["found"] for one in check.differences},
    )


def in_words(row: Row, certificate: Certificate, names: Mapping[int, str], decided: FieldDecision | None) -> Column:
    """The row as people read it. ``names`` of the files, where there are several."""
    target = f"row_{row.field}"
    marks = list(_marks(row, target))
    return Column(
        row.field.value,
        target,
        LABELS[row.field],
        LOOKS[row.agreement],
        [_claimed_in_words(row.field, value, certificate) for value in row.claimed],
        list(row.not_read),
        str(DECIDED[FieldChoice(decided.choice)]) if decided else "",
        [_read_in_words(row, seen, mark, names) for seen, mark in zip(row.read, marks, strict=True)],
        [_held_in_words(row.field, held) for held in row.register],
        marks,
    )


def _marks(row: Row, target: str) -> Iterator[Mark]:
    for number, seen in enumerate(row.read):
        one, look = seen.proposal, look_of(row, seen)
        label = f"{LABELS[row.field]}: {one.printed}"
        yield Mark(seen.file, one.page, one.box, f"{row.field}_{number}", target, label, look.tone)


def _claimed_in_words(name: FieldName, value: str, certificate: Certificate) -> str:
    return str(certificate.certificate_type) if name is FieldName.KIND else shown(name, value)


def look_of(row: Row, seen: ReadValue) -> Look:
    """Beside a value that agrees, another one is no contradiction: a document names many bodies and days."""
    return VALUES[None] if row.agrees and not seen.agrees else VALUES[seen.agrees]


def _read_in_words(row: Row, seen: ReadValue, mark: Mark, names: Mapping[int, str]) -> dict[str, Any]:
    one = seen.proposal
    value = one.printed if row.field is FieldName.KIND else shown(row.field, one.value)
    return {
        "value": value,
        "printed": one.printed if one.printed != value else "",
        "page": one.page,
        "file": names.get(seen.file, ""),
        "unsure": round(one.confidence * 100) if one.confidence < UNSURE_BELOW else None,
        "look": look_of(row, seen),
        "agrees": None if row.agrees and not seen.agrees else seen.agrees,
        "shows": mark.name,
        "page_id": mark.page_id,
    }


def _held_in_words(name: FieldName, held: RegisterValue) -> dict[str, Any]:
    return {
        "register": Register(held.register).label,
        "outcome": CheckOutcome(held.outcome).label,
        "at": held.at,
        "value": shown(name, held.value),
        "look": VALUES[held.agrees],
        "agrees": held.agrees,
        "says_outcome": name is FieldName.NUMBER or not held.value,
    }


def shown(name: FieldName, value: str) -> str:
    """A value as the reader writes it."""
    if name not in DAYS:
        return value
    if value == UNLIMITED:
        return str(_("no end"))
    try:
        return date_format(date.fromisoformat(value))
    except ValueError:
        return value
