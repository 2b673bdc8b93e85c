"""Screening at the desk: which lists are loaded, the questions that are open, and a page on which a person answers one."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from audits.admin.case.access import person
from audits.admin.keys import key_in
from audits.desk.permissions import own_companies
from buyers.disputes.models import HitAnswer, ScreeningHit
from buyers.disputes.services.screening import answering
from buyers.disputes.services.screening.lists import current_lists
from buyers.disputes.services.screening.words import list_words, state_words, why_words
from buyers.terms.disputes.lists import published_lists
from buyers.trade.admin.access import DeskAdmin, Office
from buyers.trade.services import desk
from buyers.trade.services.desk import own_organisations
from kpmarket.accounts.second_factor import require_fresh_sign_in
from kpmarket.foundation.acts import Refusals, perform
from kpmarket.foundation.text.fields import MultilineField

MOST = 300
"""Questions that the list shows: the newest."""
REFUSALS: Refusals = {
    desk.NotInOffice: _("Only case handlers and the head of the desk answer. Nothing was changed."),
    desk.OwnOrder: _("You belong to a side of this order: a colleague does this. Nothing was changed."),
    answering.AnsweredAlready: _("It is answered already, or you answered it before. Nothing was changed."),
    answering.SecondIsHead: _("The second answer is that of the head of the desk. Nothing was changed."),
    answering.ReasonMissing: _("Say why. Nothing was changed."),
}


class AnswerForm(forms.Form):
    """The answer and its reason."""

    verdict = forms.ChoiceField(label=_("Answer"), choices=HitAnswer.Verdict, widget=forms.RadioSelect)
    reason = MultilineField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


@admin.register(ScreeningHit)
class ScreeningHitAdmin(DeskAdmin):
    """Questions of screenings, open ones first."""

    offices = (Office.HANDLER, Office.HEAD)

    def get_urls(self) -> list[URLPattern]:
        answer = self.admin_site.admin_view(require_POST(self.answer))
        return [path("<int:pk>/answer/", answer, name="disputes_screeninghit_answer"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without those of the person's own orders."""
        user = person(request)
        rows = ScreeningHit.objects.with_state().exclude(screening__order__supplier__in=own_companies(user))
        return rows.exclude(screening__order__buyer__in=own_organisations(user))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request)
        rows = self.get_queryset(request).select_related("screening__order", "screening__source")
        hits: list[Any] = sorted(rows.order_by("-pk")[:MOST], key=lambda one: one.state != "open")
        lists = current_lists()
        missing = [one for one in published_lists().values() if one.id not in {row.list_id for row in lists}]
        return self._show(
            request,
            "admin/disputes/screening.html",
            title=_("Screening of parties"),
            rows=[(hit, state_words(hit.state), hit.state == "open", why_words(hit.why)) for hit in hits],
            lists=[(list_words(one), one) for one in lists],
            missing=[(list_words(one), one.is_read) for one in missing],
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._page(request, key_in(self.opts, object_id), AnswerForm())

    def answer(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The listed party, or somebody else."""
        require_fresh_sign_in(request)
        hit: ScreeningHit = self.subject(request, pk, "screening")
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self._page(request, pk, form)
        said = form.cleaned_data
        act = partial(answering.answer_hit, hit, said["verdict"], said["reason"], by=person(request), at=timezone.now())
        perform(request, act, _("Your answer is on record."), REFUSALS)
        return redirect("admin:disputes_screeninghit_change", hit.pk)

    def _page(self, request: HttpRequest, pk: Any, form: AnswerForm) -> TemplateResponse:
        hit: Any = self.subject(
            request, pk, "screening__order__buyer", "screening__order__supplier", "screening__source"
        )
        state: str = hit.state
        return self._show(
            request,
            "admin/disputes/hit.html",
            title=hit.screening.name,
            hit=hit,
            state=state_words(state),
            why=why_words(hit.why),
            list_name=list_words(hit.screening.source),
            answers=hit.answers.select_related("by"),
            form=form if state == "open" and self.may_act(request) else None,
            status=422 if form.errors else 200,
        )

    def _show(self, request: HttpRequest, template: str, *, status: int = 200, **facts: Any) -> TemplateResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, **facts}
        return TemplateResponse(request, template, context, status=status)
