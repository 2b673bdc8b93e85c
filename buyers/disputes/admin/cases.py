"""The legal desk: the queue by due day, and the page of a case with what may be done to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from audits.admin.case.access import person
from audits.admin.keys import key_in
from audits.admin.staff_access import note_opened
from audits.desk.staff_access import Kind
from buyers.disputes.forms import desk_cases
from buyers.disputes.models import CasePage, Counsel, LegalCase
from buyers.disputes.services.cases import access, desk_queue, law_days, working
from buyers.disputes.services.cases.opening import answer_by
from buyers.trade.admin.access import DeskAdmin, Office, may_look
from buyers.trade.admin.holders import LoggedAdmin
from kpmarket.foundation.acts import Refusals, Words, perform
from kpmarket.foundation.storage import files
from kpmarket.foundation.transitions import IllegalTransition

CONFLICTS: Mapping[str, Words] = {
    "other_side": _("The other side was a client within 24 months. Nothing was changed."),
    "named": _("This counsel named the other party as a conflict. Nothing was changed."),
}
REFUSALS: Refusals = {
    access.NotOfTheDesk: _("Only who works on the case does this. Nothing was changed."),
    access.ConflictOfInterest: lambda refusal: CONFLICTS[refusal.code],
    working.ClosedAlready: _("The case is closed: nothing is added to it any more."),
    IllegalTransition: _("Somebody was quicker: look at the case again. Nothing was changed."),
}
FORMS: Mapping[str, type[forms.Form]] = {
    "assign": desk_cases.AssignForm,
    "step": desk_cases.StepForm,
    "day": desk_cases.SetDayForm,
    "note": desk_cases.CounselNoteForm,
    "wait": desk_cases.WaitForm,
    "go_on": desk_cases.GoOnForm,
    "hand_back": desk_cases.ReasonForm,
    "close": desk_cases.CloseForm,
}
SERVICES: Mapping[str, Callable[..., object]] = {
    "assign": working.assign,
    "step": working.note_step,
    "day": working.set_day,
    "note": working.note_of_counsel,
    "wait": working.wait,
    "go_on": working.go_on,
    "hand_back": working.hand_back,
    "close": working.close,
}
LABELS: Mapping[str, Words] = {
    "assign": _("Take the case"),
    "step": _("Note a step"),
    "day": _("Note a day that was set"),
    "note": _("Add a note of counsel"),
    "wait": _("Let it wait"),
    "go_on": _("Go on with it"),
    "hand_back": _("Give it back to the queue"),
    "close": _("Close the case"),
}
ALWAYS = ("step", "day", "note", "assign", "hand_back", "close")
"""What who works on a case may do as long as it is open."""


@admin.register(LegalCase)
class LegalCaseAdmin(DeskAdmin):
    """Cases that wait and cases of one's own. Case pages of colleagues, and of clients' opponents, do not exist here."""

    offices = (Office.LEGAL,)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/act/<str:name>/", wrap(require_POST(self.act)), name="disputes_legalcase_act"),
            path("pages/<str:token>/", wrap(require_safe(self.page)), name="disputes_legalcase_page"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request)
        rows = desk_queue.queue_of(person(request), at=timezone.now())
        return self._render(request, "queue.html", title=_("Legal cases"), rows=rows)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._show(request, self._case(request, key_in(self.opts, object_id)), {})

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        self._case(request, key_in(self.opts, object_id))
        return super().history_view(request, object_id, extra_context)

    def act(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """One act on a case that this person reads."""
        case = self._case(request, pk)
        if name not in self._open_acts(request, case):
            return redirect("admin:disputes_legalcase_change", case.pk)
        form = FORMS[name](request.POST, auto_id=f"id_{name}_%s")
        if not form.is_valid():
            return self._show(request, case, {name: form})
        act = partial(SERVICES[name], case.pk, **form.cleaned_data, by=person(request), at=timezone.now())
        perform(request, act, _("Done."), REFUSALS)
        where = "changelist" if name in ("hand_back", "close") else "change"
        return redirect(f"admin:disputes_legalcase_{where}", *([] if where == "changelist" else [case.pk]))

    def page(self, request: HttpRequest, token: str) -> HttpResponse:
        """The picture of one page of a document, for who works on the case."""
        shown = get_object_or_404(CasePage.objects.select_related("file"), token=token)
        self._case(request, shown.file.case_id)
        note_opened(request, Kind.PAGES, f"case:{shown.file.case_id}")
        return files.show_image(shown.stored_name)  # type: ignore[return-value]

    def _case(self, request: HttpRequest, pk: Any) -> LegalCase:
        """The case, where this person may read it. Raises Http404."""
        case: LegalCase = self.subject(
            request, pk, "order__buyer", "order__supplier", "claim__order", "buyer", "supplier", "counsel", "person"
        )
        if not access.is_for_desk(case, person(request), at=timezone.now()):
            raise Http404
        return case

    def _open_acts(self, request: HttpRequest, case: LegalCase) -> list[str]:
        if not case.is_open or not self.may_act(request):
            return []
        if case.person_id != person(request).pk:
            return ["assign"]
        by_status = {"working": ["wait"], "waiting": ["go_on"]}
        return [*by_status.get(case.status, []), *ALWAYS]

    def _show(self, request: HttpRequest, case: LegalCase, refused: dict[str, forms.Form]) -> TemplateResponse:
        on, is_mine = timezone.localdate(), case.person_id == person(request).pk
        deadlines = list(case.deadlines.select_related("acknowledged_by"))
        return self._render(
            request,
            "case.html",
            status=422 if refused else 200,
            title=case.number,
            case=case,
            is_mine=is_mine,
            answer_by=None if case.answered_at else answer_by(case),
            steps=case.steps.select_related("by"),
            days=law_days.days_of_law(deadlines, get_language() or "en", on),
            notes=case.notes.select_related("by") if is_mine else (),
            documents=case.files.prefetch_related("pages") if is_mine else (),
            acts=[
                (name, LABELS[name], refused.get(name) or FORMS[name](auto_id=f"id_{name}_%s"))
                for name in self._open_acts(request, case)
            ],
        )

    def _render(self, request: HttpRequest, template: str, status: int = 200, **facts: Any) -> TemplateResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "is_nav_sidebar_enabled": False, **facts}
        return TemplateResponse(request, f"admin/disputes/{template}", context, status=status)


@admin.register(Counsel)
class CounselAdmin(LoggedAdmin):
    """Law firms, entered by the legal desk; what is changed stands in the decision log. None is ever deleted."""

    list_display = ("firm", "lawyer", "bars", "countries", "languages", "is_open")
    list_filter = ("is_open",)
    search_fields = ("firm", "lawyer")
    fields = ("firm", "lawyer", "email", "bars", "countries", "languages", "fee_note", "conflicts", "is_open")
    logged = ("firm", "countries", "conflicts", "is_open")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may_look(request, Office.LEGAL)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_look(request, Office.LEGAL)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may_look(request, Office.LEGAL)
