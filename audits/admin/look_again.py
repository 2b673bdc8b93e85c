"""Documents to look at again after a forgery: a list to work through, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from audits.admin.case.access import hidden_in, office_in, person
from audits.admin.case.base import ReadOnlyAdmin
from audits.admin.case.refusals import REFUSALS
from audits.admin.keys import key_in
from audits.desk import look_again
from audits.desk.look_again_form import LookAgainForm
from audits.models import LookAgain
from kpmarket.accounts.second_factor import require_fresh_sign_in
from kpmarket.foundation.acts import Refusals, perform
from kpmarket.foundation.transitions import IllegalTransition

TIES: dict[str, Promise] = {
    look_again.LIKENESS: gettext_lazy("a page with a similar picture or text"),
    look_again.PRODUCER: gettext_lazy("the program that made the file"),
    look_again.PATTERN: gettext_lazy("the pattern of the number"),
    look_again.ISSUER: gettext_lazy("the issuing body"),
    look_again.COMPANY: gettext_lazy("the company"),
}
LOOK_REFUSALS: Refusals = {
    **REFUSALS,
    IllegalTransition: _("A colleague looked at this document first. Nothing was changed."),
}


class OpenFilter(SimpleListFilter):
    """Those that wait, unless all are asked for."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("all", gettext("All"))]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        waiting, *others = super().choices(changelist)
        yield {**waiting, "display": _("waiting")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset if self.value() == "all" else queryset.filter(outcome="")


@admin.register(LookAgain)
class LookAgainAdmin(ReadOnlyAdmin):
    """The list, and a page on which an auditor in office says what came of looking."""

    list_display = ("title", "supplier", "in_common", "found_at", "outcome")
    list_display_links = ("title",)
    list_filter = (OpenFilter,)
    list_select_related = ("certificate__certificate_type", "certificate__supplier")
    search_fields = ("certificate__number", "certificate__supplier__name_en", "certificate__supplier__name_zh")
    list_per_page = 100
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[LookAgain]:
        """Without documents that the person judges blindly: what is listed was approved, and its cause revoked."""
        rows: QuerySet[LookAgain] = super().get_queryset(request)
        hidden = hidden_in(request)
        return rows.exclude(certificate__in=hidden).exclude(cause__certificate__in=hidden) if hidden else rows

    @admin.display(description=_("document"))
    def title(self, row: LookAgain) -> str:
        return str(row.certificate)

    @admin.display(description=_("supplier"))
    def supplier(self, row: LookAgain) -> str:
        return str(row.certificate.supplier)

    @admin.display(description=_("in common"))
    def in_common(self, row: LookAgain) -> str:
        return ", ".join(str(TIES[tie]) for tie in row.ties if tie in TIES)

    def get_urls(self) -> list[URLPattern]:
        close = self.admin_site.admin_view(require_POST(self.close))
        return [path("<int:pk>/close/", close, name="audits_lookagain_close"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._page(request, self._subject(request, key_in(self.opts, object_id)), LookAgainForm())

    def close(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the outcome."""
        require_fresh_sign_in(request)
        row = self._subject(request, pk)
        form = LookAgainForm(request.POST)
        if not form.is_valid():
            return self._page(request, row, form)
        is_done = perform(
            request,
            lambda: look_again.close(row, **form.cleaned_data, by=person(request), at=timezone.now()),
            _("Noted."),
            LOOK_REFUSALS,
        )
        name = "changelist" if is_done else "change"
        return redirect(f"admin:audits_lookagain_{name}", *([] if is_done else [row.pk]))

    def _subject(self, request: HttpRequest, pk: Any) -> LookAgain:
        """The row, or 404 for a person who may not look."""
        related = (
            "certificate__certificate_type",
            "certificate__supplier",
            "cause__certificate__certificate_type",
            "by",
        )
        rows = self.get_queryset(request).select_related(*related, "cause__supplier")
        return get_object_or_404(rows if self.has_view_permission(request) else rows.none(), pk=pk)

    def _page(self, request: HttpRequest, row: LookAgain, form: LookAgainForm) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Look again: %(document)s") % {"document": row.certificate},
            "row": row,
            "ties": [TIES[tie] for tie in row.ties if tie in TIES],
            "form": form if not row.outcome and office_in(request) else None,
        }
        return TemplateResponse(request, "admin/audits/look_again.html", context, status=422 if form.errors else 200)
