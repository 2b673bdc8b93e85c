"""Recall notices on the desk: load a file, decide whom a notice concerns, see the feeds, and the recall list of all orders."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from audits.admin.case.access import person
from audits.admin.keys import key_in
from audits.desk.permissions import own_companies
from buyers.delivery.forms.recalls import NoticeFileForm, RecallDecisionForm
from buyers.delivery.models import RecallDecision, RecallFetch, RecallQuestion
from buyers.delivery.notices.notice import Refused
from buyers.delivery.notices.reading import read_notices
from buyers.delivery.services.recalls import deciding
from buyers.delivery.services.recalls.acknowledging import answers_to
from buyers.delivery.services.recalls.lists import make_workbook, recall_list, workbook_headers
from buyers.delivery.services.recalls.loading import load_notices
from buyers.delivery.services.recalls.words import because_words, published_words, recall_clocks, refusal_words
from buyers.trade.admin.access import DeskAdmin, Office
from buyers.trade.models import Order
from buyers.trade.services.desk import own_organisations
from kpmarket.foundation.acts import perform

REFUSED = {
    deciding.DecidedAlready: lambda _refusal: _("It was decided meanwhile. Nothing was changed."),
    deciding.Replaced: lambda _refusal: _("The authority published another version since: decide about that one."),
    deciding.OwnCompany: lambda _refusal: _("Nobody decides about a company of their own."),
}


@admin.register(RecallQuestion)
class RecallQuestionAdmin(DeskAdmin):
    """Notices that may concern somebody, for case handlers and heads."""

    offices = (Office.HANDLER, Office.HEAD)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("load/", wrap(require_POST(self.load)), name="delivery_recallquestion_load"),
            path("lots/", wrap(self.lots), name="delivery_recallquestion_lots"),
            path("<int:pk>/decide/", wrap(require_POST(self.decide)), name="delivery_recallquestion_decide"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[RecallQuestion]:
        """Without those about the person's own companies."""
        rows = super().get_queryset(request).select_related("notice", "supplier", "product")
        return rows.exclude(supplier__in=own_companies(person(request)))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request)
        return self._list(request, NoticeFileForm())

    def load(self, request: HttpRequest) -> HttpResponse:
        """A file that somebody downloaded from an authority."""
        self.require_look(request)
        form = NoticeFileForm(request.POST, request.FILES)
        if not self.may_act(request) or not form.is_valid():
            return self._list(request, form)
        chosen = form.cleaned_data["format"]
        try:
            notices = read_notices(form.cleaned_data["file"].read(), chosen)
        except Refused as refusal:
            form.add_error("file", refusal_words(refusal))
            return self._list(request, form)
        loaded = load_notices(notices, chosen, at=timezone.now())
        words = _("%(added)s new, %(changed)s changed, %(same)s known before; %(questions)s questions.")
        self.message_user(request, words % vars(loaded))
        return redirect("admin:delivery_recallquestion_changelist")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        question = self.subject(request, key_in(self.opts, object_id))
        return self._one(request, question, RecallDecisionForm())

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        """It concerns them, who are written to; or it does not."""
        question = self.subject(request, pk)
        form = RecallDecisionForm(request.POST)
        if not self.may_act(request) or not form.is_valid():
            return self._one(request, question, form)
        typed = form.cleaned_data
        act = partial(
            deciding.decide_recall,
            question,
            typed["verdict"],
            typed["reason"],
            by=person(request),
            at=timezone.now(),
        )
        perform(request, act, _("Your decision is kept."), REFUSED)
        return redirect("admin:delivery_recallquestion_changelist")

    def lots(self, request: HttpRequest) -> HttpResponse:
        """The recall list of all orders but those of the person's own companies and organisations."""
        self.require_look(request)
        user = person(request)
        orders = Order.objects.exclude(supplier__in=own_companies(user)).exclude(buyer__in=own_organisations(user))
        found = recall_list(request.GET.get("q", ""), orders)
        if request.GET.get("as") == "xlsx":
            return HttpResponse(make_workbook(found), headers=workbook_headers(timezone.localdate()))
        return self._render(request, "admin/delivery/recall_list.html", title=_("Recall list"), found=found)

    def _list(self, request: HttpRequest, form: NoticeFileForm) -> TemplateResponse:
        page = Paginator(deciding.open_questions(person(request)), self.list_per_page).get_page(request.GET.get("page"))
        return self._render(
            request,
            "admin/delivery/recalls.html",
            status=422 if form.is_bound else 200,
            title=_("Recalls that may concern somebody"),
            page=page,
            rows=[(one, because_words(one), published_words(one)) for one in page.object_list],
            feeds=list(RecallFetch.objects.all()),
            decided=list(
                RecallDecision.objects.select_related("question__notice", "question__supplier", "by").exclude(
                    question__supplier__in=own_companies(person(request))
                )[:20]
            ),
            form=form if self.may_act(request) else None,
        )

    def _one(self, request: HttpRequest, question: RecallQuestion, form: RecallDecisionForm) -> TemplateResponse:
        decision = RecallDecision.objects.filter(question=question).select_related("by").first()
        return self._render(
            request,
            "admin/delivery/recall.html",
            status=422 if form.is_bound else 200,
            title=question.notice.source_id,
            question=question,
            because=because_words(question),
            concerned=deciding.concerned_orders(question, without=person(request)),
            answers=answers_to([question])[question.pk] if decision else [],
            clocks=recall_clocks(timezone.localdate()),
            decision=decision,
            form=form if self.may_act(request) and decision is None else None,
        )

    def _render(self, request: HttpRequest, template: str, *, status: int = 200, **facts: Any) -> TemplateResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "is_nav_sidebar_enabled": False, **facts}
        return TemplateResponse(request, template, context, status=status)
