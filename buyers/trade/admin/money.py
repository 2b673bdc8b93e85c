"""Unmatched money: entries that nobody took for anything, and the page on which a person decides about one."""

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
from buyers.terms.references import order_numbers_in
from buyers.trade.admin.access import DeskAdmin
from buyers.trade.admin.refusals import REFUSALS
from buyers.trade.forms.finance import ExchangeForm, NumberForm, OrderForm, ReasonForm
from buyers.trade.models import BankAccount, Match, Movement, Order, PaymentInstruction, StatementEntry
from buyers.trade.services import money_desk, money_requests
from buyers.trade.services.exchanges import exchangeable
from buyers.trade.services.finance_pages import entry_rows, open_entries
from buyers.trade.services.matching import match_open_entries, recallable
from buyers.trade.services.payouts import prepare_return
from buyers.trade.services.statements import cause_of, received_of
from kpmarket.accounts.second_factor import require_fresh_sign_in
from kpmarket.foundation.acts import Refusals, perform

FORMS: dict[str, type[forms.Form]] = {
    "order": OrderForm,
    "return": ReasonForm,
    "charge": ReasonForm,
    "recall": NumberForm,
    "payment": NumberForm,
    "cover": ReasonForm,
    "exchange": ExchangeForm,
    "correct": ReasonForm,
    "new": forms.Form,
    "undo": ReasonForm,
}


class Unknown(Exception):
    """No such order, payment or entry."""


