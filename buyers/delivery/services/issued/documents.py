"""Issuing and withdrawing documents: one act in one transaction, in which the file is made and kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Q

from audits.desk import log
from buyers.delivery.models import IssuedDocument, IssuedWithdrawal, Shipment
from buyers.delivery.services.issued.sheets import pdf_of
from buyers.terms.contract import digest_of
from buyers.terms.delivery.issued import Document, as_data, issuers_of
from buyers.trade.models import Order, QuoteRevision, Side
from buyers.trade.models.quote import CHINA
from buyers.trade.services import parties
from buyers.trade.services.ledger import lock_order
from buyers.trade.services.on_record import has_rows
from kpmarket.accounts.models import User
from kpmarket.foundation.storage import files

MOST_VERSIONS = 50


class IssuedMeanwhile(Exception):
    """Somebody issued another version since the page was read: ``version`` is the one that counts now."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


class OrderEnded(Exception):
    """The order was declined or cancelled: nothing is issued for it any more."""


class TooManyVersions(Exception):
    """A document that was corrected so often is withdrawn, and another one agreed on."""


class NotCurrent(Exception):
    """It was replaced or withdrawn before."""


@transaction.atomic
def issue(
    order_pk: int,
    document: Document,
    shipment: Shipment | None,
    *,
    before: int,
    by: User,
    at: datetime,
    changed: str = "",
) -> IssuedDocument:
    """Freeze what the document states, make its file and keep both. ``before``: the last version that the person saw.

    Raises IssuedMeanwhile, TooManyVersions, OrderEnded, or what ``parties.acting_side`` raises; WrongSide where the other side issues it.
    """
    order = lock_order(order_pk)
    side = parties.acting_side(order, by)
    if side not in issuers_of(document.kind):
        raise parties.WrongSide
    if order.status in (Order.Status.DECLINED, Order.Status.CANCELLED, Order.Status.TO_APPROVE):
        raise OrderEnded
    row = IssuedDocument(order=order, shipment=shipment, kind=document.kind, number=document.number, side=side)
    issued = _freeze(row, document, before=before, changed=changed, by=by, at=at)
    content = {"number": issued.number, "version": issued.version, "digest": issued.digest}
    log.append(act="document_issued", subject=f"order:{order.pk}", by=by, at=at, content=content)
    return issued


@transaction.atomic
def issue_quote(revision: QuoteRevision, document: Document, *, by: User, at: datetime) -> IssuedDocument:
    """The file of a quote as it was sent, made once; what was made before is returned. The caller checked who asks."""
    if made := IssuedDocument.objects.filter(revision=revision).first():
        return made
    row = IssuedDocument(revision=revision, kind=document.kind, number=document.number, side=Side.SUPPLIER)
    try:
        return _freeze(row, document, before=0, changed="", by=by, at=at)
    except IssuedMeanwhile:
        return IssuedDocument.objects.get(revision=revision)


@transaction.atomic
def withdraw(document: IssuedDocument, reason: str, *, by: User, at: datetime) -> None:
    """Take a document back: its check page says so from now on.

    Raises NotCurrent, or what ``parties.acting_side`` raises; WrongSide where the other side issued it.
    """
    assert document.order_id is not None  # noqa: S101 (quotes are withdrawn as quotes)
    order = lock_order(document.order_id)
    parties.act_for(Side(document.side), order, by)
    if not IssuedDocument.objects.current().filter(pk=document.pk).exists():
        raise NotCurrent
    IssuedWithdrawal.objects.create(document=document, reason=reason, by=by, at=at)
    content = {"number": document.number, "version": document.version, "digest": document.digest}
    log.append(act="document_withdrawn", subject=f"order:{order.pk}", by=by, at=at, content=content)


def current_documents(order: Order, shipment: Shipment | None = None) -> list[IssuedDocument]:
    """What counts now: of the whole order, or of one shipment with what serves all of them. One query."""
    if shipment is None and has_rows(order, "issued_now"):
        return list(order.issued_now)  # type: ignore[attr-defined]  # read with the order
    found = IssuedDocument.objects.current().filter(order=order).select_related("shipment")
    if shipment is not None:
        found = found.filter(Q(shipment=shipment) | Q(shipment=None))
    return list(found.order_by("kind", "number"))


def last_version(number: str) -> IssuedDocument | None:
    """The last version of that number, whether it counts or was withdrawn."""
    return IssuedDocument.objects.filter(number=number).order_by("-version").first()


def stored_names() -> Iterator[str]:
    """Names of the private files that issued documents hold, for the sweep of files that no row names."""
    return IssuedDocument.objects.values_list("stored_name", flat=True).iterator()


def _freeze(
    row: IssuedDocument, document: Document, *, before: int, changed: str, by: User, at: datetime
) -> IssuedDocument:
    last = last_version(document.number)
    if (last.version if last else 0) != before:
        raise IssuedMeanwhile(last.version if last else 0)
    if before >= MOST_VERSIONS:
        raise TooManyVersions
    whole = replace(
        document, version=before + 1, issued_on=at.astimezone(CHINA).date(), replaces=before, changed=changed
    )
    data = as_data(whole)
    row.version, row.data, row.digest = whole.version, data, digest_of(data)
    row.replaces, row.changed, row.issued_by, row.issued_at = last, changed, by, at
    stored = files.store(ContentFile(pdf_of(whole, row.digest, at=at)))
    row.stored_name, row.sha256, row.size = stored.name, stored.sha256, stored.size
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        files.remove(stored.name)
        newest = last_version(document.number)
        raise IssuedMeanwhile(newest.version if newest else 0) from None
    return row
