"""What is known of a company before anybody looks: its credit code, its business licence, contacts of another company."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from suppliers.companies.services import BUSINESS_LICENCE
from suppliers.identity.identifiers import credit_code_fault
from suppliers.models import Certificate, Contact, Supplier

Status = Certificate.Status
ON_FILE = (Supplier.Status.QUALIFIED, Supplier.Status.SUSPENDED)


def business_licence_of(supplier: Supplier) -> Certificate | None:
    """The approved business licence, or the newest one that awaits review."""
    handed_in = supplier.certificates.filter(
        certificate_type=BUSINESS_LICENCE, status__in=(Status.APPROVED, Status.SUBMITTED, Status.IN_REVIEW)
    )
    rows = list(handed_in.select_related("certificate_type", "supplier").order_by("-submitted_at", "-pk"))
    return min(rows, key=lambda one: one.status != Status.APPROVED, default=None)


def remarks_of(supplier: Supplier) -> Iterator[str]:
    """Codes of remarks, as the list for companies in audits/checklists/questions.yaml names them. None of them is a verdict:
    a company outside of mainland China has no credit code."""
    others = Supplier.objects.exclude(pk=supplier.pk)
    if not supplier.credit_code:
        yield "company_code_missing"
    elif credit_code_fault(supplier.credit_code):
        yield "company_code_wrong"
    elif others.filter(credit_code=supplier.credit_code, status__in=ON_FILE).exists():
        yield "company_code_elsewhere"
    if business_licence_of(supplier) is None:
        yield "company_without_licence"
    if _shares_contact(supplier):
        yield "company_shares_contact"


def _shares_contact(supplier: Supplier) -> bool:
    """Whether a mail address or telephone of its contacts is one of another company that handed itself in."""
    contacts = list(supplier.contacts.all())
    emails = {contact.email.lower() for contact in contacts} - {""}
    phones = {contact.phone for contact in contacts} - {""}
    others = Contact.objects.exclude(supplier=supplier).exclude(supplier__status=Supplier.Status.DRAFT)
    return others.filter(Q(email__in=emails) | Q(phone__in=phones)).exists()
