"""The queue: what awaits review, in the order in which to take it."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from audits.admin.case import registers
from audits.admin.case.base import REFUSALS, ReadOnlyAdmin, office_in, page_of_case, person
from audits.desk import permissions, queue, reviews
from audits.lookups import alarms
from audits.models import Queue
from kpmarket.foundation.acts import sentence_of
from kpmarket.foundation.transitions import IllegalTransition

CASES_ON_A_PAGE = 50


@admin.register(Queue)
class QueueAdmin(ReadOnlyAdmin):
    """Suppliers and certificates that await review, in the order in which to take them."""

    VIEWS = {
        "all": (_("All"), lambda case, user: True),
        "untaken": (_("Untaken"), lambda case, user: case.review is None),
        "mine": (_("Mine"), lambda case, user: case.auditor == user),
        "overdue": (_("Overdue"), lambda case, user: case.is_overdue),
        "certificates": (_("Certificates"), lambda case, user: case.is_certificate),
        "suppliers": (_("Suppliers"), lambda case, user: not case.is_certificate),
    }

    def get_urls(self):
        take_next = self.admin_site.admin_view(require_POST(self.take_next))
        return [path("next/", take_next, name="audits_queue_next"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            return redirect("admin:index")
        found = queue.cases(user=person(request), on=timezone.localdate())
        chosen = request.GET.get("show", "all")
        shown = [case for case in found if self.VIEWS.get(chosen, self.VIEWS["all"])[1](case, request.user)]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("What awaits review"),
            "tabs": [
                {
                    "label": label,
                    "url": f"?show={name}",
                    "count": sum(wanted(case, request.user) for case in found),
                    "current": name == chosen,
                }
                for name, (label, wanted) in self.VIEWS.items()
            ],
            "page": Paginator(shown, CASES_ON_A_PAGE).get_page(request.GET.get("page")),
            "show": chosen,
            "office": office_in(request),
            "contradictions": registers.in_words_of_desk(alarms.open_contradictions(on=timezone.localdate())),
            "has_untaken": any(case.review is None and not case.is_own_company for case in found),
        }
        return TemplateResponse(request, "admin/audits/queue.html", context)

    def take_next(self, request: HttpRequest) -> HttpResponse:
        """Take the first case that nobody has and that this auditor may judge; try the next when one is snatched."""
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
        messages.info(request, _("Nothing waits that you could take."))
        return redirect("admin:audits_queue_changelist")
