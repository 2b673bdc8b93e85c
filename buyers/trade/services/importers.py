"""Importers of record: put on file by a side, ended by it, confirmed by an auditor. Under DDP there must be one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from audits.desk import log, permissions
from buyers.models import Buyer, BuyerMembership
from buyers.terms.incoterms import rules
from buyers.trade.models import ImporterOfRecord, QuoteRevision
from kpmarket.accounts.models import User
from suppliers.models import Supplier


class OnFileAlready(Exception):
    """This number is on file for that country."""


class Settled(Exception):
    """It was confirmed or ended before: nothing was changed."""


@dataclass(frozen=True)
class Importer:
    """What a side states. ``country`` as destinations are named; ``number`` an EORI or a number of the country."""

    country: str
    name: str
    number: str
    document: str
    document_day: date


def has_importer(supplier: int, country: str) -> bool:
    """Whether the supplier with that key has an importer on file there, confirmed or not."""
    return ImporterOfRecord.objects.of_supplier(supplier, country).exists()


def importer_for(rule: str, supplier: int, country: str) -> ImporterOfRecord | None:
    """Who imports where the supplier does so under that rule, a confirmed one first; None under all other rules."""
    known = rules().get(rule)
    if known is None or not known.needs_importer:
        return None
    return ImporterOfRecord.objects.of_supplier(supplier, country).order_by("confirmed_at", "stated_at").first()


def is_settled_for(revision: QuoteRevision, country: str) -> bool:
    """Whether a quote's rule finds the importer that it needs. Asks nothing where the rule needs none."""
    rule = rules().get(revision.incoterm)
    if rule is None or not rule.needs_importer:
        return True
    return has_importer(revision.quote.thread.supplier_id, country)


def state_importer(side: Supplier | Buyer, importer: Importer, *, by: User, at: datetime) -> ImporterOfRecord:
    """Put it on file for that side. Raises OnFileAlready."""
    owner = {"supplier": side} if isinstance(side, Supplier) else {"buyer": side}
    try:
        with transaction.atomic():
            return ImporterOfRecord.objects.create(**owner, **vars(importer), stated_by=by, stated_at=at)
    except IntegrityError as clash:
        raise OnFileAlready from clash


def end_importer(importer: ImporterOfRecord, *, by: User, at: datetime) -> None:
    """Its side says that it does so no longer. Raises Settled where it was ended before."""
    if not ImporterOfRecord.objects.in_force().filter(pk=importer.pk).update(ended_by=by, ended_at=at):
        raise Settled


@transaction.atomic
def confirm_importer(importer: ImporterOfRecord, *, compared_with: str, by: User, at: datetime) -> None:
    """An auditor compared it with its document. Raises NotAnAuditor, ConflictOfInterest, or Settled."""
    if permissions.office_of(by, at=at) is None:
        raise permissions.NotAnAuditor
    if _is_member(importer, by):
        raise permissions.ConflictOfInterest
    open_ones = ImporterOfRecord.objects.in_force().filter(pk=importer.pk, confirmed_at=None)
    if not open_ones.update(confirmed_by=by, confirmed_at=at, compared_with=compared_with):
        raise Settled
    content = {"country": importer.country, "number": importer.number}
    log.append(act="importer_confirmed", subject=f"importer:{importer.pk}", by=by, at=at, content=content)


def _is_member(importer: ImporterOfRecord, person: User) -> bool:
    if importer.supplier_id:
        return importer.supplier_id in permissions.own_companies(person)
    return BuyerMembership.objects.filter(buyer=importer.buyer_id, user=person).exists()
