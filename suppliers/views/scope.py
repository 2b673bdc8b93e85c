"""Which company a page is about: what a person does not belong to, or may not change, does not exist for them."""

from __future__ import annotations

from django.db.models import F
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from suppliers.models import Membership, Supplier

READING = {"GET", "HEAD", "OPTIONS"}


def company(request: HttpRequest, supplier_pk: int) -> Supplier:
    """The company for a page that members read and editors change, with this person's role as ``my_role``."""
    everyone = Supplier.objects.for_user(request.user)
    scope = everyone if request.method in READING else Supplier.objects.editable_by(request.user)
    return get_object_or_404(scope.annotate(my_role=F("memberships__role")), pk=supplier_pk)


def owned_company(request: HttpRequest, supplier_pk: int) -> Supplier:
    """The company for an act that is its owners' alone."""
    scope = Supplier.objects.owned_by(request.user)
    return get_object_or_404(scope.annotate(my_role=F("memberships__role")), pk=supplier_pk)


def may_edit(supplier: Supplier) -> bool:
    return supplier.my_role in Membership.EDITING_ROLES


def editable_company(request: HttpRequest, supplier_pk: int) -> Supplier:
    """The company for a page that only its editors have a use for."""
    scope = Supplier.objects.editable_by(request.user)
    return get_object_or_404(scope.annotate(my_role=F("memberships__role")), pk=supplier_pk)
