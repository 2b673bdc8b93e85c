"""Who may ask what we knew at an earlier moment: auditors, and the parties of an enquiry about the product.

A company that drafts its evidence is none of the auditors' business, here as at the desk: a right to look back does not
open what nobody has handed over yet.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from audits.desk.permissions import is_auditor
from audits.models import Clearance
from buyers.models import Thread
from suppliers.models import Product, Supplier

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kpmarket.accounts.models import User


def may_look_back(user: User | AnonymousUser, product: Product, *, at: datetime) -> bool:
    """Whether this person may ask of this product what we knew earlier."""
    if not user.is_authenticated:
        return False
    return _audits(user, product.supplier, at=at) or _dealings(user).filter(lines__product=product).exists()


def may_read_records_of(user: User, supplier: Supplier, *, at: datetime) -> bool:
    """Whether anything of what we recorded of this company's products is for this person."""
    return _audits(user, supplier, at=at) or _dealings(user).filter(supplier=supplier).exists()


def recorded_for(user: User, *, at: datetime) -> QuerySet[Clearance]:
    """Every clearance ever recorded that this person may read: for auditors of all companies that were ever submitted,
    for others of what they deal in.
    """
    if is_auditor(user, at=at):
        return Clearance.objects.exclude(supplier__status=Supplier.Status.DRAFT, supplier__submitted_at=None)
    return Clearance.objects.filter(product__in=_dealings(user).values("lines__product"))


def _audits(user: User, supplier: Supplier, *, at: datetime) -> bool:
    return supplier.status != Supplier.Status.DRAFT and is_auditor(user, at=at)


def _dealings(user: User) -> QuerySet[Thread]:
    """Conversations of which this person is a party, as the buyer or for the company."""
    parties = Q(enquiry__buyer__memberships__user=user) | Q(supplier__memberships__user=user)
    return Thread.objects.filter(parties)
