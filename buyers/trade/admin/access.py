"""Who may look at the desk's pages for orders and money, and what they have in common."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from django.db.models import Model
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from audits.admin.case.access import person
from audits.admin.case.base import ReadOnlyAdmin
from buyers.trade.models import DeskOffice
from buyers.trade.services import desk

Office = DeskOffice.Office
_OFFICES: WeakKeyDictionary[HttpRequest, frozenset[str]] = WeakKeyDictionary()
"""The offices of the person of each request that is being answered: needed many times, looked up once."""


def offices_in(request: HttpRequest) -> frozenset[str]:
    """The offices that the person of this request holds now."""
    if request not in _OFFICES:
        _OFFICES[request] = desk.offices_of(person(request), at=timezone.now())
    return _OFFICES[request]


def may_look(request: HttpRequest, *offices: str) -> bool:
    """Who holds one of these offices, and superusers."""
    user = request.user
    return user.is_active and user.is_staff and (user.is_superuser or bool(offices_in(request) & set(offices)))


class DeskAdmin(ReadOnlyAdmin):
    """Read-only lists for the offices named in ``offices``; acts have their own pages. For others the pages do not exist."""

    offices: tuple[str, ...] = (Office.FINANCE,)
    list_per_page = 50
    show_full_result_count = False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may_look(request, *self.offices)

    def may_act(self, request: HttpRequest) -> bool:
        """Whether the person holds an office of this page: superusers only look."""
        return bool(offices_in(request) & set(self.offices))

    def require_look(self, request: HttpRequest) -> None:
        """Raise Http404 for a person who may not look."""
        if not self.has_view_permission(request):
            raise Http404

    def subject(self, request: HttpRequest, pk: Any, *related: str) -> Any:
        """The row, or 404 for a person who may not look."""
        rows = self.get_queryset(request).select_related(*related)
        return get_object_or_404(rows if self.has_view_permission(request) else rows.none(), pk=pk)
