"""The queue: what awaits review, in the order in which to take it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from audits.admin.case.access import hidden_in, office_in, person
from audits.admin.case.base import ReadOnlyAdmin, page_of_case
from audits.admin.case.refusals import REFUSALS
from audits.admin.case.registers import Contradiction, contradiction_views
from audits.admin.head import show_figures
from audits.admin.queue_filter_form import QueueFilterForm
from audits.desk import handing, permissions, queue, reviews
from audits.desk.queue_filter import Wanted
from audits.lookups import alarms
from audits.models import Auditor, DoubtReport, Queue
from audits.signatures.waiting import ToSign, count_to_sign, to_sign
from kpmarket.accounts.models import User
from kpmarket.foundation.acts import perform, sentence_of
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Supplier, TypeRequest
from suppliers.models.supplier import NOT_BEFORE_THE_DESK

CASES_PER_PAGE = 50
TRIES = 20
"""So many cases are tried for *take next* when colleagues are quicker."""
COUNTERSIGN, ALARMS = "countersign", "alarms"
LABELS: dict[str, Promise] = {
    "all": _("All"),
    "take": _("To take"),
    "mine": _("Mine"),
    "supplier": _("Waiting for supplier"),
    COUNTERSIGN: _("To countersign"),
    "back": _("Came back"),
    "overdue": _("Overdue"),
    ALARMS: _("Alarms"),
}


@dataclass(frozen=True)
class Tab:
    """A view for the component tabs."""

    label: Promise
    url: str
    count: int
    current: bool


@dataclass(frozen=True)
class QueuePage:
    """What the queue shows. ``show`` is the name of the chosen view, ``address`` its address without the page.

    ``company`` is the one whose cases are shown alone. Each case comes with
    how many untaken certificates its company has.
    """

    tabs: list[Tab]
    page: Page[int]
    cases: list[tuple[queue.Case, int]]
    sent_back: list[queue.SentBack]
    to_sign: list[ToSign]
    show: str
    address: str
    filter: QueueFilterForm
    company: Supplier | None
    office: Auditor | None
    contradictions: list[Contradiction]
    has_untaken: bool
    without_type: int
    """Products that fit no type and wait for an answer."""
    doubts: int
    """Reports of doubtful documents that wait for an answer."""


@admin.register(Queue)
class QueueAdmin(ReadOnlyAdmin):
    """Suppliers and certificates that await review, in the order in which to take them."""

    def get_urls(self) -> list[URLPattern]:
        take_next = self.admin_site.admin_view(require_POST(self.take_next))
        take_company = self.admin_site.admin_view(require_POST(self.take_company))
        return [
            path("head/", self.admin_site.admin_view(require_safe(self.head)), name="audits_queue_head"),
            path("next/", take_next, name="audits_queue_next"),
            path("company/<int:pk>/", take_company, name="audits_queue_company"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            return redirect("admin:index")
        context = {
            **self.admin_site.each_context(request),
            **vars(queue_page(request)),
            "opts": self.opts,
            "title": _("What awaits review"),
        }
        return TemplateResponse(request, "admin/audits/queue.html", context)

    def head(self, request: HttpRequest) -> HttpResponse:
        return show_figures(request, self.admin_site, self.opts)

    def take_next(self, request: HttpRequest) -> HttpResponse:
        """Take the first untaken case that this auditor may judge; the next one where a colleague is quicker."""
        user, on = person(request), timezone.localdate()
        own = permissions.own_companies(user)
        for case in queue.cases(user=user, on=on, view="take", stop=TRIES, but_of=own):
            try:
                reviews.start_review(case.subject, by=user, at=timezone.now())
            except IllegalTransition:
                continue
            except permissions.NotAllowed as refusal:
                messages.error(request, sentence_of(refusal, REFUSALS))
                return redirect("admin:audits_queue_changelist")
            return redirect(page_of_case(case.subject))
        messages.info(request, _("There is no case that you could take."))
        return redirect("admin:audits_queue_changelist")

    def take_company(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take every untaken case of one company."""
        companies = Supplier.objects.exclude(status__in=NOT_BEFORE_THE_DESK)
        visible = companies if self.has_view_permission(request) else companies.none()
        company = get_object_or_404(visible, pk=pk)
        perform(
            request,
            lambda: handing.take_company(company, by=person(request), at=timezone.now()),
            _("The cases of this company are yours, as many as one auditor may hold."),
            {**REFUSALS, IllegalTransition: _("This company has no case that nobody took.")},
        )
        return redirect(f"{reverse('admin:audits_queue_changelist')}?{urlencode({'show': 'mine', 'company': pk})}")


def queue_page(request: HttpRequest) -> QueuePage:
    """The cases of the chosen view, and the number of cases of each."""
    user, today = person(request), timezone.localdate()
    form = QueueFilterForm(request.GET, markets=queue.markets())
    wanted = form.filters
    show = request.GET.get("show", "all")
    show = show if show in LABELS else "all"
    contradictions = contradiction_views(alarms.open_contradictions(on=today))
    without_type, doubts = TypeRequest.objects.open().count(), DoubtReport.objects.open().count()
    counts = queue.counts(user=user, on=today, wanted=wanted)
    counts[ALARMS] = len(contradictions) + without_type + doubts
    own = permissions.own_companies(user)
    counts[COUNTERSIGN] = count_to_sign(user, own)
    narrowed = {name: value for name, value in request.GET.items() if value and name in form.fields}
    page = Paginator(range(0 if show == ALARMS else counts[show]), CASES_PER_PAGE).get_page(request.GET.get("page"))
    shown = _rows_of_view(show, wanted, page, user=user, on=today)
    cases = [one for one in shown if isinstance(one, queue.Case)]
    waiting = queue.waiting_of_companies(case.supplier.pk for case in cases) if cases else {}
    return QueuePage(
        tabs=[
            Tab(label, f"?{urlencode({'show': name, **narrowed})}", counts[name], current=name == show)
            for name, label in LABELS.items()
        ],
        page=page,
        cases=[(case, waiting.get(case.supplier.pk, 0)) for case in cases],
        sent_back=[one for one in shown if isinstance(one, queue.SentBack) and not _is_hidden(one, request)],
        to_sign=to_sign(user, own)[page.start_index() - 1 : page.end_index()] if show == COUNTERSIGN and page else [],
        show=show,
        address=f"?{urlencode({'show': show, **narrowed})}",
        filter=form,
        company=Supplier.objects.filter(pk=wanted.company).first() if wanted.company else None,
        office=office_in(request),
        contradictions=contradictions,
        has_untaken=counts["take"] > 0,
        without_type=without_type,
        doubts=doubts,
    )


def _is_hidden(one: queue.SentBack, request: HttpRequest) -> bool:
    """Whether the person judges this document without knowing how it was decided."""
    return one.is_certificate and one.subject.pk in hidden_in(request)


def _rows_of_view(
    show: str, wanted: Wanted, page: Page[int], *, user: User, on: date
) -> list[queue.Case] | list[queue.SentBack]:
    start, stop = max(page.start_index() - 1, 0), page.end_index()
    if show in (ALARMS, COUNTERSIGN) or not stop:
        return []
    if show == "supplier":
        return queue.waiting_for_supplier(on=on, wanted=wanted, start=start, stop=stop)
    return queue.cases(user=user, on=on, view=show, wanted=wanted, start=start, stop=stop)
