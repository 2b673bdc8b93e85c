"""Importers of record as sides state them: a list, and a page on which an auditor confirms one."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from audits.admin.case.access import office_in, person
from audits.admin.case.base import ReadOnlyAdmin
from audits.admin.case.refusals import REFUSALS
from audits.admin.keys import key_in
from buyers.trade.forms.importers import ComparedForm
from buyers.trade.models import ImporterOfRecord
from buyers.trade.services import importers
from kpmarket.accounts.second_factor import require_fresh_sign_in
from kpmarket.foundation.acts import Refusals, perform
from suppliers.models import Supplier

IMPORTER_REFUSALS: Refusals = {
    **REFUSALS,
    importers.Settled: _("It was confirmed or ended in the meantime. Nothing was changed."),
}


@admin.register(ImporterOfRecord)
class ImporterAdmin(ReadOnlyAdmin):
    """What is not confirmed is shown to buyers as stated by the supplier, not verified."""

    list_display = ("name", "country", "number", "supplier", "buyer", "stated_at", "confirmed_at", "ended_at")
    list_select_related = ("supplier", "buyer")
    search_fields = ("name", "number", "supplier__name_en", "supplier__name_zh", "buyer__organisation")
    list_per_page = 100

    def get_urls(self) -> list[URLPattern]:
        act = self.admin_site.admin_view(require_POST(self.confirm))
        return [path("<int:pk>/confirm/", act, name="trade_importerofrecord_confirm"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImporterOfRecord]:
        """Without those of companies that were never handed to the desk: a draft is none of its business."""
        return ImporterOfRecord.objects.exclude(supplier__status=Supplier.Status.DRAFT, supplier__submitted_at=None)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._page(request, self._subject(request, key_in(self.opts, object_id)), ComparedForm())

    def confirm(self, request: HttpRequest, pk: int) -> HttpResponse:
        """An auditor compared it with its document."""
        require_fresh_sign_in(request)
        subject, form = self._subject(request, pk), ComparedForm(request.POST)
        if not form.is_valid():
            return self._page(request, subject, form)
        act = partial(importers.confirm_importer, subject, **form.cleaned_data, by=person(request), at=timezone.now())
        perform(request, act, _("Done. The log has it."), IMPORTER_REFUSALS)
        return redirect("admin:trade_importerofrecord_change", subject.pk)

    def _subject(self, request: HttpRequest, pk: Any) -> ImporterOfRecord:
        """The importer, or 404 for a person who may not look."""
        rows = self.get_queryset(request).select_related("supplier", "buyer", "stated_by", "confirmed_by")
        return get_object_or_404(rows if self.has_view_permission(request) else rows.none(), pk=pk)

    def _page(self, request: HttpRequest, subject: ImporterOfRecord, form: ComparedForm) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(subject),
            "importer": subject,
            "form": form,
            "may_act": office_in(request) is not None and not subject.is_confirmed and subject.ended_at is None,
        }
        return TemplateResponse(request, "admin/trade/importer.html", context, status=422 if form.errors else 200)
