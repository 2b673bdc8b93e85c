"""Which company a page is about: what a person does not belong to, or may not change, does not exist for them."""

from __future__ import annotations

from typing import Any, Protocol

from django.db.models import F
from django.shortcuts import get_object_or_404

from kpmarket.accounts.requests import PersonRequest
from suppliers.models import Membership, Supplier

READING = {"GET", "HEAD", "OPTIONS"}


def company(request: PersonRequest, supplier_pk: int) -> Supplier:
    """The company for a page that members read and editors change, with this person's role as ``my_role``."""
    if request.method in READING:
        return _with_role(Supplier.objects.for_user(request.user), supplier_pk)
    return editable_company(request, supplier_pk)


def editable_company(request: PersonRequest, supplier_pk: int) -> Supplier:
    """The company for a page that only its editors have a use for."""
    return _with_role(Supplier.objects.editable_by(request.user), supplier_pk)


def owned_company(request: PersonRequest, supplier_pk: int) -> Supplier:
    """The company for an act that is its owners' alone."""
    return _with_role(Supplier.objects.owned_by(request.user), supplier_pk)


class HasRole(Protocol):
    """A row that was fetched for one person, with that person's role."""

    my_role: str


def may_edit(row: HasRole) -> bool:
    return row.my_role in Membership.EDITING_ROLES


def _with_role(scope: Any, supplier_pk: int) -> Supplier:
    """The scope is narrowed to one person already, so the role found is that person's."""
    found: Supplier = get_object_or_404(scope.annotate(role_held=F("memberships__role")), pk=supplier_pk)
    found.my_role = found.role_held  # type: ignore[attr-defined]
    return found
