"""What the pages of all cases share: read-only lists, taking, releasing and deciding a case, sentences of refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from audits.admin.case import shown
from audits.admin.case.access import CaseAccess, Subject, access_to, may_look, person
from audits.admin.case.acts import CORRECTION_ANSWERS, OpenAct, RefusedForms
from audits.admin.case.errors import errors_of
from audits.admin.case.handing import HandingAdmin
from audits.admin.case.previewing import Preview, PreviewAdmin
from audits.admin.case.refusals import REFUSALS
from audits.admin.case.signing import SigningAdmin, signatures_of
from audits.admin.keys import key_in
from audits.clearances.dependants import Dependants, count_dependants, pairs_of_certificate, pairs_of_supplier
from audits.desk import corrections, reviews
from audits.desk.checklist_forms import ChecklistForm
from audits.desk.checklists import checklist_of
from kpmarket.accounts.second_factor import require_fresh_sign_in
from kpmarket.foundation.acts import perform
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Certificate


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # generic only in the stubs
    """Auditors and superusers look; nothing is added, changed or deleted through Django's own forms."""

    actions = None

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may_look(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class CaseAdmin(SigningAdmin, PreviewAdmin, HandingAdmin, ReadOnlyAdmin):
    """The page of one case, and the addresses at which it is taken, released and decided."""

    template: str
    form_class: type[ChecklistForm]
    related: tuple[str, ...] = ()
    list_per_page = 50
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        name = self.opts.model_name
        views = {"take": self.take, "release": self.release}
        forms_of = {"decide": self.decide, "act": self.act, "preview": self.preview_case}
        return [
            *(
                path(f"<int:pk>/{act}/", self.admin_site.admin_view(require_POST(view)), name=f"audits_{name}_{act}")
                for act, view in views.items()
            ),
            *(
                path(f"<int:pk>/{act}/", self.admin_site.admin_view(self.or_page(view)), name=f"audits_{name}_{act}")
                for act, view in forms_of.items()
            ),
            *super().get_urls(),
        ]

    def or_page(self, view: Callable[[HttpRequest, int], HttpResponse]) -> Callable[..., HttpResponse]:
        """Who opens the address of a refused form again, or copies it, gets the page of the case."""

        @require_http_methods(["GET", "HEAD", "POST"])
        def answer(request: HttpRequest, pk: int) -> HttpResponse:
            return view(request, pk) if request.method == "POST" else redirect(page_of_case(self.subject(request, pk)))

        return answer

    def subject(self, request: HttpRequest, pk: Any) -> Any:
        """The row, or 404 for a person who may not look."""
        rows = self.get_queryset(request).select_related(*self.related)
        return get_object_or_404(rows if self.has_view_permission(request) else rows.none(), pk=pk)

    def take(self, request: HttpRequest, pk: int) -> HttpResponse:
        subject = self.subject(request, pk)
        perform(
            request,
            lambda: reviews.start_review(subject, by=person(request), at=timezone.now()),
            _("The case is yours."),
            {**REFUSALS, IllegalTransition: _("A colleague took this case first.")},
        )
        return redirect(page_of_case(subject))

    def release(self, request: HttpRequest, pk: int) -> HttpResponse:
        subject = self.subject(request, pk)
        perform(
            request,
            lambda: reviews.release_review(subject, by=person(request), at=timezone.now()),
            _("The case is back in the queue."),
            REFUSALS,
        )
        return redirect("admin:audits_queue_changelist")

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        require_fresh_sign_in(request)
        subject = self.subject(request, pk)
        form = self.decision_form(subject, request.POST)
        if shown.has_changed(request, subject):
            form.add_error(None, shown.CHANGED_SINCE)
        if not form.is_valid():
            return self.render_case(request, subject, RefusedForms(decision=form))
        is_decided = self.sign_first(request, subject, form.cleaned_data["outcome"], form)
        return redirect("admin:audits_queue_changelist" if is_decided else page_of_case(subject))

    def decision_arguments(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """Arguments for the service of the decision, besides the case, who decides and when; an approval has its checklist."""
        return {
            **{name: cleaned[name] for name in ("note", "internal_note")},
            **({"reasons": cleaned["reasons"]} if cleaned["reasons"] else {}),
            **({"checklist": cleaned["checklist"]} if "checklist" in cleaned else {}),
        }

    def new_decision_form(self, request: HttpRequest, page: Any) -> forms.Form:
        """The form of the decision as the page first shows it; the bar at the foot names the outcome."""
        return self.form_class(initial={"outcome": request.GET.get("decide")}, checklist=page.checklist)

    def decision_form(self, subject: Any, data: QueryDict) -> forms.Form:
        return self.form_class(data, checklist=checklist_of(subject, on=timezone.localdate()))

    def act(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do one of ``acts`` to a closed case, such as revoking an approval."""
        require_fresh_sign_in(request)
        subject = self.subject(request, pk)
        name = request.POST.get("act", "")
        if name in CORRECTION_ANSWERS:
            return self.answer_correction(request, subject, is_signed=CORRECTION_ANSWERS[name])
        if name not in self.acts:
            return redirect(page_of_case(subject))
        form = self.act_form(name, subject, request.POST)
        if shown.has_changed(request, subject):
            form.add_error(None, shown.CHANGED_SINCE)
        preview = None
        if form.is_valid() and self.acts[name].takes_away:
            preview = self.unconfirmed(request, subject, name, form)
        if preview:
            form.add_error(None, preview.sentence)
        if not form.is_valid():
            return self.render_case(request, subject, RefusedForms(act=(name, form)), preview)
        perform(request, lambda: self.run_act(request, name, form, subject), self.acts[name].done, REFUSALS)
        return redirect(page_of_case(subject))

    def act_form(self, name: str, subject: Any, data: QueryDict | None = None) -> forms.Form:
        """The form of one of ``acts``, bound to what was posted."""
        return self.acts[name].form(data, prefix=name)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self.render_case(request, self.subject(request, key_in(self.opts, object_id)))

    def render_case(
        self, request: HttpRequest, subject: Any, refused: RefusedForms | None = None, preview: Preview | None = None
    ) -> TemplateResponse:
        """The page of the case; with status 422 where a form was refused. ``preview`` is what a form would do."""
        access = access_to(subject, request)
        page = self.page_of(request, subject, access, refused or RefusedForms())
        context = {
            **self.admin_site.each_context(request),
            **vars(access),
            **vars(page),
            "form": (refused and refused.decision) or self.new_decision_form(request, page),
            "acts": (acts := self.open_acts(subject, access, refused.act if refused else None)),
            "is_act_refused": any(act.is_open for act in acts),
            "dependants": self.dependants_of(subject, acts),
            "subject": subject,
            "correction": (correction := corrections.open_correction(subject)),
            "may_sign": bool(correction and access.may_judge and correction.proposed_by != request.user),
            "signatures": (signed := signatures_of(subject, access, request, refused.signing if refused else None)),
            "may_decide": access.may_decide and signed.recommendation is None,
            "opts": self.opts,
            "is_nav_sidebar_enabled": False,
            "shown": shown.digest_of(subject),
            "preview": preview,
            "errors": (errors := errors_of(refused.form if refused else None)),
            "title": _("Error: %(page)s") % {"page": subject} if errors else str(subject),
        }
        return TemplateResponse(request, self.template, context, status=422 if errors else 200)

    def page_of(self, request: HttpRequest, subject: Any, access: CaseAccess, refused: RefusedForms) -> Any:
        """A dataclass with what the template of this kind of case shows."""
        raise NotImplementedError

    def dependants_of(self, subject: Any, acts: Iterable[OpenAct]) -> Dependants | None:
        """Who depends on what an act would take away; None where no act does."""
        if not any(act.takes_away for act in acts):
            return None
        pairs = pairs_of_certificate(subject) if isinstance(subject, Certificate) else pairs_of_supplier(subject)
        return count_dependants(pairs, on=timezone.localdate())

    def open_acts(self, subject: Any, access: CaseAccess, refused: tuple[str, forms.Form] | None) -> list[OpenAct]:
        """The acts that this status and this person allow, each with its form."""
        refused_name, refused_form = refused or ("", None)
        return [
            OpenAct(
                name,
                act.label,
                refused_form if refused_form and name == refused_name else self.act_form(name, subject),
                name == refused_name,
                act.takes_away,
            )
            for name, act in self.acts.items()
            if act.status == subject.status and access.may_judge and (access.is_senior or not act.is_for_seniors)
        ]


def page_of_case(subject: Subject) -> str:
    """The address of the page of this case."""
    name = "certificatecase" if isinstance(subject, Certificate) else "suppliercase"
    return reverse(f"admin:audits_{name}_change", args=[subject.pk])
