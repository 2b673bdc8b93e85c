"""The page on which a senior auditor or the head moves a colleague's case."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audits.admin.case.access import CaseAccess, access_to, person
from audits.desk import handing, holding, permissions
from audits.desk.handing_forms import HandingForm
from kpmarket.foundation.acts import Refusals, perform
from kpmarket.foundation.transitions import IllegalTransition

REFUSALS: Refusals = {
    IllegalTransition: _("This case has changed in the meantime: look at it again. Nothing was changed."),
    permissions.NotAnAuditor: _("Only auditors in office may do this. Nothing was changed."),
    permissions.SeniorOnly: _("Only a senior auditor may do this. Nothing was changed."),
    permissions.ConflictOfInterest: _("You belong to this company: a colleague must do this. Nothing was changed."),
    handing.ColleagueMayNot: _("This colleague is not in office, or belongs to the company. Nothing was changed."),
    holding.TooManyCases: _("This colleague has as many cases as one person may hold. Nothing was changed."),
}


class HandingAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # generic only in the stubs
    """The address at which a case of this kind changes hands."""

    def get_urls(self) -> list[URLPattern]:
        name = self.opts.model_name
        view = self.admin_site.admin_view(self.hand_over)
        return [path("<int:pk>/handover/", view, name=f"audits_{name}_handover"), *super().get_urls()]

    def subject(self, request: HttpRequest, pk: Any) -> Any:
        """The row, or 404 for a person who may not look."""
        raise NotImplementedError

    def hand_over(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask to whom the case goes and why, and do it. 404 for whoever may not move it, or where nobody has it."""
        subject = self.subject(request, pk)
        access = access_to(subject, request)
        if not access.may_hand_over or access.review is None:
            raise Http404
        now = timezone.now()
        form = HandingForm(request.POST if request.method == "POST" else None, review=access.review, at=now)
        if not form.is_valid():
            return self._handing_page(request, subject, access, form)
        to, note, by = form.cleaned_data["to"], form.cleaned_data["note"], person(request)
        if to is None:
            act: Callable[[], object] = partial(handing.release_from, subject, by=by, at=now, note=note)
            perform(request, act, _("The case is back in the queue."), REFUSALS)
        else:
            act = partial(handing.hand_over, subject, to=to.user, by=by, at=now, note=note)
            perform(request, act, gettext("%(person)s has the case now.") % {"person": to.user}, REFUSALS)
        return redirect(f"admin:audits_{self.opts.model_name}_change", subject.pk)

    def _handing_page(
        self, request: HttpRequest, subject: Any, access: CaseAccess, form: HandingForm
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Hand the case over"),
            "subject": subject,
            "company": permissions.company_of(subject),
            "review": access.review,
            "form": form,
            "case_url": f"admin:audits_{self.opts.model_name}_change",
        }
        return TemplateResponse(request, "admin/audits/handover.html", context, status=422 if form.errors else 200)
