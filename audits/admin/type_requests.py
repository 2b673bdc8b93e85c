"""Products that fit no type: what suppliers described, and the desk's answer."""

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
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from audits.admin.case.access import office_in, person
from audits.admin.case.base import ReadOnlyAdmin
from audits.admin.case.refusals import REFUSALS
from audits.admin.keys import key_in
from audits.desk.permissions import NotAnAuditor
from kpmarket.accounts.second_factor import require_fresh_sign_in
from kpmarket.foundation.acts import Refusals, perform
from suppliers.models import TypeRequest
from suppliers.products import type_requests
from suppliers.products.type_request_forms import TypeAnswerForm

ANSWER_REFUSALS: Refusals = {
    **REFUSALS,
    type_requests.AlreadyAnswered: _("A colleague answered this request first. Nothing was changed."),
}


class AnswerFilter(SimpleListFilter):
    """Which requests are listed; without a choice those that wait for an answer."""

    title = _("answer")
    parameter_name = "answer"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("answered", gettext("answered")), ("all", gettext("All"))]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        waiting, *others = super().choices(changelist)
        yield {**waiting, "display": _("waiting")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "answered":
                return queryset.exclude(outcome="")
            case "all":
                return queryset
        return queryset.filter(outcome="")


@admin.register(TypeRequest)
class TypeRequestAdmin(ReadOnlyAdmin):
    """A list to read, and a page for each on which an auditor in office answers it."""

    list_display = ("name", "supplier", "hs_code", "asked_at", "outcome", "product_type")
    list_filter = (AnswerFilter,)
    list_select_related = ("supplier", "product_type")
    search_fields = ("name", "purpose", "hs_code", "supplier__name_en", "supplier__name_zh")
    list_per_page = 100

    def get_urls(self) -> list[URLPattern]:
        answer = self.admin_site.admin_view(require_POST(self.answer))
        return [path("<int:pk>/answer/", answer, name="suppliers_typerequest_answer"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._page(request, self._subject(request, key_in(self.opts, object_id)), TypeAnswerForm())

    def answer(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Answer one request; the one who asked gets a letter."""
        require_fresh_sign_in(request)
        subject = self._subject(request, pk)
        form = TypeAnswerForm(request.POST)
        if not form.is_valid():
            return self._page(request, subject, form)

        def act() -> None:
            if office_in(request) is None:
                raise NotAnAuditor
            type_requests.answer_request(subject, **form.cleaned_data, by=person(request), at=timezone.now())

        is_done = perform(request, act, _("Answered. The supplier gets a letter."), ANSWER_REFUSALS)
        name = "changelist" if is_done else "change"
        return redirect(f"admin:suppliers_typerequest_{name}", *([] if is_done else [subject.pk]))

    def _subject(self, request: HttpRequest, pk: Any) -> TypeRequest:
        """The request, or 404 for a person who may not look."""
        rows = TypeRequest.objects.select_related("supplier", "product_type", "asked_by", "decided_by")
        return get_object_or_404(rows if self.has_view_permission(request) else rows.none(), pk=pk)

    def _page(self, request: HttpRequest, subject: TypeRequest, form: TypeAnswerForm) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": subject.name,
            "request_made": subject,
            "form": form if not subject.outcome and office_in(request) else None,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/audits/type_request.html", context, status=status)
