"""What the pages of all cases have in common: who may look, who may act, and what a refusal says."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from audits.admin.keys import key_in
from audits.desk import permissions, reviews
from audits.desk.certificates import NothingToSee
from audits.desk.findings import NotTheirs, UnknownFinding
from audits.desk.suppliers import CompanyKnownAlready
from audits.models import Auditor
from kpmarket.accounts.models import User
from kpmarket.foundation.acts import Refusals, perform
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Certificate

REFUSALS: Refusals = {
    IllegalTransition: _("This case has moved on in the meantime: look at it again. Nothing was changed."),
    permissions.NotAnAuditor: _("Only auditors in office may do this. Nothing was changed."),
    permissions.SeniorOnly: _("Only a senior auditor may do this. Nothing was changed."),
    permissions.NotYourCase: _("Only the auditor who took this case decides it. Nothing was changed."),
    permissions.ConflictOfInterest: _("You belong to this company: a colleague must judge it. Nothing was changed."),
    CompanyKnownAlready: _("Another company with this credit code is on file: only one of the two can be qualified."),
    UnknownFinding: _("These findings have changed in the meantime: look at them again. Nothing was changed."),
    NotTheirs: _("A finding that speaks of another company is told to no supplier. Nothing was changed."),
    NothingToSee: _("No page of this certificate can be seen: it cannot be approved."),
}


class ReadOnlyAdmin(admin.ModelAdmin):
    """Auditors and superusers look; nothing is added, changed or deleted through Django's own forms."""

    actions = None

    def changelist_view(self, request, extra_context=None):
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


def may_look(request: HttpRequest) -> bool:
    """Auditors in office, and superusers."""
    user = request.user
    return user.is_active and user.is_staff and (user.is_superuser or office_in(request) is not None)


def person(request: HttpRequest) -> User:
    """Who sits there: nobody gets this far without signing in."""
    return cast(User, request.user)


def office_in(request: HttpRequest) -> Auditor | None:
    """The office that this person holds now: asked many times in one request, looked up once."""
    if not hasattr(request, "_office"):
        request._office = permissions.office_of(person(request), at=timezone.now())  # type: ignore[attr-defined]
    return cast(Auditor | None, request._office)  # type: ignore[attr-defined]


def require_fresh_sign_in(request: HttpRequest) -> None:
    """Before a decision the auditor proves again who sits there, unless that was done lately.

    What was posted is kept and taken up again after that. EASE_SECOND_FACTOR, for the demo, lifts it.
    """
    if settings.EASE_SECOND_FACTOR:
        return
    records = get_authentication_records(request, request.user)
    latest = max((record["at"] for record in records), default=0)
    if time.time() - latest > settings.STEP_UP_MINUTES * 60:
        raise ReauthenticationRequired


@dataclass(frozen=True)
class Act:
    """Something that may be done to a closed case of that status."""

    status: str
    form: type[forms.Form]
    service: Callable[..., Any]
    label: Any
    senior: bool = True


