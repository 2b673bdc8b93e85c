"""Who holds money, in which accounts, and who works with it. Superusers write; finance reads, and names a bank's columns."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from audits.admin.case.access import person
from audits.admin.people import SuperusersAdmin
from audits.desk import log
from buyers.trade.admin.access import Office, may_look, offices_in
from buyers.trade.forms.finance import LayoutForm
from buyers.trade.models import BankAccount, DeskOffice, Holder
from kpmarket.accounts.second_factor import require_fresh_sign_in


class LoggedAdmin(SuperusersAdmin):
    """What superusers write stands in the decision log; ``logged`` are the columns that it names."""

    logged: tuple[str, ...] = ()

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        self._write_down(request, obj, "added")
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        self._write_down(request, obj, "changed")
        return super().log_change(request, obj, message)

    def _write_down(self, request: HttpRequest, obj: Any, act: str) -> None:
        """In the transaction of the form itself."""
        name = self.opts.model_name
        content = {column: str(getattr(obj, column) or "") for column in self.logged}
        log.append(
            act=f"{name}_{act}", subject=f"{name}:{obj.pk}", by=person(request), at=timezone.now(), content=content
        )


class ReadByFinance(LoggedAdmin):
    """Finance reads what superusers write."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may_look(request, Office.FINANCE)


@admin.register(Holder)
class HolderAdmin(ReadByFinance):
    """Banks and payment institutions that may hold money of others."""

    list_display = ("name", "kind", "country", "regulator", "licence", "ended_on")
    fields = ("name", "kind", "country", "regulator", "licence", "ended_on")
    logged = ("kind", "country", "regulator", "licence", "ended_on")


@admin.register(BankAccount)
class BankAccountAdmin(ReadByFinance):
    """Accounts of holders. Number and currency stay as they were entered; another account is another row."""

    list_display = ("bank", "holder", "currency", "bic")
    list_select_related = ("holder",)
    fields = ("holder", "bank", "number", "bic", "currency")
    logged = ("holder_id", "bank", "bic", "currency")

    def get_readonly_fields(self, request: HttpRequest, obj: BankAccount | None = None) -> tuple[str, ...]:
        return ("holder", "number", "currency") if obj else ()

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/columns/", wrap(self.columns), name="trade_bankaccount_columns"),
            path("<int:pk>/columns/save/", wrap(require_POST(self.save_columns)), name="trade_bankaccount_savecolumns"),
            *super().get_urls(),
        ]

    def columns(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page on which the columns of the bank's CSV are named."""
        account = self._account(request, pk)
        return self._page(request, account, LayoutForm(initial=account.csv_layout or {}))

    def save_columns(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the columns for the next uploads."""
        require_fresh_sign_in(request)
        account, form = self._account(request, pk), LayoutForm(request.POST)
        if Office.FINANCE not in offices_in(request) or not form.is_valid():
            return self._page(request, account, form)
        account.csv_layout = form.layout().as_data()
        account.save(update_fields=["csv_layout"])
        self._write_down(request, account, "columns")
        self.message_user(request, _("The columns of this account's CSV are kept."))
        return redirect("admin:trade_statementfile_changelist")

    def _account(self, request: HttpRequest, pk: int) -> BankAccount:
        rows = BankAccount.objects.select_related("holder")
        found = rows.filter(pk=pk) if self.has_view_permission(request) else rows.none()
        return get_object_or_404(found)

    def _page(self, request: HttpRequest, account: BankAccount, form: LayoutForm) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Columns of the CSV"),
            "account": account,
            "form": form,
            "may_act": Office.FINANCE in offices_in(request),
        }
        is_refused = form.is_bound and bool(form.errors)
        return TemplateResponse(request, "admin/trade/columns.html", context, status=422 if is_refused else 200)


@admin.register(DeskOffice)
class DeskOfficeAdmin(LoggedAdmin):
    """Appointing people of finance, case handlers and heads, and ending their office."""

    list_display = ("user", "office", "since", "until")
    list_filter = ("office",)
    list_select_related = ("user",)
    autocomplete_fields = ("user",)
    fields = ("user", "office", "since", "until")
    logged = ("user_id", "office", "since", "until")

    def get_readonly_fields(self, request: HttpRequest, obj: DeskOffice | None = None) -> tuple[str, ...]:
        return ("user", "office") if obj else ()
