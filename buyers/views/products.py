"""One product and its clearance; one supplier and what it may ship."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from audits.answers.as_known_at import record
from audits.answers.clearance_panel import Documents, Panel, Shipment, documents_of, panel, states
from audits.claims.offer import JudgedOffer, judge_offer
from audits.clearances.product_claims import texts_of
from audits.lookups import summaries
from buyers.catalogue import destination, reference
from buyers.catalogue.levels import levels
from buyers.catalogue.prices import tier_price
from buyers.catalogue.product_facts import about, offer, specification, title
from buyers.catalogue.reference import Destination
from buyers.forms import DayForm
from buyers.guides.addresses import guide_url, type_url
from buyers.guides.head import of_product
from buyers.services.past_records import may_look_back
from buyers.views.axes import Asked, axes_asked
from buyers.views.people import buyer_of
from kpmarket.foundation.world_grid import CountryState
from suppliers.models import Certificate, CertificateFile, CertificatePage, Product

MOST_ON_SUPPLIER_PAGE = 48


class Known(NamedTuple):
    """A product with the facts and the documents that are to be judged."""

    product: Product
    documents: Documents
    was_qualified: bool


@require_safe
@vary_on_headers("Cookie")
@login_not_required
def product(request: HttpRequest, pk: int) -> HttpResponse:
    """The offer, the verdict for the chosen destination and day, and where else it is cleared."""
    now = timezone.now()
    shown = get_object_or_404(
        Product.objects.select_related("supplier", "product_type").prefetch_related("price_tiers", "pictures"), pk=pk
    )
    here = destination.chosen(request)
    asked = axes_asked(request, may_look_back=may_look_back(request.user, shown, at=now), now=now, here=here)
    if not (shown.is_on_offer or asked.may_look_back):
        raise Http404
    known = known_of(shown, asked.known_at)
    verdict = verdict_of(known, here, asked, request.GET.dict())
    claims = judge_offer(texts_of(shown), known.documents if known else (), on=asked.on)
    context = {
        "section": "catalogue",
        "product": shown,
        "pictures": list(shown.pictures.all()),
        "tiers": [tier_price(shown, tier) for tier in shown.price_tiers.all()],
        "title_claims": title(claims),
        "description_claims": about(claims, "description_en"),
        "specification": specification(shown, claims),
        "offer": offer(shown, claims),
        "here": here,
        "destination": here.code if here else "",
        "on": asked.on,
        "asked": asked.form,
        "axes": asked,
        "known": known,
        "unknown_destination": destination.unknown(request),
        "panel": verdict,
        "question_query": query_of(verdict, here, asked),
        **keeping(request, shown, here),
        "map": world(known, asked) if known else [],
        "levels": levels(shown.supplier, on=asked.on),
        "documents": shared_documents(
            shown.supplier_id, verdict.certificates if verdict else (), on=asked.on, at=asked.known_at or now
        ),
        **frame(shown, here, claims),
    }
    return _render_page(request, "buyers/product.html", context, here)


def _render_page(
    request: HttpRequest, template: str, context: dict[str, Any], here: Destination | None
) -> HttpResponse:
    """The page; the browser keeps the destination that it answers for."""
    response = render(request, template, context)
    if here:
        destination.remember(request, response, here)
    return response


def frame(product: Product, here: Destination | None, claims: JudgedOffer) -> dict[str, Any]:
    """The product's status, its structured data, and the guide that says what the market asks for."""
    crumbs = [
        {"label": _("Catalogue"), "url": reverse("buyers:catalogue")},
        {"label": product.product_type.display_name, "url": catalogue_of(product)},
    ]
    kind = product.product_type_id
    guide = guide_url(kind, here.code) if here else type_url(kind)
    return {"crumbs": crumbs, "head": of_product(product, crumbs, claims), "guide_url": guide}


def day_asked(request: HttpRequest) -> tuple[DayForm, date]:
    """The day in the URL, with the form that says what is wrong with it; today where there is none to use."""
    today = timezone.localdate()
    form = DayForm({"on": request.GET.get("on") or today.isoformat()})
    return form, form.cleaned_data["on"] if form.is_valid() else today


def known_of(product: Product, known_at: datetime | None) -> Known | None:
    """What is to be judged: as we know it now, or as we knew it then; None when nothing was on record."""
    if known_at is None:
        return Known(product, documents_of(product), was_qualified=True)
    then = record(product, known_at=known_at)
    return Known(then.product, then.documents, was_qualified=then.was_qualified) if then else None


def query_of(verdict: Panel | None, here: Destination | None, asked: Asked) -> str:
    """What a link to another answer to the question keeps: destination, days, moment and what was answered before."""
    stated = {one.fact: one.value for one in verdict.stated} if verdict else {}
    return "&".join(filter(None, [urlencode({"to": here.code}) if here else "", asked.query, urlencode(stated)]))


def verdict_of(
    known: Known | None, here: Destination | None, asked: Asked, said: Mapping[str, str] | None = None
) -> Panel | None:
    """The verdict for the chosen destination, day and moment, where there is something to judge.

    ``said`` is what the address states, of the buyer's side among other things.
    """
    if known is None or here is None:
        return None
    return panel(
        known.product,
        known.documents,
        market=here.market,
        country=here.code,
        on=asked.on,
        today=timezone.localdate(asked.known_at),
        known_at=asked.known_at,
        shipment=Shipment(asked.shipped_on, said or {}, asked.pieces),
    )


def keeping(request: HttpRequest, product: Product, here: Destination | None) -> dict[str, Any]:
    """Whether the reader is a buyer, and keeps an eye on this product for this destination."""
    buyer = buyer_of(request)
    if buyer is None or here is None:
        return {"buyer": buyer, "is_kept": False}
    return {"buyer": buyer, "is_kept": buyer.shortlist.filter(product=product, destination=here.code).exists()}


def catalogue_of(product: Product) -> str:
    return f"{reverse('buyers:catalogue')}?type={product.product_type_id}"


def world(known: Known, asked: Asked) -> list[CountryState]:
    """The product's state that day in every country that we hold rules for."""
    today = timezone.localdate(asked.known_at)
    found = states(known.product, known.documents, on=asked.on, today=today, known_at=asked.known_at)
    kept = f"&{asked.query}" if asked.query else ""
    return [
        CountryState(code, found[code], place.name, f"{known.product.get_absolute_url()}?to={code}{kept}")
        for code, place in reference.destinations().items()
        if code in found
    ]


def shared_documents(supplier: int, keys: tuple[int, ...] | None, *, on: date, at: datetime) -> list[Certificate]:
    """Documents in force that day whose pages the supplier shares, with what registers had said of them by then.

    ``keys`` narrows to those that a verdict rests on.
    """
    kept = Prefetch("files", queryset=CertificateFile.objects.filter(removed_at=None).order_by("pk"))
    pages = Prefetch("files__pages", queryset=CertificatePage.objects.order_by("file", "number"))
    documents = Certificate.objects.in_force(on).filter(supplier=supplier, is_shared=True)
    if keys is not None:
        documents = documents.filter(pk__in=keys)
    found = documents.select_related("certificate_type", "supplier").prefetch_related(kept, pages).order_by("pk")
    shown = [document for document in found if any(file.pages.all() for file in document.files.all())]
    said = summaries.lines(shown, at=at) if shown else {}
    for document in shown:
        document.register_lines = said.get(document.pk, [])  # type: ignore[attr-defined]
    return shown