class CaseAdmin(ReadOnlyAdmin):
    """The page of one case, and the doors through which it is taken, put back and decided."""

    template: str
    form_class: type[forms.Form]
    outcomes: dict[str, Callable[..., Any]]
    acts: dict[str, Act]
    related: tuple[str, ...] = ()
    list_per_page = 50
    show_full_result_count = False

    def get_urls(self):
        name = self.opts.model_name
        doors = {"take": self.take, "release": self.release, "decide": self.decide, "act": self.act}
        return [
            *(
                path(f"<int:pk>/{door}/", self.admin_site.admin_view(require_POST(view)), name=f"audits_{name}_{door}")
                for door, view in doors.items()
            ),
            *super().get_urls(),
        ]

    def subject(self, request: HttpRequest, pk: Any) -> Any:
        """The row, for those who may look; for anybody else there is none."""
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
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.show(request, subject, form=form, status=422)
        service = self.outcomes[form.cleaned_data["outcome"]]
        facts = self.said(request, subject, form.cleaned_data)
        done = perform(
            request,
            lambda: service(subject, by=person(request), at=timezone.now(), **facts),
            _("The case of %(case)s is decided and logged; the supplier is told.") % {"case": subject},
            REFUSALS,
        )
        return redirect("admin:audits_queue_changelist" if done else page_of_case(subject))

    def said(self, request: HttpRequest, subject: Any, cleaned: dict[str, Any]) -> dict[str, Any]:
        """What the service of the decision is told beside by whom and when."""
        return {"note": cleaned["note"], **({"reasons": cleaned["reasons"]} if cleaned["reasons"] else {})}

    def blank_form(self, request: HttpRequest, subject: Any) -> forms.Form:
        """The decision before anything is said."""
        return self.form_class()

    def act(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What may be done to a closed case: revoke, suspend, reinstate, refuse."""
        require_fresh_sign_in(request)
        subject = self.subject(request, pk)
        name = request.POST.get("act", "")
        if name not in self.acts:
            return redirect(page_of_case(subject))
        form = self.acts[name].form(request.POST, prefix=name)
        if not form.is_valid():
            return self.show(request, subject, act_form=(name, form), status=422)
        perform(
            request,
            lambda: self.acts[name].service(subject, by=person(request), at=timezone.now(), **form.cleaned_data),
            _("Done and logged. The supplier is told."),
            REFUSALS,
        )
        return redirect(page_of_case(subject))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self.show(request, self.subject(request, key_in(self.opts, object_id)))

    def show(
        self,
        request: HttpRequest,
        subject: Any,
        *,
        form: forms.Form | None = None,
        act_form: tuple[str, forms.Form] | None = None,
        status: int = 200,
    ) -> TemplateResponse:
        standing = self.standing(request, subject)
        context = {
            **self.admin_site.each_context(request),
            **standing,
            **self.facts(request, subject, standing),
            "form": form or self.blank_form(request, subject),
            "acts": self.open_acts(subject, standing, act_form),
            "subject": subject,
            "opts": self.opts,
            "is_nav_sidebar_enabled": False,
            "title": str(subject),
            "door": f"admin:audits_{self.opts.model_name}",
        }
        return TemplateResponse(request, self.template, context, status=status)

    def facts(self, request: HttpRequest, subject: Any, standing: dict[str, Any]) -> dict[str, Any]:
        """What stands on the page of such a case, besides what all cases have."""
        return {}

    def standing(self, request: HttpRequest, subject: Any) -> dict[str, Any]:
        """What this person may do with this case now."""
        review = permissions.open_review_of(subject)
        office = office_in(request)
        own_companies = permissions.own_companies(person(request))
        is_own = permissions.company_of(subject).pk in own_companies
        may_judge = office is not None and not is_own
        return {
            "review": review,
            "office": office,
            "is_own_company": is_own,
            "own_companies": own_companies,
            "may_judge": may_judge,
            "may_take": may_judge and subject.status == subject.Status.SUBMITTED,
            "may_decide": may_judge and review is not None and review.auditor_id == person(request).pk,
            "is_senior": may_judge and office is not None and office.is_senior,
        }

    def open_acts(
        self, subject: Any, standing: dict[str, Any], act_form: tuple[str, forms.Form] | None
    ) -> list[dict[str, Any]]:
        """The acts that this status and this person allow, each with its form."""
        tried, with_errors = act_form or ("", None)
        return [
            {
                "name": name,
                "label": act.label,
                "form": with_errors if name == tried else act.form(prefix=name),
                "is_open": name == tried,
            }
            for name, act in self.acts.items()
            if act.status == subject.status and standing["may_judge"] and (standing["is_senior"] or not act.senior)
        ]


def page_of_case(subject: Any) -> str:
    """The page of this case on the desk."""
    name = "certificatecase" if isinstance(subject, Certificate) else "suppliercase"
    return reverse(f"admin:audits_{name}_change", args=[subject.pk])
