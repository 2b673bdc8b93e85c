"""Documents that somebody doubts: what was reported, which documents of ours are meant, and the desk's answer."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from audits.admin.case.access import office_in, person
from audits.admin.case.base import ReadOnlyAdmin
from audits.admin.case.refusals import REFUSALS
from audits.admin.keys import key_in
from audits.admin.staff_access import note_opened
from audits.admin.type_requests import AnswerFilter
from audits.desk import doubt_reports
from audits.desk.doubt_forms import DoubtAnswerForm
from audits.desk.permissions import NotAnAuditor
from audits.desk.staff_access import Kind
from audits.models import DoubtPage, DoubtReport
from kpmarket.accounts.second_factor import require_fresh_sign_in
from kpmarket.foundation.acts import Refusals, perform
from kpmarket.foundation.storage.files import show_image

ANSWER_REFUSALS: Refusals = {
    **REFUSALS,
    doubt_reports.AlreadyAnswered: _("A colleague answered this report first. Nothing was changed."),
}


@admin.register(DoubtReport)
class DoubtReportAdmin(ReadOnlyAdmin):
    """A list to read, and a page for each on which an auditor in office answers it."""

    list_display = ("title", "company", "at", "outcome")
    list_filter = (AnswerFilter,)
    search_fields = ("number", "company", "reason")
    list_per_page = 100

    @admin.display(description=_("document"))
    def title(self, report: DoubtReport) -> str:
        return str(report)

    def get_urls(self) -> list[URLPattern]:
        answer = self.admin_site.admin_view(require_POST(self.answer))
        page = self.admin_site.admin_view(require_safe(self.page_image))
        return [
            path("<int:pk>/answer/", answer, name="audits_doubtreport_answer"),
            path("page/<str:token>/", page, name="audits_doubtreport_page"),
            *super().get_urls(),
        ]

    def page_image(self, request: HttpRequest, token: str) -> HttpResponseBase:
        """The picture of one page of a file that came with a report."""
        rows = DoubtPage.objects.select_related("file")
        page = get_object_or_404(rows if self.has_view_permission(request) else rows.none(), token=token)
        note_opened(request, Kind.PAGES, f"doubt:{page.file.report_id}")
        return show_image(page.stored_name)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._page(request, self._subject(request, key_in(self.opts, object_id)), DoubtAnswerForm())

    def answer(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Answer one report; whoever left an address gets a letter."""
        require_fresh_sign_in(request)
        subject = self._subject(request, pk)
        form = DoubtAnswerForm(request.POST)
        if not form.is_valid():
            return self._page(request, subject, form)

        def act() -> None:
            if office_in(request) is None:
                raise NotAnAuditor
            doubt_reports.answer_report(subject, **form.cleaned_data, by=person(request), at=timezone.now())

        is_done = perform(request, act, _("Answered."), ANSWER_REFUSALS)
        name = "changelist" if is_done else "change"
        return redirect(f"admin:audits_doubtreport_{name}", *([] if is_done else [subject.pk]))

    def _subject(self, request: HttpRequest, pk: Any) -> DoubtReport:
        """The report, or 404 for a person who may not look."""
        rows = DoubtReport.objects.select_related("by", "decided_by")
        return get_object_or_404(rows if self.has_view_permission(request) else rows.none(), pk=pk)

    def _page(self, request: HttpRequest, subject: DoubtReport, form: DoubtAnswerForm) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(subject),
            "report": subject,
            "files": subject.files.prefetch_related("pages"),
            "meant": doubt_reports.documents_meant(subject),
            "form": form if not subject.outcome and office_in(request) else None,
        }
        return TemplateResponse(request, "admin/audits/doubt_report.html", context, status=422 if form.errors else 200)
