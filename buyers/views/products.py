"""One product and its clearance; one supplier and what it may ship."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from audits.models import Clearance
from audits.panel import Papers, panel, papers_of, states
from buyers import destination
from buyers.catalogue import reference
from buyers.catalogue.cards import cards, days, with_particulars
from buyers.levels import levels
from buyers.prices import number, tier_price
from buyers.views.catalogue import day_asked
from kpmarket.languages import in_reader_language
from suppliers.models import Certificate, CertificatePage, Product, Supplier

MOST_ON_SUPPLIER_PAGE = 48


@require_safe
@vary_on_headers("Cookie")
@login_not_required
def product(request: HttpRequest, pk: int) -> HttpResponse:
    """The offer, the verdict for the chosen destination and day, and where else it is cleared."""
    shown = get_object_or_404(
        Product.objects.on_offer()
        .select_related("supplier", "product_type")
        .prefetch_related("price_tiers", "pictures"),
        pk=pk,
    )
    here = destination.chosen(request)
    on = day_asked(request.GET.get("on", ""))
    held = papers_of(shown)
    verdict = panel(shown, held, market=here.market, on=on) if here else None
    context = {
        "section": "catalogue",
        "product": shown,
        "pictures": list(shown.pictures.all()),
        "tiers": [tier_price(shown, tier) for tier in shown.price_tiers.all()],
        "specification": specification(shown),
        "offer": offer(shown),
        "here": here,
        "destination": here.code if here else "",
        "on": on,
        "panel": verdict,
        "map": world(shown, held, on),
        "levels": levels(shown.supplier, on=on),
        "papers": shared_papers(shown.supplier_id, verdict.certificates if verdict else ()),
        "crumbs": [
            (_("Catalogue"), reverse("buyers:catalogue")),
            (shown.product_type.display_name, catalogue_of(shown)),
        ],
    }
    return render(request, "buyers/product.html", context)


@require_safe
@vary_on_headers("Cookie")
@login_not_required
def supplier(request: HttpRequest, pk: int) -> HttpResponse:
    """A qualified company: who it is, what was checked, and what it may ship to the chosen destination today."""
    shown = get_object_or_404(Supplier.objects.qualified(), pk=pk)
    here = destination.chosen(request)
    on = day_asked(request.GET.get("on", ""))
    holding = Clearance.objects.holding(on).cleared().filter(supplier=shown, is_on_offer=True)
    market = here.market if here else None
    rows = list(with_particulars(holding.filter(market=market).order_by("price_usd", "pk"))[:MOST_ON_SUPPLIER_PAGE])
    context = {
        "section": "catalogue",
        "supplier": shown,
        "here": here,
        "destination": here.code if here else "",
        "on": on,
        "levels": levels(shown, on=on),
        "cards": cards(rows),
        "papers": shared_papers(shown.pk, None),
        "markets": sorted(
            {reference.markets()[key].name for key in holding.values_list("market", flat=True).distinct()}
        ),
    }
    return render(request, "buyers/supplier.html", context)


def catalogue_of(product: Product) -> str:
    return f"{reverse('buyers:catalogue')}?type={product.product_type_id}"


def offer(product: Product) -> list[dict[str, Any]]:
    """The terms of the offer as rows."""
    rows = [
        (_("Minimum order"), number(product.moq)),
        (_("Lead time"), days(product.lead_time_days)),
        (_("Monthly capacity"), number(product.monthly_capacity) if product.monthly_capacity else ""),
        (_("Standards and classes"), ", ".join(product.standards)),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def specification(product: Product) -> list[dict[str, Any]]:
    """The fields that the type defines, with what the supplier stated."""
    fields = product.product_type.facts.get("specification", [])
    rows = []
    for one in fields:
        value = product.specification.get(one["key"])
        if value not in (None, ""):
            label = in_reader_language(en=one["label"], zh=one["label_zh"])
            rows.append({"label": label, "value": f"{value} {one.get('unit') or ''}".strip()})
    return rows


def world(product: Product, held: Papers, on: date) -> list[dict[str, Any]]:
    """The product's state that day in every country that we hold rules for."""
    known = states(product, held, on=on)
    return [
        {
            "code": code,
            "name": place.name,
            "state": known[place.market],
            "url": f"{product.get_absolute_url()}?to={code}",
        }
        for code, place in reference.destinations().items()
        if place.market in known
    ]


def shared_papers(supplier: int, keys: tuple[int, ...] | None) -> list[Certificate]:
    """Approved papers whose pages the supplier shares; ``keys`` narrows to those that a verdict rests on."""
    pages = Prefetch("files__pages", queryset=CertificatePage.objects.order_by("file", "number"))
    papers = Certificate.objects.approved().filter(supplier=supplier, is_shared=True)
    if keys is not None:
        papers = papers.filter(pk__in=keys)
    return list(papers.select_related("certificate_type").prefetch_related("files", pages).order_by("pk"))
