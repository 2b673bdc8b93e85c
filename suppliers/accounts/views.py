"""The page of the account to which a company is paid: members read its last characters, editors submit, owners stop."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import Refusals, perform
from suppliers.accounts import services
from suppliers.accounts.forms import AccountForm
from suppliers.companies import scope
from suppliers.models import BeneficiaryAccount, Membership

SHOWN = 20
"""Accounts that the page shows, the latest first."""
STOP_REFUSALS: Refusals = {
    services.NothingToStop: gettext_lazy("This account is in force or was ended before. Nothing was changed."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    """The account in force, those that were, the one that waits, and the form for another."""
    supplier = scope.company(request, supplier_pk)
    held = BeneficiaryAccount.objects.filter(supplier=supplier).select_related("submitted_by")
    names = {"holder_zh": supplier.name_zh, "holder_en": supplier.name_en}
    form = AccountForm(request.POST if request.method == "POST" else None, initial=names)
    if form.is_bound and form.is_valid():
        try:
            services.submit_account(supplier, form.account(), by=request.user, at=timezone.now())
        except services.OneWaits:
            form.add_error(None, _("An account waits for the auditors already. An owner can stop it first."))
        else:
            messages.success(request, _("Submitted. Every owner gets a letter, and two auditors check it."))
            return redirect("suppliers:account", supplier.pk)
    now = timezone.now()
    in_force = services.account_in_force(supplier, now)
    waiting = held.waiting().first()
    context = {
        "supplier": supplier,
        "form": form,
        "accounts": [(one, one.status_at(now)) for one in held[:SHOWN]],
        "in_force": in_force,
        "findings": services.findings(waiting) if waiting else [],
        "may_edit": scope.may_edit(supplier),
        "may_stop": supplier.my_role == Membership.Role.OWNER,
        "is_waiting": waiting is not None,
    }
    return render(request, "suppliers/account.html", context, status=422 if form.errors else 200)


@require_POST
def account_stop(request: PersonRequest, supplier_pk: int, pk: int) -> HttpResponse:
    """An owner ends an account that is not in force yet."""
    supplier = scope.owned_company(request, supplier_pk)
    subject = get_object_or_404(BeneficiaryAccount.objects.filter(supplier=supplier), pk=pk)
    stop = partial(services.stop_account, subject, by=request.user, at=timezone.now())
    perform(
        request,
        stop,
        _("Stopped: nothing will be paid to it. Change your password if somebody else sent it."),
        STOP_REFUSALS,
    )
    return redirect("suppliers:account", supplier.pk)
