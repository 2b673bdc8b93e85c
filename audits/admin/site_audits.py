"""Site audits at the desk: the list, planning, and the page on which findings are written down and followed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from audits.admin.case.access import office_in, person
from audits.admin.keys import key_in
from audits.admin.site_conduct import SiteConductAdmin, desk_rows
from audits.desk import permissions
from audits.models import SiteAudit, SiteFinding, SitePhoto
from audits.site_audits import conducting, following, planning
from audits.site_audits.forms import (
    CancelForm,
    FindingForm,
    PlanForm,
    ReportForm,
    StepForm,
    auditors_in_office,
    desk_steps,
)
from audits.site_audits.reading import AuditState, state_of
from audits.site_audits.refusals import REFUSALS
from audits.site_audits.words import answered_questions, level_words, standing_words
from kpmarket.accounts.second_factor import require_fresh_sign_in
from kpmarket.foundation.acts import perform
from suppliers.models import Supplier

Act = Callable[[Any], object]


@admin.register(SiteAudit)
class SiteAuditAdmin(SiteConductAdmin):
    """The list of audits, and a page for each. A plan begins on the page of its company."""

    list_display = ("number", "supplier", "standard_words", "day", "lead", "level")
    list_display_links = ("number",)
    list_filter = ("mode", "standard")
    search_fields = ("supplier__name_en", "supplier__name_zh", "site")
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return desk_rows()

    @admin.display(description=_("number"), ordering="pk")
    def number(self, audit: SiteAudit) -> str:
        return str(audit)

    @admin.display(description=_("standard"))
    def standard_words(self, audit: SiteAudit) -> str:
        return state_of(audit, on=timezone.localdate()).standard.number

    @admin.display(description=_("state"))
    def level(self, audit: SiteAudit) -> str:
        return level_words(state_of(audit, on=timezone.localdate()))

    def get_urls(self) -> list[URLPattern]:
        plan = require_http_methods(["GET", "HEAD", "POST"])(self.plan)
        views = {"finding": self.add_finding, "report": self.report, "cancel": self.cancel}
        step = self.admin_site.admin_view(require_POST(self.step))
        return [
            path("plan/<int:supplier_pk>/", self.admin_site.admin_view(plan), name="audits_siteaudit_plan"),
            path("<int:pk>/findings/<int:number>/", step, name="audits_siteaudit_step"),
            *(
                path(
                    f"<int:pk>/{name}/", self.admin_site.admin_view(require_POST(view)), name=f"audits_siteaudit_{name}"
                )
                for name, view in views.items()
            ),
            *super().get_urls(),
        ]

    def plan(self, request: HttpRequest, supplier_pk: int) -> HttpResponse:
        """Plan an audit of a company."""
        supplier = get_object_or_404(Supplier, pk=supplier_pk)
        if not supplier.is_before_the_desk or not self.may_judge(request, supplier):
            raise Http404
        now = timezone.now()
        fields: dict[str, Any] = {"today": timezone.localdate(now), "auditors": auditors_in_office(now)}
        if request.method != "POST":
            site = ", ".join(filter(None, (supplier.display_name, supplier.address_en or supplier.address_zh)))[:300]
            initial = {"site": site, "lead": person(request).pk, "mode": SiteAudit.Mode.ON_SITE}
            return self._plan_page(request, supplier, PlanForm(initial=initial, **fields))
        require_fresh_sign_in(request)
        form = PlanForm(request.POST, **fields)
        if not form.is_valid():
            return self._plan_page(request, supplier, form)
        made: list[SiteAudit] = []

        def act() -> None:
            made.append(planning.plan_site_audit(supplier, form.plan(), by=person(request), at=now))

        if not perform(request, act, _("Planned. The company gets a letter."), REFUSALS):
            return self._plan_page(request, supplier, form)
        return redirect("admin:audits_siteaudit_change", made[0].pk)

    def add_finding(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write a finding down."""
        state = self.state(request, pk)
        form = FindingForm(request.POST, state=state, today=timezone.localdate())
        return self._act(
            request,
            state,
            {"finding_form": form},
            lambda cleaned: conducting.record_finding(
                state.audit, form.written_finding(), by=person(request), at=timezone.now()
            ),
            _("Written down."),
        )

    def report(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End the audit with its report."""
        state = self.state(request, pk)
        form = ReportForm(request.POST, audit=state.audit, today=timezone.localdate())
        return self._act(
            request,
            state,
            {"report_form": form},
            lambda cleaned: planning.report_site_audit(
                state.audit, form.report(), by=person(request), at=timezone.now()
            ),
            _("Reported. The company gets a letter."),
        )

    def cancel(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Cancel the audit."""
        state = self.state(request, pk)
        return self._act(
            request,
            state,
            {"cancel_form": CancelForm(request.POST)},
            lambda cleaned: planning.cancel_site_audit(state.audit, **cleaned, by=person(request), at=timezone.now()),
            _("Cancelled. The company gets a letter."),
        )

    def step(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Say what becomes of a finding."""
        state = self.state(request, pk)
        finding = get_object_or_404(SiteFinding, audit=state.audit, number=number)
        standing = next(one for one in state.findings if one.finding.pk == finding.pk)
        form = StepForm(request.POST, standing=standing, is_running=state.is_running, today=timezone.localdate())
        return self._act(
            request,
            state,
            {"step_form": form},
            lambda cleaned: following.decide_on_finding(finding, **cleaned, by=person(request), at=timezone.now()),
            _("Noted. The company gets a letter."),
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._page(request, self.state(request, key_in(self.opts, object_id)), {})

    def may_judge(self, request: HttpRequest, supplier: Supplier) -> bool:
        """An auditor in office without an interest in the company."""
        return office_in(request) is not None and supplier.pk not in permissions.own_companies(person(request))

    def _act(
        self, request: HttpRequest, state: AuditState, bound: dict[str, forms.Form], act: Act, success: str | Promise
    ) -> HttpResponse:
        """Do what a form of the page asks for; the page again where it says too little."""
        require_fresh_sign_in(request)
        (form,) = bound.values()
        if not form.is_valid():
            return self._page(request, state, bound)
        perform(request, lambda: act(form.cleaned_data), success, REFUSALS)
        return redirect("admin:audits_siteaudit_change", state.audit.pk)

    def _page(self, request: HttpRequest, state: AuditState, bound: dict[str, Any]) -> TemplateResponse:
        """The page of an audit; ``bound`` is the form that was refused, by its name."""
        today = timezone.localdate()
        may_judge, may_conduct = self.may_judge(request, state.audit.supplier), self.may_conduct(request, state)
        photos = defaultdict(list)
        for photo in SitePhoto.objects.filter(audit=state.audit).prefetch_related("pages"):
            photos[photo.question].append(photo)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Site audit %(number)s: %(company)s") % {"number": state.audit, "company": state.audit.supplier},
            "state": state,
            "level": level_words(state),
            "refused": next(iter(bound.values()), None),
            "questions": answered_questions(state, photos),
            "other_photos": photos[""],
            "findings": [
                (one, standing_words(one, today), self._step_form(one, state, bound) if may_judge else None)
                for one in state.findings
            ],
            "lacking": planning.open_points(state) if state.is_running else [],
            "may_conduct": may_conduct,
            **self._forms(state, person(request).pk, bound, may_conduct=may_conduct, may_judge=may_judge),
            "is_nav_sidebar_enabled": False,
        }
        return TemplateResponse(request, "admin/audits/site_audit.html", context, status=422 if bound else 200)

    def _forms(
        self, state: AuditState, user: int, bound: dict[str, Any], *, may_conduct: bool, may_judge: bool
    ) -> dict[str, forms.Form | None]:
        today = timezone.localdate()
        is_lead = may_conduct and user == state.audit.lead_id
        offered = {
            "finding_form": FindingForm(state=state, today=today) if may_conduct else None,
            "report_form": ReportForm(audit=state.audit, today=today) if is_lead else None,
            "cancel_form": CancelForm() if may_judge and state.is_running and not state.findings else None,
        }
        return {**offered, **{name: form for name, form in bound.items() if name in offered}}

    def _step_form(self, standing: Any, state: AuditState, bound: dict[str, Any]) -> StepForm | None:
        """The form of what may be said to a finding now, or the one that was refused."""
        refused = bound.get("step_form")
        if refused and refused.standing.finding.pk == standing.finding.pk:
            found: StepForm = refused
            return found
        if not desk_steps(standing, is_running=state.is_running):
            return None
        return StepForm(standing=standing, is_running=state.is_running, today=timezone.localdate())

    def _plan_page(self, request: HttpRequest, supplier: Supplier, form: PlanForm) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Plan a site audit: %(company)s") % {"company": supplier},
            "company": supplier,
            "form": form,
        }
        return TemplateResponse(request, "admin/audits/site_plan.html", context, status=422 if form.errors else 200)
