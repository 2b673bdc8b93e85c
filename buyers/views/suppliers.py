"""One supplier: who it is and who checked that, how it answers, what it may ship where, and on which documents."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from audits.claims.offer import judge_offer
from audits.clearances.evidence import documents_of_company
from audits.models import Clearance
from audits.site_audits.reading import light_rows, states_of_company
from audits.site_audits.words import extent_words, findings_words, level_words
from buyers.catalogue import destination, reference
from buyers.catalogue.cards import Card, cards
from buyers.catalogue.levels import LEVELS, levels
from buyers.catalogue.particulars import rows_of
from buyers.catalogue.product_facts import about
from buyers.catalogue.reference import Destination
from buyers.catalogue.supplier_coverage import coverage
from buyers.catalogue.supplier_documents import document_groups
from buyers.catalogue.supplier_facts import supplier_record, withheld
from buyers.guides.head import of_supplier
from buyers.services.answer_records import PERIOD, answer_record
from buyers.services.check_codes import Subject, SubjectKind, check_of
from buyers.views.indexed import asked_language, in_asked_language
from buyers.views.kept import kept
from buyers.views.products import day_asked, shared_documents
from suppliers.models import Supplier

MOST_PRODUCTS = 48


@require_safe
@vary_on_headers("Cookie", "Accept-Language")
@login_not_required
@in_asked_language
@kept
def supplier(request: HttpRequest, pk: int) -> HttpResponse:
    """A qualified company, for the chosen destination and day."""
    shown = get_object_or_404(Supplier.objects.qualified(), pk=pk)
    now, there = timezone.now(), destination.standing(request)
    here = there.here
    asked, on = day_asked(request)
    sites = states_of_company(shown, on=on, rows=light_rows().prefetch_related("answers"))
    checked = levels(shown, on=on, sites=sites)
    identity = next((level.on for level in checked if level.label == LEVELS["identity"].label), None)
    words = judge_offer({"about_en": shown.about_en}, documents_of_company(shown.pk) if shown.about_en else (), on=on)
    context = {
        "section": "catalogue",
        "supplier": shown,
        "about_claims": about(words, "about_en"),
        "here": here,
        "destination": here.code if here else "",
        "on": on,
        "asked": asked,
        "destination_said": there.text,
        "levels": checked,
        "site_audits": [
            (one, level_words(one), extent_words(one), findings_words(one)) for one in sites if one.is_reported
        ],
        "record": supplier_record(shown, identity, on=on, at=now),
        "answers": answer_record(shown, at=now),
        "answers_days": PERIOD.days,
        "coverage": coverage(shown, on=on, today=timezone.localdate(now)),
        "head": of_supplier(shown, asked_language=asked_language(request)),
        **offers_of(shown, here, on),
        **documents_of(shown, on),
        **check_of(Subject(SubjectKind.SUPPLIER, shown.pk)),
    }
    return render(request, "buyers/supplier.html", context)


def offers_of(supplier: Supplier, here: Destination | None, on: date) -> dict[str, Any]:
    """Products that may go to the destination, cleared ones first; none without a destination."""
    if here is None:
        return {"cards": []}
    holding = Clearance.objects.holding(on).open().filter(supplier=supplier, is_on_offer=True, market=here.market)
    overdue = reference.overdue_types(here.market, on=on, today=timezone.localdate())
    offers = holding.in_country(here.code).order_by("state", "price_usd", "pk")[:MOST_PRODUCTS]
    shown: list[Card] = cards(rows_of(offers, "state", "price_usd", "id"), overdue)
    return {"cards": shown, "askable": [card.key for card in shown]}


def documents_of(supplier: Supplier, on: date) -> dict[str, Any]:
    """Documents that are shared, by subject, and how many others count."""
    documents = shared_documents(supplier.pk, None, on=on, at=timezone.now())
    return {
        "documents": documents,
        "document_groups": document_groups(documents, (supplier.name_zh, supplier.name_en), on=on),
        "withheld": withheld(supplier, on=on),
    }
