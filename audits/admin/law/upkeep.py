"""Keeping the law up to date: what a person must compare with its source, and pages of sources that changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audits.admin.case.access import keeps_law, person
from audits.admin.case.base import ReadOnlyAdmin
from audits.admin.case.refusals import REFUSALS
from audits.admin.keys import key_in
from audits.law.current import current_rulebook
from audits.models import LawCheck, SourceFetch
from audits.upkeep import due, recording, watching
from audits.upkeep.forms import ConclusionForm, LawCheckForm
from kpmarket.accounts.second_factor import require_fresh_sign_in
from kpmarket.foundation.acts import perform
from kpmarket.foundation.text.languages import in_reader_language
from suppliers.models import ProductType

MAX_CHECKS_SHOWN = 20
UPKEEP_REFUSALS = {
    **REFUSALS,
    recording.ReviewTooLate: _("Choose a day from today on, and not more than a year ahead. Nothing was changed."),
    watching.AlreadyClosed: _("A colleague closed this case first. Nothing was changed."),
}


@dataclass(frozen=True, slots=True)
class DueLine:
    """One line of the list of checks: a market, its product types by name, and the last check."""

    market: str
    market_name: str
    product_types: tuple[str, ...]
    only_type: str
    """Key of the product type where there is one only, so that the form can be filled in."""
    due: due.DueCheck


@admin.register(LawCheck)
class LawCheckAdmin(ReadOnlyAdmin):
    """The list of what is due, open doubts, changed pages, and the watch list; a senior auditor records a check."""

    list_display = ("market", "product_type", "on", "by", "review_by")
    fields = ("market", "product_type", "on", "by", "review_by", "note", "at")
    readonly_fields = fields

    def get_urls(self) -> list[URLPattern]:
        record = self.admin_site.admin_view(self.record)
        return [path("record/", record, name="audits_lawcheck_record"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        rulebook, today = current_rulebook(), timezone.localdate()
        context = {
            "title": _("Keeping the law up to date"),
            "due": due_lines(due.due_checks(rulebook, today=today)),
            "doubts": due.open_doubts(rulebook, today=today),
            "cases": SourceFetch.objects.open_cases().defer("text", "difference"),
            "pages": due.watched_pages(rulebook),
            "recent": LawCheck.objects.select_related("market", "product_type", "by")[:MAX_CHECKS_SHOWN],
            "may_record": keeps_law(request),
        }
        return self._page(request, "upkeep", context)

    def record(self, request: HttpRequest) -> HttpResponse:
        """The form of a check, and the check itself."""
        if not keeps_law(request):
            return redirect("admin:audits_lawcheck_changelist")
        if request.method != "POST":
            chosen = {"market": request.GET.get("market"), "product_type": request.GET.get("product_type")}
            return self._page(
                request, "upkeep_record", {"title": _("Record a check"), "form": LawCheckForm(initial=chosen)}
            )
        require_fresh_sign_in(request)
        form = LawCheckForm(request.POST)
        if form.is_valid() and perform(
            request,
            lambda: recording.record_check(**form.cleaned_data, by=person(request), at=timezone.now()),
            _("Recorded and logged. Answers show this day from now on."),
            UPKEEP_REFUSALS,
        ):
            return redirect("admin:audits_lawcheck_changelist")
        return self._page(request, "upkeep_record", {"title": _("Record a check"), "form": form}, status=422)

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        whole = {**self.admin_site.each_context(request), "opts": self.opts, "is_nav_sidebar_enabled": False, **context}
        return TemplateResponse(request, f"admin/audits/{name}.html", whole, status=status)


@admin.register(SourceFetch)
class SourceFetchAdmin(ReadOnlyAdmin):
    """Every fetch of a watched page; a page that changed is a case that a senior auditor closes with a conclusion."""

    list_display = ("source", "at", "outcome", "reason", "closed_at")
    list_filter = ("outcome",)
    search_fields = ("source", "url")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("text")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        rows = self.get_queryset(request) if self.has_view_permission(request) else SourceFetch.objects.none()
        case = get_object_or_404(rows.select_related("closed_by"), pk=key_in(self.opts, object_id))
        form = ConclusionForm(request.POST if request.method == "POST" else None)
        if request.method == "POST":
            require_fresh_sign_in(request)
            if form.is_valid() and perform(
                request,
                lambda: watching.close(case, by=person(request), at=timezone.now(), **form.cleaned_data),
                _("Closed and logged."),
                UPKEEP_REFUSALS,
            ):
                return redirect("admin:audits_lawcheck_changelist")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "is_nav_sidebar_enabled": False,
            "title": case.source,
            "case": case,
            "source": current_rulebook().sources.get(case.source),
            "form": form,
            "may_close": keeps_law(request),
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "admin/audits/upkeep_case.html", context, status=status)


def due_lines(checks: list[due.DueCheck]) -> list[DueLine]:
    """The checks with the names of their markets and product types, in the reader's language."""
    names = {kind.pk: kind.display_name for kind in ProductType.objects.all()}
    return [
        DueLine(
            market=one.market.id,
            market_name=in_reader_language(en=one.market.name, zh=one.market.name_zh),
            product_types=tuple(names.get(key, key) for key in one.product_types),
            only_type=one.product_types[0] if len(one.product_types) == 1 else "",
            due=one,
        )
        for one in checks
    ]
