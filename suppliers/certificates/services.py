"""What a supplier does with its certificates: fill in, submit, retract, renew. Files are in `certificate_files`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kpmarket.accounts.models import User
from kpmarket.foundation import transitions
from kpmarket.foundation.outbox import writing as outbox
from suppliers.certificates import mail
from suppliers.certificates.kind_fields import fields_of
from suppliers.models import Certificate, Product

COPIED = ("certificate_type", "issuer", "issuer_number", "manufacturer", "scope", "stated", "is_shared")
OPEN = (
    Certificate.Status.DRAFT,
    Certificate.Status.SUBMITTED,
    Certificate.Status.IN_REVIEW,
    Certificate.Status.REVISION_REQUESTED,
)


class Frozen(Exception):
    """The certificate is with the auditors or judged: it does not change any more."""


class Incomplete(Exception):
    """The certificate lacks what an auditor needs; ``args`` name the missing fields."""


class NotRenewable(Exception):
    """Only an approved certificate is renewed; before that it is changed."""


def lock_editable(certificate: Certificate) -> Certificate:
    """The row as it is now, held until the transaction ends; Frozen when it may no longer change."""
    row = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if row.is_frozen:
        raise Frozen
    return row


@transaction.atomic
def save_fields(certificate: Certificate, facts: Mapping[str, Any], products: Iterable[Product]) -> Certificate:
    """Keep what was entered; the row as it is then. A submitted one is frozen, also for a page opened before."""
    row = lock_editable(certificate)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=list(facts))
    row.products.set(products)
    return row


@transaction.atomic
def submit_certificate(certificate: Certificate, *, by: User, at: datetime) -> None:
    """Hand a certificate to the auditors. From here on it is frozen; the person gets a receipt."""
    row = Certificate.objects.select_for_update().get(pk=certificate.pk)
    missing = missing_in(row)
    if missing and not row.is_frozen:
        raise Incomplete(*missing)
    transitions.move(certificate, Certificate.Status.SUBMITTED, by=by, at=at, submitted_at=at)
    outbox.write([mail.submission_receipt(row, by, at=at)], at=at)


def missing_in(certificate: Certificate) -> list[str]:
    """The names of what an auditor could not do without."""
    kind = certificate.certificate_type
    wanted = {
        "certificate_type": kind,
        "number": certificate.number or not fields_of(kind).needs_number,
        "issuer": certificate.issuer,
        "valid_from": certificate.valid_from,
        "files": certificate.files.kept().exists(),
    }
    return [name for name, held in wanted.items() if not held]


def retract_certificate(certificate: Certificate, *, by: User, at: datetime) -> None:
    """Take it back before it is decided."""
    transitions.move(certificate, Certificate.Status.RETRACTED, by=by, at=at)


def reopen_certificate(certificate: Certificate, *, by: User, at: datetime) -> None:
    """Work on a retracted certificate again."""
    transitions.move(certificate, Certificate.Status.DRAFT, by=by, at=at)


@transaction.atomic
def renew_certificate(certificate: Certificate, *, by: User, at: datetime) -> Certificate:
    """A draft that will supersede an approved certificate: same type, issuer, scope and products, new dates and file.

    Asked twice, it answers with the renewal that is under way.
    """
    row = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if row.status != Certificate.Status.APPROVED:
        raise NotRenewable
    under_way = row.successors.filter(status__in=OPEN).order_by("pk").first()
    if under_way:
        return under_way
    copied = {name: getattr(row, name) for name in COPIED}
    renewal = Certificate.objects.create(
        supplier_id=row.supplier_id, supersedes=row, created_by=by, created_at=at, **copied
    )
    renewal.products.set(row.products.all())
    return renewal
