"""Requests to book: corrections, money that the site pays in, exchanges; asked by one person and approved by another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from audits.admin.case.access import person
from audits.admin.keys import key_in
from buyers.trade.admin.access import DeskAdmin
from buyers.trade.admin.refusals import REFUSALS
from buyers.trade.forms.finance import BookingForm, ReasonForm
from buyers.trade.models import MoneyRequest, Movement
from buyers.trade.services import money_requests
from buyers.trade.services.desk import is_own
from buyers.trade.services.money_request_rows import booking_rows, exchange_words, leg_words, request_rows
from buyers.trade.services.words import money_words
from kpmarket.accounts.second_factor import require_fresh_sign_in
from kpmarket.foundation.acts import perform

Status = MoneyRequest.Status
RELATED = (
    "movement__order__supplier",
    "movement__order__buyer",
    "entry__account__holder",
    "taken__account__holder",
    "given__account__holder",
    "agreement__order__supplier",
    "agreement__order__buyer",
    "agreement__author",
    "result",
    "asked_by",
    "decided_by",
)
ACTS: dict[str, tuple[type[forms.Form], Callable[..., Any]]] = {
    "approve": (forms.Form, money_requests.approve_request),
    "refuse": (ReasonForm, money_requests.refuse_request),
}
"""Its form, and its service."""


@admin.register(MoneyRequest)
class MoneyRequestAdmin(DeskAdmin):
    """What waits for a second person, what was decided, what may be corrected; and a page for each request."""

    def get_urls(self) -> list[URLPattern]:
        ask = self.admin_site.admin_view(require_POST(self.ask))
        act = self.admin_site.admin_view(require_POST(self.act))
        return [
            path("ask/", ask, name="trade_moneyrequest_ask"),
            path("<int:pk>/<slug:name>/act/", act, name="trade_moneyrequest_act"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request)
        return self._list(request, BookingForm())

    def ask(self, request: HttpRequest) -> HttpResponse:
        """Ask that one booking is undone."""
        self.require_look(request)
        require_fresh_sign_in(request)
        if not self.may_act(request):
            return redirect("admin:trade_moneyrequest_changelist")
        form = BookingForm(request.POST)
        if not form.is_valid():
            return self._list(request, form)
        movement = Movement.objects.select_related("order").filter(pk=form.cleaned_data["number"]).first()
        if movement is None:
            form.add_error("number", _("There is no booking of this number."))
            return self._list(request, form)
        act = partial(
            money_requests.ask_correction,
            movement,
            reason=form.cleaned_data["reason"],
            by=person(request),
            at=timezone.now(),
        )
        if not perform(request, act, _("Asked. A colleague approves or refuses it."), REFUSALS):
            return self._list(request, form)
        return redirect("admin:trade_moneyrequest_changelist")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._page(request, self._subject(request, key_in(self.opts, object_id)), {})

    def act(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Approve or refuse one request."""
        require_fresh_sign_in(request)
        subject = self._subject(request, pk)
        if name not in ACTS or not self.may_act(request):
            return redirect("admin:trade_moneyrequest_change", subject.pk)
        form_class, service = ACTS[name]
        form = form_class(request.POST, auto_id=f"id_{name}_%s")
        if not form.is_valid():
            return self._page(request, subject, {name: form})
        act = partial(service, subject, **form.cleaned_data, by=person(request), at=timezone.now())
        perform(request, act, _("Done. Its history has it."), REFUSALS)
        return redirect("admin:trade_moneyrequest_change", subject.pk)

    def _subject(self, request: HttpRequest, pk: Any) -> MoneyRequest:
        subject: MoneyRequest = self.subject(request, pk, *RELATED)
        return subject

    def _page(self, request: HttpRequest, subject: MoneyRequest, refused: dict[str, forms.Form]) -> TemplateResponse:
        order = money_requests.order_of(subject)
        is_mine = order is not None and is_own(order, person(request))
        is_open = subject.status == Status.ASKED and self.may_act(request) and not is_mine
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(subject),
            "asked": subject,
            "order": order,
            "amount": money_words(subject.amount, subject.currency),
            "legs": leg_words(subject),
            "exchange": exchange_words(subject),
            "history": subject.history.select_related("by"),
            "acts": [
                (name, refused.get(name) or form(auto_id=f"id_{name}_%s"))
                for name, (form, _service) in ACTS.items()
                if is_open and not (name == "approve" and subject.asked_by_id == person(request).pk)
            ],
            "is_mine": is_mine,
            "is_own_request": is_open and subject.asked_by_id == person(request).pk,
        }
        return TemplateResponse(request, "admin/trade/request.html", context, status=422 if refused else 200)

    def _list(self, request: HttpRequest, form: BookingForm) -> TemplateResponse:
        rows = MoneyRequest.objects.select_related(*RELATED)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Corrections, money paid in, exchanges"),
            "may_act": self.may_act(request),
            "open": request_rows(rows.filter(status=Status.ASKED).order_by("pk")),
            "decided": request_rows(rows.exclude(status=Status.ASKED).order_by("-pk")[: self.list_per_page]),
            "bookings": booking_rows(self.list_per_page),
            "form": form,
        }
        return TemplateResponse(request, "admin/trade/requests.html", context, status=422 if form.is_bound else 200)
