"""What a public check says of a supplier, a document, or a product in a country: now and on a day, and what was not checked.

It says nothing that a page for buyers would not, but for one thing: that what is no longer shown is no longer good. Only a
code of ours, which cannot be guessed, or four facts that stand on the document itself lead to it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple

from django.db.models.functions import Upper
from django.utils import timezone

from audits.answers.as_known_at import supplier_status_at
from audits.answers.clearance_panel import Panel, panel
from audits.clearances.course import counts_until, course_of, revoked_from
from audits.clearances.evidence import documents_judged, documents_on_record
from audits.law.current import current_rulebook
from buyers.catalogue.evidence_table import approved_on, last_approval
from buyers.catalogue.levels import Level, levels_with
from buyers.catalogue.reference import Destination
from suppliers.models import Certificate, Product, Supplier


class DocumentState(StrEnum):
    """How a document stands on a day."""

    GOOD = "good"
    NOT_YET = "not_yet"
    LAPSED = "lapsed"
    REVOKED = "revoked"
    NOT_APPROVED = "not_approved"


class SupplierState(StrEnum):
    """How a company stands on a day."""

    QUALIFIED = "qualified"
    SUSPENDED = "suspended"
    NOT_QUALIFIED = "not_qualified"


SUPPLIER_STATES: dict[str | None, SupplierState] = {
    Supplier.Status.QUALIFIED: SupplierState.QUALIFIED,
    Supplier.Status.SUSPENDED: SupplierState.SUSPENDED,
}
"""Every other status is *not qualified*: why it is not is nobody's business."""
LEGAL_FORMS = {"limited": "ltd", "company": "co", "corporation": "corp", "incorporated": "inc"}


@dataclass(frozen=True)
class ProductCheck:
    """A product in a country. ``then`` is the answer for another day; None where only today is asked about.

    ``now`` is None where the product is not offered here now: then no answer of ours stands.
    """

    product: Product
    now: Panel | None
    then: Panel | None
    levels: tuple[Level, ...] = ()
    documents_approved: int = 0
    last_approved_on: date | None = None


@dataclass(frozen=True)
class DocumentCheck:
    """A document, how it stands today, and how on another day where one is asked about."""

    certificate: Certificate
    now: DocumentState
    then: DocumentState | None
    until: date | None
    """The last day on which it counts."""
    approved_on: date | None
    supplier_is_qualified: bool


@dataclass(frozen=True)
class SupplierCheck:
    """A company, how it stands today, and how on another day where one is asked about."""

    supplier: Supplier
    now: SupplierState
    then: SupplierState | None
    levels: tuple[Level, ...]


def check_product(product: Product, here: Destination, *, today: date, on: date) -> ProductCheck:
    """The clearance of a product for a country. No answer is given for a product that is not offered now."""
    if not product.is_on_offer:
        return ProductCheck(product, None, None)
    on_record, law = documents_on_record(product), current_rulebook()

    def answer(day: date) -> Panel:
        return panel(
            product,
            on_record,
            market=here.market,
            country=here.code,
            on=day,
            today=today,
            law=law,
        )

    now = answer(today)
    counting = [on_record.certificates[key] for key in now.certificates]
    checked = last_approval(on_record.certificates.values(), on=today)
    return ProductCheck(
        product,
        now,
        answer(on) if on != today else None,
        tuple(levels_with(product.supplier, checked, on=today)),
        len(counting),
        max((day for one in counting if (day := approved_on(one))), default=None),
    )


def check_document(certificate: Certificate, *, today: date, on: date) -> DocumentCheck:
    """A certificate; it comes with its type, its supplier and its decisions."""
    certificate.judgements = list(certificate.decisions.standing().order_by("at", "pk"))  # type: ignore[attr-defined]
    return DocumentCheck(
        certificate,
        document_state(certificate, today),
        document_state(certificate, on) if on != today else None,
        counts_until(certificate),
        approved_on(certificate),
        certificate.supplier.status == Supplier.Status.QUALIFIED,
    )


def document_state(certificate: Certificate, day: date) -> DocumentState:
    """How a certificate with its ``judgements`` stands on a day, as we know it now."""
    if certificate.status == Certificate.Status.REVOKED:
        if (revoked_from(certificate) or date.min) <= day:
            return DocumentState.REVOKED
    elif certificate.status != Certificate.Status.APPROVED:
        return DocumentState.NOT_APPROVED
    if course_of(certificate).is_revoked_on(day):
        return DocumentState.REVOKED
    if certificate.valid_from and day < certificate.valid_from:
        return DocumentState.NOT_YET
    return DocumentState.LAPSED if certificate.valid_until and certificate.valid_until < day else DocumentState.GOOD


def check_supplier(supplier: Supplier, *, today: date, on: date) -> SupplierCheck:
    """A company. Its state on an earlier day is that of the end of the day; on a later one, as far as we know, that of today."""
    now = SUPPLIER_STATES.get(supplier.status, SupplierState.NOT_QUALIFIED)
    then = None
    if on != today:
        end_of_day = timezone.make_aware(datetime.combine(on, time.max))
        then = (
            now
            if on > today
            else SUPPLIER_STATES.get(supplier_status_at(supplier, end_of_day), SupplierState.NOT_QUALIFIED)
        )
    certificates = documents_judged({supplier.pk})
    checked = last_approval(certificates, on=today)
    return SupplierCheck(
        supplier, now, then, tuple(levels_with(supplier, checked, on=today)) if now == SupplierState.QUALIFIED else ()
    )


class StatedFacts(NamedTuple):
    """Four facts that stand on a document: whoever has it before them knows them."""

    number: str
    holder: str
    issuer: str
    issued_on: date


def find_document(facts: StatedFacts) -> Certificate | None:
    """The document with these four facts, approved once by us; None where one of them differs, or there is none.

    The number must be the same but for case and spaces; names but for case, spaces, punctuation and the legal form's spelling.
    """
    numbers = {facts.number.upper(), "".join(facts.number.upper().split())}
    found = (
        Certificate.objects.alias(upper_number=Upper("number"))
        .filter(upper_number__in=numbers, status__in=[Certificate.Status.APPROVED, Certificate.Status.REVOKED])
        .exclude(number="")
        .select_related("certificate_type", "supplier")
        .order_by("pk")
    )
    return next((one for one in found if _is_of(one, facts)), None)


def _is_of(certificate: Certificate, facts: StatedFacts) -> bool:
    supplier = certificate.supplier
    holders = {plain_name(name) for name in (certificate.manufacturer, supplier.name_en, supplier.name_zh)} - {""}
    issuers = {plain_name(name) for name in (certificate.issuer, certificate.issuer_number)} - {""}
    return (
        plain_name(facts.holder) in holders
        and plain_name(facts.issuer) in issuers
        and facts.issued_on == (certificate.issued_on or certificate.valid_from)
    )


def plain_name(name: str) -> str:
    """A name as it is compared: letters and digits alone, small, without the spelling of "Co., Ltd."."""
    letters = "".join(one for one in unicodedata.normalize("NFKC", name).casefold() if one.isalnum() or one.isspace())
    words = [LEGAL_FORMS.get(word, word) for word in letters.split()]
    return "".join(words)
