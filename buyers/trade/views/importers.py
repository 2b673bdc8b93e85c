"""Importers of record that a company or an organisation has put on file, and the form for another."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from buyers.catalogue import reference
from buyers.models import Buyer
from buyers.trade.forms.importers import ImporterForm
from buyers.trade.models import ImporterOfRecord
from buyers.trade.services import importers
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import Refusals, perform
from suppliers.companies import scope
from suppliers.models import Supplier

SHOWN = 50
"""Importers that the page shows."""
EU = "EU"
REFUSALS: Refusals = {importers.Settled: gettext_lazy("This importer was ended before. Nothing was changed.")}


@require_http_methods(["GET", "HEAD", "POST"])
def supplier_importers(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    """Of a supplier: who imports its goods where it delivers duty paid."""
    supplier = scope.company(request, supplier_pk)
    return _page(request, supplier, may_edit=scope.may_edit(supplier))


@require_POST
def supplier_importer_end(request: PersonRequest, supplier_pk: int, pk: int) -> HttpResponse:
    """It imports for the supplier no longer."""
    supplier = scope.editable_company(request, supplier_pk)
    _end(request, get_object_or_404(ImporterOfRecord, supplier=supplier, pk=pk))
    return redirect("trade:supplier-importers", supplier.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def buyer_importers(request: PersonRequest, buyer_pk: int) -> HttpResponse:
    """Of an organisation that buys: who imports for it."""
    purchased = Buyer.objects.purchased_for_by(request.user)
    theirs = purchased if request.method == "POST" else Buyer.objects.for_user(request.user)
    buyer = get_object_or_404(theirs.distinct(), pk=buyer_pk)
    return _page(request, buyer, may_edit=purchased.filter(pk=buyer.pk).exists())


@require_POST
def buyer_importer_end(request: PersonRequest, buyer_pk: int, pk: int) -> HttpResponse:
    """It imports for the buyer no longer."""
    buyer = get_object_or_404(Buyer.objects.purchased_for_by(request.user).distinct(), pk=buyer_pk)
    _end(request, get_object_or_404(ImporterOfRecord, buyer=buyer, pk=pk))
    return redirect("trade:importers", buyer.pk)


def _page(request: PersonRequest, side: Supplier | Buyer, *, may_edit: bool) -> HttpResponse:
    """The list, and for who may edit the form for another."""
    now = timezone.now()
    form = ImporterForm(
        request.POST if request.method == "POST" else None, today=timezone.localdate(now), eori_places=_eori_places()
    )
    if form.is_bound and form.is_valid():
        try:
            importers.state_importer(side, form.importer(), by=request.user, at=now)
        except importers.OnFileAlready:
            form.add_error("number", _("This number is on file for that country already."))
        else:
            messages.success(request, _("On file. It counts as stated until an auditor has confirmed it."))
            return redirect(request.path)
    is_supplier = isinstance(side, Supplier)
    rows = side.importers.select_related("stated_by", "confirmed_by")[:SHOWN]
    context = {
        "supplier" if is_supplier else "buyer": side,
        "frame": "suppliers/base.html" if is_supplier else "base.html",
        "end_url": "trade:supplier-importer-end" if is_supplier else "trade:importer-end",
        "side": side,
        "importers": rows,
        "may_edit": may_edit,
        "form": form,
    }
    return render(request, "trade/importers.html", context, status=422 if form.errors else 200)


def _end(request: PersonRequest, importer: ImporterOfRecord) -> None:
    act = partial(importers.end_importer, importer, by=request.user, at=timezone.now())
    perform(request, act, _("Ended. Nobody is offered deliveries with it any more."), REFUSALS)


def _eori_places() -> frozenset[str]:
    """Destinations whose importers have an EORI number: those of the European Union."""
    return frozenset(one.code for one in reference.destinations().values() if one.market == EU)
