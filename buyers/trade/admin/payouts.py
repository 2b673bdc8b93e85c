"""Payouts: what may be prepared, what waits for a second person or for export, one payment, and the files of the past."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from audits.admin.case.access import person
from audits.admin.keys import key_in
from audits.admin.staff_access import note_opened
from audits.desk.staff_access import Kind
from buyers.trade.admin.access import DeskAdmin
from buyers.trade.admin.refusals import REFUSALS
from buyers.trade.forms.finance import ExportForm, ReasonForm
from buyers.trade.models import BankAccount, Order, PaymentFile, PaymentInstruction, Side
from buyers.trade.services import payouts
from buyers.trade.services.desk import is_own
from buyers.trade.services.finance_pages import payment_rows, sums_due
from buyers.trade.services.payees import payee_of, shown_payee
from buyers.trade.services.payment_ends import refuse_by_bank
from buyers.trade.services.payment_files import write_payment_file
from buyers.trade.services.words import money_words
from kpmarket.accounts.second_factor import require_fresh_sign_in
from kpmarket.foundation.acts import perform, sentence_of

Status = PaymentInstruction.Status
RELATED = (
    "order__supplier",
    "order__buyer",
    "beneficiary__supplier",
    "back_to",
    "account__holder",
    "prepared_by",
    "approved_by",
)
ACTS: dict[str, tuple[tuple[str, ...], type[forms.Form], Callable[..., None]]] = {
    "approve": ((Status.PREPARED,), forms.Form, payouts.approve_payment),
    "cancel": ((Status.PREPARED, Status.APPROVED), ReasonForm, payouts.cancel_payment),
    "refused": ((Status.HANDED_OVER,), ReasonForm, refuse_by_bank),
}
"""Statuses in which it may be done, its form, and its service."""


@admin.register(PaymentInstruction)
class PaymentInstructionAdmin(DeskAdmin):
    """One list from preparing to export, and a page for each payment."""

    def get_urls(self) -> list[URLPattern]:
        views = {"prepare/": ("prepare", self.prepare), "export/": ("export", self.export)}
        wrap = self.admin_site.admin_view
        return [
            *(
                path(address, wrap(require_POST(view)), name=f"trade_paymentinstruction_{name}")
                for address, (name, view) in views.items()
            ),
            path("<int:pk>/<slug:name>/act/", wrap(require_POST(self.act)), name="trade_paymentinstruction_act"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request)
        return self._list(request, ExportForm(initial={"pay_on": timezone.localdate()}))

    def prepare(self, request: HttpRequest) -> HttpResponse:
        """Prepare all that is due to one side of one order from one account."""
        self.require_look(request)
        require_fresh_sign_in(request)
        if self.may_act(request):
            orders = Order.objects.select_related("supplier", "buyer", "holder")
            order = get_object_or_404(orders, pk=_key(request.POST.get("order")))
            account = get_object_or_404(BankAccount, pk=_key(request.POST.get("account")))
            service = payouts.prepare_refunds if request.POST.get("side") == Side.BUYER else payouts.prepare_payout
            act = partial(service, order, account, by=person(request), at=timezone.now())
            perform(request, act, _("Prepared. A colleague approves it."), REFUSALS)
        return redirect("admin:trade_paymentinstruction_changelist")

    def export(self, request: HttpRequest) -> HttpResponse:
        """Put all approved payments of one account into a file for the bank."""
        self.require_look(request)
        require_fresh_sign_in(request)
        form = ExportForm(request.POST)
        if not self.may_act(request):
            return redirect("admin:trade_paymentinstruction_changelist")
        if not form.is_valid():
            return self._list(request, form)
        account = get_object_or_404(BankAccount, pk=_key(request.POST.get("account")))
        made: list[payouts.Exported] = []

        def act() -> None:
            pay_on = form.cleaned_data["pay_on"]
            made.append(payouts.export_payments(account, pay_on=pay_on, by=person(request), at=timezone.now()))

        if not perform(request, act, _("Exported: download the file, and hand it to the bank once."), REFUSALS):
            return redirect("admin:trade_paymentinstruction_changelist")
        for instruction, refusal in made[0].left_out:
            words = {"payment": instruction, "why": sentence_of(refusal, REFUSALS)}
            self.message_user(request, gettext("Left out %(payment)s: %(why)s") % words, "warning")
        return redirect("admin:trade_paymentfile_change", made[0].file.pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._page(request, self._subject(request, key_in(self.opts, object_id)), {})

    def act(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Approve, cancel, or note that the bank refused one payment."""
        require_fresh_sign_in(request)
        subject = self._subject(request, pk)
        if name not in ACTS or not self.may_act(request):
            return redirect("admin:trade_paymentinstruction_change", subject.pk)
        _statuses, form_class, service = ACTS[name]
        form = form_class(request.POST, auto_id=f"id_{name}_%s")
        if not form.is_valid():
            return self._page(request, subject, {name: form})
        act = partial(service, subject, **form.cleaned_data, by=person(request), at=timezone.now())
        perform(request, act, _("Done. Its history has it."), REFUSALS)
        return redirect("admin:trade_paymentinstruction_change", subject.pk)

    def _subject(self, request: HttpRequest, pk: Any) -> PaymentInstruction:
        instruction: PaymentInstruction = self.subject(request, pk, *RELATED)
        return instruction

    def _page(
        self, request: HttpRequest, subject: PaymentInstruction, refused: dict[str, forms.Form]
    ) -> TemplateResponse:
        """The whole number is shown to finance alone, and not for money of a side of their own."""
        is_mine = subject.order is not None and is_own(subject.order, person(request))
        may_act = self.may_act(request) and not is_mine
        shown = payee_of(subject) if may_act else None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(subject),
            "payment": subject,
            "amount": money_words(subject.amount, subject.currency),
            "payee": f"{shown.name} · {shown.number}" if shown else shown_payee(subject),
            "history": subject.history.select_related("by"),
            "acts": [
                (name, refused.get(name) or form(auto_id=f"id_{name}_%s"))
                for name, (statuses, form, _service) in ACTS.items()
                if may_act
                and subject.status in statuses
                and not (name == "approve" and subject.prepared_by_id == person(request).pk)
            ],
            "is_mine": is_mine,
        }
        return TemplateResponse(request, "admin/trade/payment.html", context, status=422 if refused else 200)

    def _list(self, request: HttpRequest, form: ExportForm) -> TemplateResponse:
        rows = PaymentInstruction.objects.select_related(*RELATED)
        prepared = rows.filter(status=Status.PREPARED).order_by("pk")
        approved = list(rows.filter(status=Status.APPROVED).order_by("pk"))
        under_way = rows.filter(status=Status.HANDED_OVER).order_by("pk")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Payouts"),
            "may_act": self.may_act(request),
            "due": sums_due(),
            "prepared": payment_rows(prepared),
            "approved": payment_rows(approved),
            "accounts": sorted({one.account for one in approved}, key=lambda account: account.pk),
            "under_way": payment_rows(under_way),
            "form": form,
        }
        return TemplateResponse(request, "admin/trade/payouts.html", context, status=422 if form.is_bound else 200)


