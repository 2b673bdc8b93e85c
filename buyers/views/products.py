"""One product and its clearance; one supplier and what it may ship."""

from __future__ import annotations

from datetime import UTC, date, datetime
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

from audits.answers.clearance_panel import Panel
from audits.claims.offer import JudgedOffer, judge_offer
from audits.clearances.product_claims import texts_of
from audits.lookups import summaries
from audits.lookups.summaries import register_answers
from buyers.catalogue import destination
from buyers.catalogue.evidence_table import DocumentsOnShow, evidence_groups, last_approval, table_html
from buyers.catalogue.levels import levels_with
from buyers.catalogue.prices import tier_price
from buyers.catalogue.product_facts import about, offer, title
from buyers.catalogue.product_summary import class_of, key_facts, parties, whole_specification
from buyers.catalogue.reference import Destination
from buyers.catalogue.supply_facts import supply_facts
from buyers.catalogue.world import country_list, map_html
from buyers.forms import DayForm
from buyers.guides.addresses import guide_url, type_url
from buyers.guides.head import of_product
from buyers.services.check_codes import Subject, SubjectKind, check_of
from buyers.views.axes import Asked
from buyers.views.indexed import asked_language, in_asked_language
from buyers.views.kept import kept
from buyers.views.people import buyer_of
from buyers.views.product_question import Known, country_states, known_of, query_of, question_of, verdict_of
from suppliers.models import Certificate, CertificateFile, CertificatePage, Product


@require_safe
@vary_on_headers("Cookie", "Accept-Language")
@login_not_required
@in_asked_language
@kept
def product(request: HttpRequest, pk: int) -> HttpResponse:
    """The offer, the verdict for the chosen destination and day with what proves it, and where else it is cleared."""
    question = question_of(request, pk)
    shown, here, asked, now = question
    known = known_of(shown, asked.known_at)
    verdict = verdict_of(known, here, asked, request.GET.dict())
    claims = judge_offer(texts_of(shown), known.on_record.documents if known else (), on=asked.on)
    context = {
        "section": "catalogue",
        "product": shown,
        "pictures": list(shown.pictures.all()),
        "tiers": [tier_price(shown, tier) for tier in shown.price_tiers.all()],
        **words_of(shown, claims),
        "here": here,
        "destination": here.code if here else "",
        "on": asked.on,
        "asked": asked.form,
        "axes": asked,
        "now": now.astimezone(UTC),
        "known": known,
        "destination_said": destination.standing(request).text,
        "panel": verdict,
        "question_query": query_of(verdict, here, asked),
        **keeping(request, shown, here),
        **evidence(known, verdict, asked, here, now),
        **world(request, known, asked, here),
        **(check_of(Subject(SubjectKind.PRODUCT, shown.pk, here.code)) if here and shown.is_on_offer else {}),
        **frame(request, shown, here, claims),
    }
    return render(request, "buyers/product.html", context)


@require_safe
@vary_on_headers("Cookie", "HX-Request", "Accept-Language")
@login_not_required
@kept
def product_map(request: HttpRequest, pk: int) -> HttpResponse:
    """The map alone, for a page that has room for it; a browser without scripts gets the product's page with the map."""
    shown, here, asked, _now = question_of(request, pk)
    query = "&".join(filter(None, [urlencode({"to": here.code}) if here else "", asked.query]))
    if not request.headers.get("HX-Request"):
        return redirect(
            f"{shown.get_absolute_url()}?{query}&map=yes#map" if query else f"{shown.get_absolute_url()}?map=yes#map"
        )
    known = known_of(shown, asked.known_at)
    states = country_states(known, asked) if known else {}
    return HttpResponse(map_html(states, here=here.code if here else "", query=asked.query))


def words_of(product: Product, claims: JudgedOffer) -> dict[str, Any]:
    """What the offer says of the product, of its terms and of the companies behind it."""
    return {
        "title_claims": title(claims),
        "description_claims": about(claims, "description_en"),
        "class_name": class_of(product),
        "key_facts": key_facts(product, claims),
        "specification": whole_specification(product, claims),
        "parties": parties(product),
        "offer": offer(product, claims),
        "supply": supply_facts(product),
    }


def evidence(
    known: Known | None, verdict: Panel | None, asked: Asked, here: Destination | None, now: datetime
) -> dict[str, Any]:
    """What the verdict rests on as a table, and what was checked at the supplier."""
    if known is None:
        return {"groups": (), "table": "", "levels": []}
    certificates = known.on_record.certificates
    checked = last_approval(certificates.values(), on=asked.on)
    used = [certificates[key] for key in verdict.certificates if key in certificates] if verdict else []
    said = register_answers(used, at=asked.known_at or now) if used else {}
    code = here.code if here else ""
    names = (known.product.supplier.name_zh, known.product.supplier.name_en)
    on_show = DocumentsOnShow(known.product.pk, used, said, code, known.law.issuing_bodies, names)
    groups = evidence_groups(verdict.nodes, on_show) if verdict else ()
    return {
        "groups": groups,
        "table": table_html(groups) if groups else "",
        "levels": levels_with(known.product.supplier, checked, on=asked.on),
    }


def world(request: HttpRequest, known: Known | None, asked: Asked, here: Destination | None) -> dict[str, Any]:
    """The product's state that day in every country that we hold rules for: as a list, and as a map where one is asked for."""
    states = country_states(known, asked) if known else {}
    has_map = bool(states) and request.GET.get("map") == "yes"
    code = here.code if here else ""
    return {
        "map": country_list(states, asked.query),
        "map_html": map_html(states, here=code, query=asked.query) if has_map else "",
    }


def frame(request: HttpRequest, product: Product, here: Destination | None, claims: JudgedOffer) -> dict[str, Any]:
    """The product's status, its structured data, and the guide that says what the market asks for."""
    crumbs = [
        {"label": _("Catalogue"), "url": reverse("buyers:catalogue")},
        {"label": product.product_type.display_name, "url": catalogue_of(product)},
    ]
    kind = product.product_type_id
    guide = guide_url(kind, here.code) if here else type_url(kind)
    return {"crumbs": crumbs, "head": of_product(product, crumbs, claims, asked_language(request)), "guide_url": guide}


def day_asked(request: HttpRequest) -> tuple[DayForm, date]:
    """The day in the URL, with the form that says what is wrong with it; today where there is none to use."""
    today = timezone.localdate()
    form = DayForm({"on": request.GET.get("on") or today.isoformat()})
    return form, form.cleaned_data["on"] if form.is_valid() else today


def keeping(request: HttpRequest, product: Product, here: Destination | None) -> dict[str, Any]:
    """Whether the reader is a buyer, and keeps an eye on this product for this destination."""
    buyer = buyer_of(request)
    if buyer is None or here is None:
        return {"buyer": buyer, "is_kept": False}
    return {"buyer": buyer, "is_kept": buyer.shortlist.filter(product=product, destination=here.code).exists()}


def catalogue_of(product: Product) -> str:
    return f"{reverse('buyers:catalogue')}?type={product.product_type_id}"


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
