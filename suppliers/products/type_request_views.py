"""The page on which a supplier describes a product that fits no type, and reads what became of others."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.limits.daily import DailyAct, OverDailyLimit, within_daily_limit
from suppliers.companies import scope
from suppliers.products import type_requests
from suppliers.products.type_request_forms import TypeRequestForm


@require_http_methods(["GET", "HEAD", "POST"])
def type_request(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    """Describe a product without a type; below, what was described before and how it was answered."""
    supplier = scope.company(request, supplier_pk)
    form = TypeRequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with within_daily_limit(DailyAct.TYPE_REQUESTS, request.user.pk, at=timezone.now()):
                type_requests.request_type(supplier, form.description(), by=request.user, at=timezone.now())
        except OverDailyLimit as over:
            form.add_error(None, str(over.sentence))
        else:
            messages.success(request, _("We have it. The product is not assessed in any market; we write to you."))
            return redirect("suppliers:type-request", supplier.pk)
    context = {
        "supplier": supplier,
        "form": form,
        "may_edit": scope.may_edit(supplier),
        "requests": supplier.type_requests.select_related("product_type"),
    }
    return render(request, "suppliers/type_request.html", context, status=422 if form.errors else 200)
