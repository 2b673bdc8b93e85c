"""Up to six products side by side. The address says everything, so that it can be sent on; open to strangers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from buyers.catalogue import destination
from buyers.catalogue.comparison import MOST, Column, Question, Section, columns, compare
from buyers.catalogue.reference import Destination
from buyers.catalogue.selection import product_keys
from buyers.forms import CompareForm
from buyers.views.sheets import sheet
from kpmarket.foundation import spreadsheets
from kpmarket.foundation.places import day_there
from suppliers.models import PriceTier, Product


@require_safe
@vary_on_headers("Cookie")
@login_not_required
def comparison(request: HttpRequest) -> HttpResponse:
    """The comparison as a page, or as a file where ``format`` asks for one."""
    wanted = product_keys(request.GET.getlist("product"))
    products = offered(wanted[:MOST])
    if not products:
        return redirect("buyers:selection")
    here = destination.chosen(request)
    today = day_there(here.code, timezone.now()) if here else timezone.localdate()
    form = CompareForm({"quantity": request.GET.get("quantity", ""), "on": request.GET.get("on", "")})
    form.is_valid()
    asked = Question(form.cleaned_data.get("quantity") or None, here, form.cleaned_data.get("on") or today, today)
    found = columns(products, asked)
    sections = compare(found, asked)
    if kind := spreadsheets.kind_of(request.GET.get("format", "")):
        return sheet(table(found, sections, asked), kind, name="comparison")
    context = {
        **page(request, found, asked),
        "form": form,
        "sections": sections,
        "too_many": len(wanted) > MOST,
        "left_out": min(len(wanted), MOST) - len(products),
    }
    return render(request, "buyers/compare.html", context)


def page(request: HttpRequest, found: Sequence[Column], asked: Question) -> dict[str, Any]:
    """What the page shows besides the rows."""
    here = asked.here
    query = address(found, here, asked)
    return {
        "section": "catalogue",
        "columns": [
            (column.product, f"{reverse('buyers:compare')}?{address(rest, here, asked)}" if rest else "")
            for column in found
            for rest in [[one for one in found if one is not column]]
        ],
        "here": here,
        "destination": here.code if here else "",
        "on": asked.on,
        "query": query,
        "asked_at": timezone.now(),
        "url": request.build_absolute_uri(f"{reverse('buyers:compare')}?{query}"),
    }


def address(found: Sequence[Column], here: Destination | None, asked: Question) -> str:
    """The query of this comparison. A day that nobody chose stays out, so that the address holds tomorrow too."""
    parts = [("product", str(column.product.pk)) for column in found]
    parts += [("to", here.code)] if here else []
    parts += [("quantity", str(asked.quantity))] if asked.quantity else []
    parts += [("on", asked.on.isoformat())] if asked.on != asked.today else []
    return urlencode(parts)


def offered(wanted: Sequence[int]) -> list[Product]:
    """Those of the products that are on offer, in that order."""
    tiers = Prefetch("price_tiers", queryset=PriceTier.objects.order_by("from_quantity"))
    rows = Product.objects.on_offer().select_related("supplier", "product_type", "listing").prefetch_related(tiers)
    found = rows.in_bulk(wanted)
    return [found[key] for key in wanted if key in found]


def table(found: Sequence[Column], sections: Sequence[Section], asked: Question) -> Iterator[list[spreadsheets.Cell]]:
    """The comparison as rows of a file."""
    yield ["", *(f"{column.product.display_name} {column.product.model}" for column in found)]
    if asked.here:
        yield [_("Destination"), *([asked.here.name] * len(found))]
    yield [_("Arrives on"), *([asked.on.isoformat()] * len(found))]
    for section in sections:
        for row in section.rows:
            yield [row.label, *(cell.in_words for cell in row.cells)]
