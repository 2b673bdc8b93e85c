"""The queue: what awaits review, in the order in which to take it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from audits.admin.case.access import office_in, person
from audits.admin.case.base import REFUSALS, ReadOnlyAdmin, page_of_case
from audits.admin.case.registers import Contradiction, contradiction_views
from audits.desk import permissions, queue, reviews
from audits.lookups import alarms
from audits.models import Auditor, DoubtReport, Queue
from kpmarket.accounts.models import User
from kpmarket.foundation.acts import sentence_of
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import TypeRequest

CASES_PER_PAGE = 50
Filter = Callable[[queue.Case, User], bool]
FILTERS: dict[str, tuple[Promise, Filter]] = {
    "all": (_("All"), lambda case, user: True),
    "untaken": (_("Untaken"), lambda case, user: case.review is None),
    "mine": (_("Mine"), lambda case, user: case.auditor == user),
    "overdue": (_("Overdue"), lambda case, user: case.is_overdue),
    "certificates": (_("Certificates"), lambda case, user: case.is_certificate),
    "suppliers": (_("Suppliers"), lambda case, user: not case.is_certificate),
}


@dataclass(frozen=True)
class Tab:
    """A filter for the component tabs."""

    label: Promise
    url: str
    count: int
    current: bool


@dataclass(frozen=True)
class QueuePage:
    """What the queue shows. ``show`` is the name of the chosen filter."""

    tabs: list[Tab]
    page: Page[queue.Case]
    show: str
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
        return [path("next/", take_next, name="audits_queue_next"), *super().get_urls()]

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

    def take_next(self, request: HttpRequest) -> HttpResponse:
        """Take the first untaken case that this auditor may judge; the next one where a colleague is quicker."""
        for case in queue.cases(user=person(request), on=timezone.localdate()):
            if case.review is not None or case.is_own_company:
                continue
            try:
                reviews.start_review(case.subject, by=person(request), at=timezone.now())
            except IllegalTransition:
                continue
            except permissions.NotAllowed as refusal:
                messages.error(request, sentence_of(refusal, REFUSALS))
                return redirect("admin:audits_queue_changelist")
            return redirect(page_of_case(case.subject))
        messages.info(request, _("There is no case that you could take."))
        return redirect("admin:audits_queue_changelist")


def queue_page(request: HttpRequest) -> QueuePage:
    """The cases of the chosen filter, and the number of cases of each."""
    user, today = person(request), timezone.localdate()
    cases = queue.cases(user=user, on=today)
    chosen = request.GET.get("show", "all")
    _label, is_chosen = FILTERS.get(chosen, FILTERS["all"])
    tabs = [
        Tab(label, f"?show={name}", sum(is_in(case, user) for case in cases), current=name == chosen)
        for name, (label, is_in) in FILTERS.items()
    ]
    chosen_cases = [case for case in cases if is_chosen(case, user)]
    return QueuePage(
        tabs=tabs,
        page=Paginator(chosen_cases, CASES_PER_PAGE).get_page(request.GET.get("page")),
        show=chosen,
        office=office_in(request),
        contradictions=contradiction_views(alarms.open_contradictions(on=today)),
        has_untaken=any(case.review is None and not case.is_own_company for case in cases),
        without_type=TypeRequest.objects.open().count(),
        doubts=DoubtReport.objects.open().count(),
    )
