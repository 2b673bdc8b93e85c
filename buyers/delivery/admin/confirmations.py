"""Facts of our data files that are not sure: an officer compares a row with its source and confirms or doubts it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import yaml
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audits.admin.case.access import office_in, person
from audits.admin.case.base import ReadOnlyAdmin
from audits.admin.case.refusals import REFUSALS
from buyers.delivery.forms.confirmation import ConfirmationForm
from buyers.delivery.models import FactConfirmation
from buyers.delivery.services import confirmations
from kpmarket.accounts.second_factor import require_fresh_sign_in
from kpmarket.foundation.acts import perform

CONFIRMATION_REFUSALS = {
    **REFUSALS,
    confirmations.RowChanged: _("This row was changed while you read it: look at it again. Nothing was recorded."),
}


@admin.register(FactConfirmation)
class FactConfirmationAdmin(ReadOnlyAdmin):
    """All rows of low or medium confidence by file, and the page of one, on which a senior auditor records an entry."""

    fields = ("file", "row", "verdict", "note", "digest", "by", "at")
    readonly_fields = fields

    def get_urls(self) -> list[URLPattern]:
        row = self.admin_site.admin_view(self.row)
        return [path("row/<str:file>/<path:row>/", row, name="delivery_factconfirmation_row"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        states = confirmations.row_states()
        files = [(file, list(rows)) for file, rows in groupby(states, key=lambda one: one.row.file)]
        context = {
            "title": _("Facts to confirm"),
            "files": [(file, sum(not one.is_confirmed for one in rows), rows) for file, rows in files],
            "open_count": sum(not one.is_confirmed for one in states),
        }
        return self._page(request, "confirmations", context)

    def row(self, request: HttpRequest, file: str, row: str) -> HttpResponse:
        """One row with what it says, its source, what rests on it and what others found; a POST records an entry."""
        if not self.has_view_permission(request):
            raise Http404
        try:
            state = confirmations.row_state(file, row)
        except confirmations.UnknownRow:
            raise Http404 from None
        office = office_in(request)
        may_record = office is not None and office.is_senior
        form = ConfirmationForm(initial={"digest": state.row.digest})
        if request.method == "POST" and not may_record:
            return redirect("admin:delivery_factconfirmation_changelist")
        if request.method == "POST":
            require_fresh_sign_in(request)
            form = ConfirmationForm(request.POST)
            if form.is_valid() and self._is_recorded(request, state, form.cleaned_data):
                return redirect("admin:delivery_factconfirmation_changelist")
        context = {
            "title": state.row.id,
            "state": state,
            "text": yaml.safe_dump(dict(state.row.facts), allow_unicode=True, sort_keys=False, width=100),
            "entries": confirmations.entries_of(state.row),
            "form": form if may_record else None,
        }
        return self._page(request, "confirmation", context, status=422 if form.is_bound else 200)

    def _is_recorded(self, request: HttpRequest, state: confirmations.RowState, data: dict[str, Any]) -> bool:
        return perform(
            request,
            lambda: confirmations.record(
                state.row.file,
                state.row.id,
                digest=data["digest"],
                verdict=FactConfirmation.Verdict(data["verdict"]),
                note=data["note"],
                by=person(request),
                at=timezone.now(),
            ),
            _("Recorded and logged."),
            CONFIRMATION_REFUSALS,
        )

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        whole = {**self.admin_site.each_context(request), "opts": self.opts, "is_nav_sidebar_enabled": False, **context}
        return TemplateResponse(request, f"admin/delivery/{name}.html", whole, status=status)
