"""What is done for a company: begun, described, handed to the auditors, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.db.models import Field, TextChoices
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from kpmarket.foundation import transitions
from kpmarket.foundation.outbox import writing as outbox
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.companies import mail
from suppliers.models import Certificate, Contact, Membership, Supplier

BUSINESS_LICENCE = "cn_business_licence"
COMPANY_FACTS = ("name_zh", "name_en", "credit_code", "role", "province", "city", "address_zh", "address_en")
HANDED_IN = (Certificate.Status.SUBMITTED, Certificate.Status.IN_REVIEW, Certificate.Status.APPROVED)


class Step(TextChoices):
    """The steps of onboarding, in order."""

    COMPANY = "company", _("Company")
    CONTACTS = "contacts", _("Contacts")
    PRODUCTS = "products", _("Products")
    CERTIFICATES = "certificates", _("Certificates")


@dataclass(frozen=True)
class Gap:
    """One thing that a company lacks before it may be submitted."""

    step: Step
    code: str
    words: str | Promise


class Frozen(Exception):
    """The particulars are with the auditors, or judged: they do not change now."""


class NotReady(Exception):
    """Something is missing: ``gaps`` says what."""

    def __init__(self, gaps: list[Gap]) -> None:
        super().__init__(", ".join(gap.code for gap in gaps))
        self.gaps = gaps


class TooEarly(Exception):
    """A rejected company may reapply from a later day on."""


class AlreadyRegistered(Exception):
    """Another company with this credit code is with the auditors or qualified."""


@transaction.atomic
def start_supplier(*, name_zh: str, name_en: str, by: User) -> Supplier:
    """Open the draft of a company; whoever begins it owns it."""
    supplier = Supplier.objects.create(name_zh=name_zh, name_en=name_en)
    Membership.objects.create(supplier=supplier, user=by, role=Membership.Role.OWNER)
    return supplier


@transaction.atomic
def save_company(supplier: Supplier, facts: Mapping[str, Any]) -> None:
    """Keep the particulars as far as they are known. Raises Frozen when somebody has submitted them meanwhile."""
    current = _locked(supplier)
    if current.is_frozen:
        raise Frozen
    Supplier.objects.filter(pk=supplier.pk).update(**facts)


@transaction.atomic
def save_contact(contact: Contact) -> None:
    """Add or change a contact. Raises Frozen while an auditor judges the company."""
    if _locked(contact.supplier).is_with_auditors:
        raise Frozen
    contact.save()


@transaction.atomic
def remove_contact(contact: Contact) -> None:
    """Remove a contact. Raises Frozen while an auditor judges the company."""
    if _locked(contact.supplier).is_with_auditors:
        raise Frozen
    contact.delete()


@transaction.atomic
def submit_supplier(supplier: Supplier, *, by: User, at: datetime) -> None:
    """Hand the company to the auditors: its particulars freeze, and the person gets a receipt by mail.

    Raises NotReady, AlreadyRegistered, or IllegalTransition when it has been submitted before.
    """
    missing = gaps(supplier)
    if missing:
        raise NotReady(missing)
    if _is_registered_elsewhere(supplier):
        raise AlreadyRegistered
    transitions.move(supplier, Supplier.Status.SUBMITTED, by=by, at=at, submitted_at=at)
    outbox.write([mail.submission_receipt(supplier, by, at=at)], at=at)


def retract_supplier(supplier: Supplier, *, by: User, at: datetime) -> None:
    """Take a submitted company back before an auditor has begun: it is a draft again."""
    if supplier.status != Supplier.Status.SUBMITTED:
        raise IllegalTransition(f"Supplier {supplier.pk} is not submitted")
    transitions.move(supplier, Supplier.Status.DRAFT, by=by, at=at)


def reopen_supplier(supplier: Supplier, *, by: User, at: datetime) -> None:
    """Make a rejected company a draft again, so that it may reapply. Raises TooEarly before its day has come."""
    day = reapply_day(supplier)
    if day is None:
        raise IllegalTransition(f"Supplier {supplier.pk} is not rejected")
    if localdate(at) < day:
        raise TooEarly
    transitions.move(supplier, Supplier.Status.DRAFT, by=by, at=at)


def reapply_day(supplier: Supplier) -> date | None:
    """From when on a rejected company may reapply; None when it is not rejected."""
    if supplier.status != Supplier.Status.REJECTED:
        return None
    rejected = supplier.history.filter(after=Supplier.Status.REJECTED).latest("at", "pk")
    return localdate(rejected.at) + timedelta(days=settings.REAPPLY_DAYS)


def gaps(supplier: Supplier) -> list[Gap]:
    """Everything that is missing before the company may be submitted, step by step."""
    return [*_company_gaps(supplier), *_contact_gaps(supplier), *_product_gaps(supplier), *_certificate_gaps(supplier)]


def _company_gaps(supplier: Supplier) -> list[Gap]:
    names = [name for name in COMPANY_FACTS if not getattr(supplier, name)]
    return [Gap(Step.COMPANY, name, _label(name)) for name in names]


def _label(name: str) -> str | Promise:
    return cast("Field[Any, Any]", Supplier._meta.get_field(name)).verbose_name


def _contact_gaps(supplier: Supplier) -> list[Gap]:
    return [] if supplier.contacts.exists() else [Gap(Step.CONTACTS, "contact", _("one contact at least"))]


def _product_gaps(supplier: Supplier) -> list[Gap]:
    return [] if supplier.products.exists() else [Gap(Step.PRODUCTS, "product", _("one product at least"))]


def _certificate_gaps(supplier: Supplier) -> list[Gap]:
    handed_in = supplier.certificates.filter(status__in=HANDED_IN).values_list("certificate_type", flat=True)
    if BUSINESS_LICENCE in set(handed_in):
        return []
    return [Gap(Step.CERTIFICATES, "business_licence", _("the business licence, uploaded and submitted"))]


def _is_registered_elsewhere(supplier: Supplier) -> bool:
    judged = [Supplier.Status.IN_REVIEW, Supplier.Status.QUALIFIED, Supplier.Status.SUSPENDED]
    same_code = Supplier.objects.filter(credit_code=supplier.credit_code, status__in=judged)
    return same_code.exclude(pk=supplier.pk).exists()


def _locked(supplier: Supplier) -> Supplier:
    """The row as it is now, kept from changing until the transaction ends."""
    return Supplier.objects.select_for_update().get(pk=supplier.pk)
