"""Statements: what each account's bank said last, the upload, and one statement with its entries."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from audits.admin.case.access import person
from audits.admin.keys import key_in
from buyers.trade.admin.access import DeskAdmin
from buyers.trade.admin.refusals import REFUSALS, already_imported
from buyers.trade.forms.finance import StatementForm
from buyers.trade.models import StatementEntry, StatementFile
from buyers.trade.services.finance_pages import account_states, entry_rows
from buyers.trade.services.matching import match_open_entries
from buyers.trade.services.statements import AlreadyImported, import_statement
from buyers.trade.services.words import money_words
from buyers.trade.statements.statement import Refused
from kpmarket.accounts.second_factor import require_fresh_sign_in
from kpmarket.foundation.acts import perform

PER_PAGE = 100


@admin.register(StatementFile)
class StatementFileAdmin(DeskAdmin):
    """The list with the upload, and a page for each statement."""

    def get_urls(self) -> list[URLPattern]:
        take_in = self.admin_site.admin_view(require_POST(self.take_in))
        return [path("import/", take_in, name="trade_statementfile_import"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request)
        return self._list(request, StatementForm())

    def take_in(self, request: HttpRequest) -> HttpResponse:
        """Import one statement, and match what it plainly says."""
        require_fresh_sign_in(request)
        form = StatementForm(request.POST, request.FILES)
        if not self.may_act(request) or not form.is_valid():
            return self._list(request, form) if self.has_view_permission(request) else super().changelist_view(request)
        account, at = form.cleaned_data["account"], timezone.now()
        act = partial(
            import_statement,
            account,
            form.cleaned_data["file"],
            name=form.name(),
            by=person(request),
            at=at,
            balances=form.balances(),
        )
        try:
            act()
        except Refused as refusal:
            form.add_error("file", forms.ValidationError(str(refusal.sentence)))
            return self._list(request, form)
        except AlreadyImported as known:
            self.message_user(request, already_imported(known), "warning")
            return redirect("admin:trade_statementfile_change", known.file.pk)
        perform(
            request, partial(match_open_entries, account, at=at), _("Imported. What stays open is below."), REFUSALS
        )
        return redirect("admin:trade_statemententry_changelist")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        file = self.subject(request, key_in(self.opts, object_id), "account__holder", "imported_by")
        entries = StatementEntry.objects.filter(file=file).select_related("account").order_by("position")
        page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(file),
            "file": file,
            "opening": money_words(file.opening, file.account.currency),
            "closing": money_words(file.closing, file.account.currency),
            "page": page,
            "rows": entry_rows(list(page.object_list)),
        }
        return TemplateResponse(request, "admin/trade/statement.html", context)

    def _list(self, request: HttpRequest, form: StatementForm) -> TemplateResponse:
        files = StatementFile.objects.select_related("account__holder", "imported_by")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Statements"),
            "states": account_states(),
            "form": form if self.may_act(request) else None,
            "page": Paginator(files, self.list_per_page).get_page(request.GET.get("page")),
        }
        return TemplateResponse(
            request, "admin/trade/statements.html", context, status=422 if form.is_bound and form.errors else 200
        )
