"""The accounts to which companies are paid: a list, and a page on which two auditors check and approve each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from audits.admin.case.access import office_in, person
from audits.admin.case.base import ReadOnlyAdmin
from audits.admin.case.refusals import REFUSALS
from audits.admin.keys import key_in
from audits.desk import accounts as desk
from audits.desk.permissions import own_companies
from kpmarket.accounts.second_factor import require_fresh_sign_in
from kpmarket.foundation.acts import Refusals, perform
from kpmarket.foundation.text.fields import MultilineField
from suppliers.accounts import services as accounts
from suppliers.models import BeneficiaryAccount, Supplier

ACCOUNT_REFUSALS: Refusals = {
    **REFUSALS,
    desk.AccountMoved: _("A colleague or an owner was quicker: look at it again. Nothing was changed."),
    desk.SameAuditor: _("You checked this account: a colleague approves it. Nothing was changed."),
    desk.NotQualified: _("The company is not qualified, so its names are not checked yet. Nothing was changed."),
    desk.HolderDiffers: _(
        "The holder is not the registered company in both languages: return it. Nothing was changed."
    ),
}


class EvidenceForm(forms.Form):
    """What the account was compared with."""

    evidence = MultilineField(
        label=_("Compared with"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The bank's letter and its day, the register, and whom you called at which published number."),
    )


class ReturnForm(forms.Form):
    """Why it goes back."""

    note = MultilineField(label=_("Note to the supplier"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


ACTS: dict[str, tuple[type[forms.Form], Callable[..., None]]] = {
    "check": (EvidenceForm, desk.check_account),
    "approve": (EvidenceForm, desk.approve_account),
    "return": (ReturnForm, desk.return_account),
}


@admin.register(BeneficiaryAccount)
class BeneficiaryAccountAdmin(ReadOnlyAdmin):
    """Numbers are masked in the list; the page shows the whole one to auditors in office who may judge the company."""

    list_display = (
        "supplier",
        "bank",
        "masked",
        "submitted_at",
        "checked_at",
        "approved_at",
        "in_force_from",
        "ended_at",
    )
    list_select_related = ("supplier",)
    search_fields = ("supplier__name_en", "supplier__name_zh", "bank", "number_end")
    list_per_page = 100

    def get_queryset(self, request: HttpRequest) -> QuerySet[BeneficiaryAccount]:
        """Those of companies that were handed to the desk: a draft is none of its business."""
        return BeneficiaryAccount.objects.exclude(supplier__status=Supplier.Status.DRAFT, supplier__submitted_at=None)

    def get_urls(self) -> list[URLPattern]:
        act = self.admin_site.admin_view(require_POST(self.act))
        return [path("<int:pk>/<slug:name>/act/", act, name="suppliers_beneficiaryaccount_act"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._page(request, self._subject(request, key_in(self.opts, object_id)), {})

    def act(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Check, approve or return one account."""
        require_fresh_sign_in(request)
        subject = self._subject(request, pk)
        if name not in ACTS:
            return redirect("admin:suppliers_beneficiaryaccount_change", subject.pk)
        form_class, service = ACTS[name]
        form = form_class(request.POST)
        if not form.is_valid():
            return self._page(request, subject, {name: form})
        act = partial(service, subject, **form.cleaned_data, by=person(request), at=timezone.now())
        perform(request, act, _("Done. The log has it."), ACCOUNT_REFUSALS)
        return redirect("admin:suppliers_beneficiaryaccount_change", subject.pk)

    def _subject(self, request: HttpRequest, pk: Any) -> BeneficiaryAccount:
        """The account, or 404 for a person who may not look."""
        people = ("submitted_by", "checked_by", "approved_by")
        rows = self.get_queryset(request).select_related("supplier", *people)
        return get_object_or_404(rows if self.has_view_permission(request) else rows.none(), pk=pk)

    def _page(
        self, request: HttpRequest, subject: BeneficiaryAccount, refused: dict[str, forms.Form]
    ) -> TemplateResponse:
        may_judge = office_in(request) is not None and subject.supplier_id not in own_companies(person(request))
        is_open = subject.approved_at is None and subject.ended_at is None
        names = (["approve"] if subject.checked_at else ["check"]) + ["return"]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(subject),
            "account": subject,
            "number": accounts.number_of(subject) if may_judge else subject.masked,
            "findings": accounts.findings(subject),
            "in_force": accounts.account_in_force(subject.supplier, timezone.now()),
            "acts": [(name, refused.get(name) or ACTS[name][0](auto_id=f"id_{name}_%s")) for name in names]
            if may_judge and is_open
            else [],
        }
        return TemplateResponse(request, "admin/audits/account.html", context, status=422 if refused else 200)
