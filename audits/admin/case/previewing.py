"""The sheet of a decision: what the act would do and the letter as it will go, before anything is decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import ngettext

from audits.admin.case.access import Subject, person
from audits.admin.case.acts import CORRECTION_ANSWERS, Act, RefusedForms
from audits.admin.case.refusals import REFUSALS
from audits.desk import corrections
from audits.desk.permissions import company_of
from audits.desk.rehearsal import Effects, rehearse
from audits.models import Decision
from kpmarket.foundation.acts import sentence_of
from kpmarket.foundation.transitions import IllegalTransition

CONFIRM = "confirm"
"""The name under which the company's name is typed where many clearances fall."""
SIGN = "sign_correction"


@dataclass(frozen=True)
class Preview:
    """What one form of the page would do: ``act`` is its name, empty for the decision.

    ``effects`` of what was filled in, or ``words`` that say why there are none to show. ``confirm`` is what must be typed.
    """

    act: str
    effects: Effects | None = None
    words: tuple[str, ...] = ()
    confirm: str = ""
    typed: str = ""

    @property
    def sentence(self) -> str:
        """That many clearances fall by it and nobody confirmed that."""
        count = len(self.effects.lost) if self.effects else 0
        return ngettext(
            "%(count)s clearance ends by this. Type “%(name)s” to confirm. Nothing was decided.",
            "%(count)s clearances end by this. Type “%(name)s” to confirm. Nothing was decided.",
            count,
        ) % {"count": count, "name": self.confirm}


class PreviewAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # generic only in the stubs
    """Runs what the forms of a case say, for good or to look what it would do."""

    outcomes: dict[str, Callable[..., Decision]]
    acts: dict[str, Act]

    def subject(self, request: HttpRequest, pk: Any) -> Any:
        """The row, or 404 for a person who may not look."""
        raise NotImplementedError

    def act_form(self, name: str, subject: Any, data: QueryDict | None = None) -> forms.Form:
        """The form of one of ``acts``, bound to what was posted."""
        raise NotImplementedError

    def decision_form(self, subject: Any, data: QueryDict) -> forms.Form:
        """The form of the decision, bound to what was posted."""
        raise NotImplementedError

    def decision_arguments(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """Arguments for the service of the decision, besides the case, who decides and when."""
        raise NotImplementedError

    def render_case(
        self, request: HttpRequest, subject: Any, refused: RefusedForms | None = None, preview: Preview | None = None
    ) -> TemplateResponse:
        """The page of the case."""
        raise NotImplementedError

    def preview_case(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What a filled-in form would do, and the letter that would go: nothing is decided."""
        subject, name = self.subject(request, pk), request.POST.get("act", "")
        form: forms.Form | None = None
        run: Callable[[Any], object]
        if name in self.acts:
            form = self.act_form(name, subject, request.POST)
            refused, run = RefusedForms(act=(name, form)), partial(self.run_act, request, name, form)
        elif name in CORRECTION_ANSWERS:
            refused, run = RefusedForms(), partial(self.run_act, request, name, None)
        else:
            form, name = self.decision_form(subject, request.POST), ""
            refused, run = RefusedForms(decision=form), partial(self.run_decision, request, form)
        preview = self.preview_of(request, subject, name, form, run)
        if request.headers.get("HX-Request"):
            return TemplateResponse(request, "admin/audits/_preview.html", {"preview": preview, "act": name})
        return self.render_case(request, subject, refused, preview)

    def preview_of(
        self,
        request: HttpRequest,
        subject: Any,
        name: str,
        form: forms.Form | None,
        run: Callable[[Any], object],
    ) -> Preview:
        """What the filled-in form would do, or why that cannot be said. Nothing is changed."""
        if form is not None and not form.is_valid():
            found = dict.fromkeys(str(words) for errors in form.errors.values() for words in errors)
            return Preview(name, words=tuple(found))
        try:
            effects = rehearse(subject, run, on=timezone.localdate())
        except tuple(REFUSALS) as refusal:
            return Preview(name, words=(sentence_of(refusal, REFUSALS),))
        confirm = name_to_type(subject) if effects.needs_confirmation else ""
        return Preview(name, effects, confirm=confirm, typed=request.POST.get(CONFIRM, ""))

    def unconfirmed(self, request: HttpRequest, subject: Any, name: str, form: forms.Form | None) -> Preview | None:
        """What an act would do by which many clearances fall, where nobody confirmed that; else None."""
        if is_confirmed(request, subject):
            return None
        preview = self.preview_of(request, subject, name, form, partial(self.run_act, request, name, form))
        return preview if preview.confirm else None

    def run_decision(self, request: HttpRequest, form: forms.Form, subject: Any) -> Decision:
        """Decide as a valid form says."""
        service = self.outcomes[form.cleaned_data["outcome"]]
        return service(subject, by=person(request), at=timezone.now(), **self.decision_arguments(form.cleaned_data))

    def run_act(self, request: HttpRequest, name: str, form: forms.Form | None, subject: Any) -> object:
        """Do one of ``acts`` as a valid form says; without a form sign the correction that waits."""
        if form is not None:
            return self.acts[name].service(subject, by=person(request), at=timezone.now(), **form.cleaned_data)
        correction = corrections.open_correction(subject)
        if correction is None:
            raise IllegalTransition
        return corrections.sign_correction(correction, by=person(request), at=timezone.now())


def name_to_type(subject: Subject) -> str:
    """What is typed to confirm: the English name of the company, or the Chinese one where it has no other."""
    company = company_of(subject)
    return company.name_en or company.name_zh


def is_confirmed(request: HttpRequest, subject: Subject) -> bool:
    """Whether the name of the company was typed, in either language; letter case and spaces do not matter."""
    company = company_of(subject)
    return _without_case_and_spaces(request.POST.get(CONFIRM, "")) in {
        _without_case_and_spaces(company.name_en),
        _without_case_and_spaces(company.name_zh),
    } - {""}


def _without_case_and_spaces(name: str) -> str:
    return "".join(name.split()).casefold()
