"""What a supplier claims of a document, next to what was read on it and what registers hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audits.compliance.standards import citations
from audits.findings.case import NO_STANDARDS
from audits.findings.comparison import RegisterAnswer, Row, rows
from audits.law.current import current_rulebook
from audits.models import RegisterCheck
from audits.registers.question import Outcome, Point
from suppliers.documents.fields import UNLIMITED, FieldName
from suppliers.models import Certificate, CertificateFile, Product
from suppliers.readings.field_decisions import claims


def compared_rows(
    certificate: Certificate,
    *,
    files: Sequence[CertificateFile],
    products: Sequence[Product],
    checks: Iterable[RegisterCheck],
) -> list[Row]:
    """Every field with a value, contradictions first. ``files`` come with what was read in them."""
    read = [(file.pk, row.proposals) for file in files if (row := getattr(file, "reading", None))]
    answers = [answer_of(check) for check in checks]
    return rows(claimed_values(certificate, products), read, answers, current_rulebook().vocabulary)


def claimed_values(certificate: Certificate, products: Sequence[Product]) -> dict[FieldName, list[str]]:
    """What the supplier claims of the document, itself and its products. No last day is the claim that there is none."""
    supplier, claimed = certificate.supplier, claims(certificate)
    cited = citations(NO_STANDARDS, claimed[FieldName.STANDARD])
    return {
        **{name: [value] for name, value in claimed.items()},
        FieldName.STANDARD: [one.printed for one in cited] or [""],
        FieldName.VALID_UNTIL: [claimed[FieldName.VALID_UNTIL] or UNLIMITED],
        FieldName.HOLDER_EN: [supplier.name_en],
        FieldName.HOLDER_ZH: [supplier.name_zh],
        FieldName.ADDRESS: [supplier.address_zh, supplier.address_en],
        FieldName.CREDIT_CODE: [supplier.credit_code or ""],
        FieldName.MODEL: [product.model for product in products],
    }


def answer_of(check: RegisterCheck) -> RegisterAnswer:
    """A stored check as the comparison takes it."""
    return RegisterAnswer(
        check.register,
        Outcome(check.outcome),
        check.taken_at,
        check.shown,
        {Point(difference["point"]): difference["found"] for difference in check.differences},
    )