@admin.register(StatementEntry)
class StatementEntryAdmin(DeskAdmin):
    """The list of open entries with suggestions, and a page for each entry with what may be decided."""

    def get_urls(self) -> list[URLPattern]:
        act = self.admin_site.admin_view(require_POST(self.act))
        again = self.admin_site.admin_view(require_POST(self.match_again))
        return [
            path("<int:pk>/<slug:name>/act/", act, name="trade_statemententry_act"),
            path("match/", again, name="trade_statemententry_match"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Unmatched money"),
            "rows": entry_rows(open_entries(), with_suggestions=True),
            "may_act": self.may_act(request),
        }
        return TemplateResponse(request, "admin/trade/unmatched.html", context)

    def match_again(self, request: HttpRequest) -> HttpResponse:
        """Look through all open entries once more: a payment may have been exported since."""
        self.require_look(request)
        if self.may_act(request):
            at = timezone.now()
            accounts = BankAccount.objects.all()
            perform(
                request, lambda: [match_open_entries(one, at=at) for one in accounts], _("Looked through."), REFUSALS
            )
        return redirect("admin:trade_statemententry_changelist")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._page(request, self._subject(request, key_in(self.opts, object_id)), {})

    def act(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Decide what the entry is."""
        require_fresh_sign_in(request)
        entry = self._subject(request, pk)
        if name not in self._open_acts(request, entry):
            return redirect("admin:trade_statemententry_change", entry.pk)
        form = _form(name, entry, request.POST)
        if not form.is_valid():
            return self._page(request, entry, {name: form})
        service = ACTS[name]
        act = partial(service, entry, form.cleaned_data, {"by": person(request), "at": timezone.now()})
        unknown: Refusals = {Unknown: _("No such order, payment or entry. Nothing was changed.")}
        is_asked = name in ("cover", "correct", "exchange")
        words = _("Asked. A colleague approves or refuses it.") if is_asked else _("Done. The log has it.")
        done = perform(request, act, words, {**REFUSALS, **unknown})
        if done and is_asked:
            return redirect("admin:trade_moneyrequest_changelist")
        if done and name != "undo":
            return redirect("admin:trade_statemententry_changelist")
        return redirect("admin:trade_statemententry_change", entry.pk)

    def _subject(self, request: HttpRequest, pk: Any) -> StatementEntry:
        entry: StatementEntry = self.subject(request, pk, "account__holder", "file")
        return entry

    def _open_acts(self, request: HttpRequest, entry: StatementEntry) -> list[str]:
        """What may be decided about it now, by this person."""
        if not self.may_act(request):
            return []
        match = Match.objects.filter(entry=entry, ended_at=None).first()
        if match:
            return {Match.Kind.ORDER: ["undo"], Match.Kind.CHARGE: ["correct"]}.get(Match.Kind(match.kind), [])
        if not StatementEntry.objects.open().filter(pk=entry.pk).exists():
            return []
        if entry.amount < 0:
            return ["payment", "recall", "charge"]
        if received_of(entry) is None:
            return ["payment", "new"]
        return ["order", *(["exchange"] if exchangeable(entry) else []), "return", "cover"]

    def _page(self, request: HttpRequest, entry: StatementEntry, refused: dict[str, forms.Form]) -> TemplateResponse:
        (row,) = entry_rows([entry], with_suggestions=True)
        payable = (one.order.number for one in row.suggestions if one.is_same_currency)
        initial = {"order": {"number": next(payable, "")}}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(entry),
            "row": row,
            "history": entry.matches.select_related("order", "instruction", "by", "ended_by"),
            "requests": entry.money_requests.exclude(status="refused").select_related("asked_by"),
            "recallable": recallable(entry) if entry.amount < 0 and not row.match else [],
            "acts": [
                (name, refused.get(name) or _form(name, entry, initial=initial.get(name)))
                for name in self._open_acts(request, entry)
            ],
        }
        return TemplateResponse(request, "admin/trade/entry.html", context, status=422 if refused else 200)


def _form(name: str, entry: StatementEntry, data: Any = None, **more: Any) -> forms.Form:
    """The form of an act; that of an exchange has rows of this entry to choose from."""
    if name == "exchange":
        more["choices"] = exchangeable(entry)
    return FORMS[name](data, auto_id=f"id_{name}_%s", **more)


def _order(entry: StatementEntry, data: dict[str, str], who: dict[str, Any]) -> None:
    numbers = order_numbers_in(data["number"])
    order = Order.objects.filter(pk=numbers[0].order).select_related("buyer").first() if numbers else None
    if order is None or order.placed_at.year != numbers[0].year:
        raise Unknown
    money_desk.accept_for_order(entry, order, reason=data["reason"], **who)


def _return(entry: StatementEntry, data: dict[str, str], who: dict[str, Any]) -> None:
    prepare_return(entry, reason=data["reason"], **who)


def _charge(entry: StatementEntry, data: dict[str, str], who: dict[str, Any]) -> None:
    money_desk.accept_as_charge(entry, reason=data["reason"], **who)


def _recall(entry: StatementEntry, data: dict[str, str], who: dict[str, Any]) -> None:
    original = next((one for one in recallable(entry) if str(one.pk) == data["which"].strip()), None)
    if original is None:
        raise Unknown
    money_desk.accept_as_recall(entry, original, reason=data["reason"], **who)


def _payment(entry: StatementEntry, data: dict[str, str], who: dict[str, Any]) -> None:
    rows = PaymentInstruction.objects.select_related("order", "account")
    found = rows.filter(end_to_end_id=data["which"].strip().upper()).first()
    if found is None:
        raise Unknown
    money_desk.accept_as_payment(entry, found, reason=data["reason"], **who)


def _cover(entry: StatementEntry, data: dict[str, str], who: dict[str, Any]) -> None:
    money_requests.ask_cover(entry, reason=data["reason"], **who)


def _exchange(entry: StatementEntry, data: dict[str, Any], who: dict[str, Any]) -> None:
    rows = (data["taken"], data["given"], data["agreement"])
    money_requests.ask_exchange(entry, *rows, reason=data["reason"], **who)


def _correct(entry: StatementEntry, data: dict[str, str], who: dict[str, Any]) -> None:
    charge = Movement.objects.get(kind=Movement.Kind.BANK_CHARGE, cause=cause_of(entry))
    money_requests.ask_correction(charge, reason=data["reason"], **who)


def _new(entry: StatementEntry, data: dict[str, str], who: dict[str, Any]) -> None:
    money_desk.accept_as_new_money(entry, **who)


def _undo(entry: StatementEntry, data: dict[str, str], who: dict[str, Any]) -> None:
    match = Match.objects.select_related("entry__account", "order").get(entry=entry, ended_at=None)
    money_desk.give_up(match, reason=data["reason"], **who)


ACTS: dict[str, Callable[[StatementEntry, dict[str, str], dict[str, Any]], None]] = {
    "order": _order,
    "return": _return,
    "charge": _charge,
    "recall": _recall,
    "payment": _payment,
    "cover": _cover,
    "exchange": _exchange,
    "correct": _correct,
    "new": _new,
    "undo": _undo,
}