@admin.register(PaymentFile)
class PaymentFileAdmin(DeskAdmin):
    """The files that were exported, their payments, and the file itself."""

    def get_urls(self) -> list[URLPattern]:
        download = self.admin_site.admin_view(self.download)
        return [path("<int:pk>/download/", download, name="trade_paymentfile_download"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request)
        files = PaymentFile.objects.select_related("account__holder", "exported_by")
        page = Paginator(files, self.list_per_page).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Payment files"),
            "page": page,
            "rows": [(one, money_words(one.total, one.account.currency)) for one in page.object_list],
        }
        return TemplateResponse(request, "admin/trade/payment_files.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        file = self.subject(request, key_in(self.opts, object_id), "account__holder", "exported_by")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(file),
            "file": file,
            "total": money_words(file.total, file.account.currency),
            "rows": payment_rows(file.instructions.select_related(*RELATED).order_by("pk")),
            "may_act": self.may_act(request),
        }
        return TemplateResponse(request, "admin/trade/payment_file.html", context)

    def download(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The pain.001 for the bank; for finance alone, as it holds whole account numbers."""
        require_fresh_sign_in(request)
        file = self.subject(request, pk, "account__holder")
        if not self.may_act(request):
            return redirect("admin:trade_paymentfile_change", file.pk)
        note_opened(request, Kind.PAYMENT, f"paymentfile:{file.pk}")
        body = write_payment_file(file, payouts.instructions_of(file))
        response = HttpResponse(body, content_type="application/xml")
        response["Content-Disposition"] = f'attachment; filename="{file.message_id}.xml"'
        return response


def _key(text: str | None) -> int:
    """A primary key as a form posts it; 0, which no row has, for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else 0
