"""Decisions: a list for questions such as "all that she decided last week", and the record of each one with its proof."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from audits.admin.case.access import hidden_in, may_look, person
from audits.admin.case.base import ReadOnlyAdmin
from audits.admin.decision_form import DecisionFilterForm, SearchForm
from audits.admin.keys import key_in
from audits.admin.staff_access import note_opened
from audits.desk import decision_list, heads
from audits.desk.decision_record import kept_of, sections_of, title_of
from audits.desk.search import MOST_FOUND, search
from audits.desk.staff_access import Kind
from audits.models import Decision
from kpmarket.foundation.spreadsheets import CONTENT_TYPES
from kpmarket.foundation.storage.files import SAFE_HEADERS

ROWS_PER_PAGE = 50


@dataclass(frozen=True)
class DecisionRow:
    """A decision of the list, with days since it was handed in and hours in the auditor's hand."""

    decision: Decision
    days: int | None
    hours: int | None


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    """A list to read and to take away as CSV, and a record for each."""

    def get_urls(self) -> list[URLPattern]:
        export = self.admin_site.admin_view(require_POST(self.export))
        proof = self.admin_site.admin_view(require_safe(self.proof))
        return [
            path("search/", self.admin_site.admin_view(require_safe(self.search)), name="audits_search"),
            path("export/", export, name="audits_decision_export"),
            path("<int:pk>/proof.json", proof, name="audits_decision_proof"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            return redirect("admin:index")
        form = DecisionFilterForm(request.GET)
        rows = decision_list.decisions(form.sought, hidden=hidden_in(request))
        page: Page[Decision] = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Decisions"),
            "filter": form,
            "page": page,
            "rows": [DecisionRow(one, decision_list.days_taken(one), decision_list.hours_in_hand(one)) for one in page],
            "asked": asked_for(request.GET, form),
        }
        return TemplateResponse(request, "admin/audits/decisions.html", context)

    def search(self, request: HttpRequest) -> HttpResponse:
        """Everything that is on file under what was typed."""
        if not may_look(request):
            return redirect("admin:index")
        form = SearchForm(request.GET) if "q" in request.GET else SearchForm()
        text = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Search"),
            "search_form": form,
            "asked": text,
            "found": search(text, hidden=hidden_in(request)),
            "most": MOST_FOUND,
        }
        return TemplateResponse(request, "admin/audits/search.html", context, status=422 if form.errors else 200)

    def export(self, request: HttpRequest) -> HttpResponse:
        """The same decisions as CSV; the log notes who took them."""
        if not may_look(request):
            raise Http404
        form = DecisionFilterForm(request.POST)
        address = f"{reverse('admin:audits_decision_changelist')}?{asked_for(request.POST, form)}"
        sought = form.sought
        if form.errors:
            return redirect(address)
        try:
            hidden = hidden_in(request)
            content = decision_list.export_decisions(sought, by=person(request), at=timezone.now(), hidden=hidden)
        except decision_list.TooManyRows:
            words = _("A file has at most %(count)s decisions. Choose a shorter run of days.")
            messages.error(request, words % {"count": decision_list.MAX_EXPORTED})
            return redirect(address)
        name = f"decisions-{timezone.localdate().isoformat()}.csv"
        headers = {**SAFE_HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type=CONTENT_TYPES["csv"], headers=headers)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        decision = self._decision(request, key_in(self.opts, object_id))
        kept = kept_of(decision)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title_of(decision),
            "decision": decision,
            "kept": kept,
            "sections": sections_of(kept),
            "internal_note": getattr(decision, "internal_note", None),
        }
        return TemplateResponse(request, "admin/audits/decision.html", context)

    def proof(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The file for tools/check_decision.py; 404 until a signed head covers the decision."""
        entry = kept_of(self._decision(request, pk)).entry
        try:
            if entry is None:
                raise Http404
            found = heads.proof_of(entry)
        except heads.NotSignedYet:
            raise Http404 from None
        note_opened(request, Kind.RECORD, f"decision:{pk}")
        text = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True)
        headers = {**SAFE_HEADERS, "Content-Disposition": f'attachment; filename="proof-{entry.sequence}.json"'}
        return HttpResponse(text, content_type="application/json", headers=headers)

    def _decision(self, request: HttpRequest, pk: Any) -> Decision:
        """The decision, or 404 for a person who may not look."""
        related = ("by", "supplier", "certificate__certificate_type", "review", "internal_note")
        rows = Decision.objects.select_related(*related).exclude(certificate__in=hidden_in(request))
        return get_object_or_404(rows if self.has_view_permission(request) else rows.none(), pk=pk)


def asked_for(data: QueryDict, form: DecisionFilterForm) -> str:
    """The part of the address that asks for the same decisions."""
    kept = QueryDict(mutable=True)
    for name in form.fields:
        if value := data.get(name):
            kept[name] = value
    return kept.urlencode()
