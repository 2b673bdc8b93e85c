"""What a reader has selected to compare or to ask about; open to strangers, kept by their own browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from buyers.catalogue import destination, reference
from buyers.catalogue.quantities import read_quantity
from buyers.catalogue.reference import Destination
from buyers.catalogue.selection import (
    MOST_LINES,
    Line,
    Selection,
    SelectionFull,
    product_key,
    read_selection,
    summarise,
    write_selection,
)
from buyers.forms import QuantitiesForm
from buyers.views.people import onward_url
from kpmarket.accounts.requests import HtmxRequest
from suppliers.models import Product


@dataclass(frozen=True)
class Row:
    """A selected product and how many of it; one that is no longer on offer can only be taken out."""

    line: Line
    product: Product
    quantity: BoundField
    is_on_offer: bool


@dataclass(frozen=True)
class Group:
    """What is selected for one destination."""

    place: Destination
    rows: Sequence[Row]
    offered: tuple[int, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request", "Cookie")
@login_not_required
def selection(request: HtmxRequest) -> HttpResponse:
    """The lines with their quantities; a POST selects a product, takes one out, states quantities or empties it."""
    kept = read_selection(request)
    if request.method != "POST":
        return _page(request, kept, QuantitiesForm(lines=kept.lines))
    form = QuantitiesForm(request.POST, lines=kept.lines)
    is_valid = form.is_valid()
    if "add" in request.POST or "drop" in request.POST:
        return _pick(request, Selection(form.lines))
    if "clear" in request.POST:
        return _answer(request, Selection(), reverse("buyers:selection"))
    if not is_valid:
        return _page(request, kept, form)
    return _answer(request, Selection(form.lines), onward_url(request, reverse("buyers:selection")))


def _pick(request: HtmxRequest, kept: Selection) -> HttpResponse:
    """One product in or out."""
    adds = "add" in request.POST
    key, _mark, code = request.POST["add" if adds else "drop"].partition(".")
    pk = product_key(key)
    here = reference.destination(code or request.POST.get("to", "")) or destination.chosen(request)
    if pk is None:
        raise Http404
    if here is None:
        where = f"{reverse('buyers:destination')}?next={onward_url(request, '/')}"
        return HttpResponseClientRedirect(where) if request.htmx else redirect(where)
    if adds:
        get_object_or_404(Product.objects.on_offer(), pk=pk)
        try:
            kept = kept.with_line(Line(pk, here.code, read_quantity(request.POST.get("quantity", ""))))
        except SelectionFull:
            messages.warning(request, _("At most %(most)s products can be selected.") % {"most": MOST_LINES})
            onward = onward_url(request, reverse("buyers:selection"))
            return HttpResponseClientRefresh() if request.htmx else redirect(onward)
    else:
        kept = kept.without(pk, here.code)
    if request.htmx and not code:
        return _swapped(request, kept, here, pk, is_picked=adds)
    onward = onward_url(request, reverse("buyers:selection"))
    return _answer(request, kept, onward if code or "#" in onward else f"{onward}#pick-{pk}")


def _swapped(request: HtmxRequest, kept: Selection, here: Destination, pk: int, *, is_picked: bool) -> HttpResponse:
    """The button as it is now, and the bar that counts."""
    product = Product.objects.only("name_en", "name_zh", "model").filter(pk=pk).first()
    context = {
        "pick": pk,
        "is_picked": is_picked,
        "what": f"{product.display_name} {product.model}" if product else "",
        "summary": summarise(kept, here.code),
        "to": here.code,
        "quantity": request.POST.get("quantity", "")[:20],
        "on": request.POST.get("on", "")[:20],
        "next": onward_url(request, reverse("buyers:catalogue")),
    }
    response = render(request, "buyers/_pick_and_bar.html", context)
    write_selection(response, kept)
    return response


def _answer(request: HttpRequest, kept: Selection, onward: str) -> HttpResponse:
    response = redirect(onward)
    write_selection(response, kept)
    return response


def _page(request: HttpRequest, kept: Selection, form: QuantitiesForm) -> HttpResponse:
    context = {"section": "selection", "groups": groups(kept, form), "form": form}
    return render(request, "buyers/selection.html", context, status=422 if form.is_bound else 200)


def groups(kept: Selection, form: QuantitiesForm) -> list[Group]:
    """The lines by destination, in two queries."""
    keys = {line.product for line in kept.lines}
    products = Product.objects.select_related("supplier", "product_type", "listing").in_bulk(keys) if keys else {}
    rows = [
        Row(line, products[line.product], form.field_of(line), products[line.product].is_on_offer)
        for line in kept.lines
        if line.product in products
    ]
    rows.sort(key=lambda row: row.line.destination)
    return [
        Group(place, members, tuple(row.line.product for row in members if row.is_on_offer))
        for code, found in groupby(rows, key=lambda row: row.line.destination)
        for members in [list(found)]
        if (place := reference.destination(code))
    ]
