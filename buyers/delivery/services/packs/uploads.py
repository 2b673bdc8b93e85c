"""Putting a document on file, replacing it by a newer one, and taking it back. Nothing on file is ever changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.db import transaction

from buyers.delivery.models import (
    DocumentWithdrawal,
    Shipment,
    ShipmentDocument,
    ShipmentDocumentFile,
    ShipmentDocumentPage,
)
from buyers.trade.models import Order, Side
from buyers.trade.services.ledger import lock_order
from kpmarket.accounts.models import User
from suppliers.certificates.files import StoredUpload


class Refused(Exception):
    """The document was not taken in, or not taken back."""


class NotRunning(Refused):
    """The order is not confirmed, or is over."""


class OnFileAlready(Refused):
    """The same files are on file for this kind already."""


class ReplacedAlready(Refused):
    """What it is to replace counts no more: it was replaced or withdrawn."""


class NotYours(Refused):
    """The other side put it on file."""


@dataclass(frozen=True)
class Facts:
    """What somebody types about a document. ``stated``: what it says, for comparing documents with each other."""

    kind: str
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    stated: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def add_document(
    order: Order,
    facts: Facts,
    *,
    shipment: Shipment | None,
    side: Side,
    by: User,
    at: datetime,
    files: Sequence[StoredUpload],
    replaces: ShipmentDocument | None = None,
) -> ShipmentDocument:
    """Put it on file with its files. Raises NotRunning, OnFileAlready, ReplacedAlready or NotYours."""
    order = lock_order(order.pk)
    if order.status != Order.Status.CONFIRMED:
        raise NotRunning
    current = ShipmentDocument.objects.filter(order=order, withdrawal=None, replaced_by=None)
    if replaces is not None and not current.filter(pk=replaces.pk).exists():
        raise ReplacedAlready
    if replaces is not None and replaces.side != side:
        raise NotYours
    digests = [file.original.sha256 for file in files]
    same = current.filter(kind=facts.kind, shipment=shipment, files__sha256__in=digests)
    if replaces is None and same.exists():
        raise OnFileAlready
    made = ShipmentDocument.objects.create(
        order=order,
        shipment=shipment,
        side=side,
        added_by=by,
        added_at=at,
        replaces=replaces,
        **{**vars(facts), "stated": dict(facts.stated)},
    )
    for file in files:
        row = ShipmentDocumentFile.objects.create(document=made, **file.columns())
        ShipmentDocumentPage.objects.bulk_create(
            ShipmentDocumentPage(file=row, **page.columns()) for page in file.pages
        )
    return made


@transaction.atomic
def withdraw_document(
    document: ShipmentDocument, *, reason: str, side: Side, by: User, at: datetime
) -> DocumentWithdrawal:
    """Take it back. Raises NotYours, or ReplacedAlready where it counts no more."""
    lock_order(document.order_id)
    if document.side != side:
        raise NotYours
    current = ShipmentDocument.objects.filter(withdrawal=None, replaced_by=None)
    if not current.filter(pk=document.pk).exists():
        raise ReplacedAlready
    return DocumentWithdrawal.objects.create(document=document, reason=reason, by=by, at=at)


def stored_names() -> Iterator[str]:
    """Names of all files that documents hold, for the sweep of files that no row names."""
    return chain.from_iterable(
        rows.values_list("stored_name", flat=True).iterator()
        for rows in (ShipmentDocumentFile.objects, ShipmentDocumentPage.objects)
    )
