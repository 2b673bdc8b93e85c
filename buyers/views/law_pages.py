"""Pages for a standard, an issuing body and a kind of document, read from the rulebook in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from audits.answers.chinese_names import name_for_reader
from audits.compliance.reference import Entitlement
from audits.compliance.rulebook import Requirement, Rulebook
from audits.law.current import current_rulebook
from buyers.answers.bodies import Body, bodies, body_in, body_slug, warning_source
from buyers.answers.results import Link
from buyers.answers.shown_by import products_showing
from buyers.answers.subjects import stand_in
from buyers.answers.uses import by_market, uses
from buyers.catalogue import destination, reference
from buyers.catalogue.reference import Destination
from buyers.guides import words
from buyers.guides.addresses import guide_url, type_url
from buyers.guides.head import Head, breadcrumbs
from buyers.views.indexed import asked_language, in_asked_language
from buyers.views.kept import kept
from kpmarket.foundation.text.languages import in_reader_language


@dataclass(frozen=True)
class MarketUse:
    """A market that asks for it, and the guides of the product types for which it does."""

    market: str
    guides: list[Link]


def markets_using(
    book: Rulebook, rows: Iterable[Requirement], here: Destination | None, *, on: date
) -> list[MarketUse]:
    """Where the law asks for it on that day. A guide is that of the reader's destination, or of a country that stands for the market."""
    types, found = reference.product_types(), []
    for market, kinds in by_market(rows, on=on).items():
        place = stand_in(market, book, here)
        links = [
            Link(types[kind].display_name, guide_url(kind, place.code) if place else "")
            for kind in kinds
            if kind in types
        ]
        if links:
            found.append(MarketUse(words.market_name(book.markets[market]), links))
    return found


@require_safe
@vary_on_headers("Cookie")
@login_not_required
@in_asked_language
@kept
def standards(request: HttpRequest) -> HttpResponse:
    """Every standard that the rulebook knows."""
    book = current_rulebook()
    entries = [
        (Link(one.id, reverse("buyers:standard", args=[slugify(one.id)])), name_for_reader(one.title))
        for one in sorted(book.vocabulary.standards.values(), key=lambda one: one.id)
    ]
    about = _("What each is about, its grades and editions, and where the law asks for it.")
    return _list(request, _("Standards"), about, entries)


@require_safe
@vary_on_headers("Cookie")
@login_not_required
@in_asked_language
@kept
def standard(request: HttpRequest, slug: str) -> HttpResponse:
    """One standard: what it is, its editions and grades, where the law asks for it, and products that show it."""
    book, today, here = current_rulebook(), timezone.localdate(), destination.chosen(request)
    known = next((one for one in book.vocabulary.standards.values() if slugify(one.id) == slug), None)
    if known is None:
        raise Http404
    editions = [one for one in book.standard_editions if one.standard == known.id]
    title = name_for_reader(known.title)
    context = {
        "standard": known,
        "title": title,
        "editions": editions,
        "sources": _sources(book, (key for one in editions for key in one.sources)),
        "uses": markets_using(book, uses(book).of_standard.get(known.id, ()), here, on=today),
        "types": [
            Link(one.display_name, type_url(one.pk))
            for key in uses(book).types_of_standard.get(known.id, ())
            if (one := reference.product_types().get(key))
        ],
        "products": products_showing(known.id, book),
        "catalogue_url": f"{reverse('buyers:catalogue')}?{urlencode({'q': known.id})}",
    }
    crumbs = [{"label": _("Standards"), "url": reverse("buyers:standards")}]
    return _page(request, "standard", context, crumbs, known.id, f"{known.id}: {title}" if title else known.id)


@require_safe
@vary_on_headers("Cookie")
@login_not_required
@in_asked_language
@kept
def bodies_list(request: HttpRequest) -> HttpResponse:
    """Every issuing body that we know, listed or named on a warning list."""
    book = current_rulebook()
    entries = [
        (Link(one.title, reverse("buyers:body", args=[body_slug(one)])), one.summary)
        for one in sorted(bodies(book).values(), key=lambda one: one.name.casefold())
    ]
    about = _(
        "Bodies that issue certificates, and for which laws we have them listed. The list is partial: a body that is not "
        "here, or not here for a law, is not refused by that."
    )
    return _list(request, _("Issuing bodies"), about, entries)


@dataclass(frozen=True)
class Entitled:
    """A law that a body is listed for, with the kinds of documents and the product types that this concerns."""

    law: str
    entitlement: Entitlement
    documents: list[Link]
    uses: list[MarketUse]


@require_safe
@vary_on_headers("Cookie")
@login_not_required
@in_asked_language
@kept
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """One body: its number, what it is listed for and so may certify, and whether a warning list names it."""
    book, today, here = current_rulebook(), timezone.localdate(), destination.chosen(request)
    known = body_in(slug, book)
    if known is None:
        raise Http404
    laws = {one.issuer_law for one in book.evidence_types.values() if one.issuer_law}
    entitled = [_entitled(book, one, here, on=today) for one in known.listed.entitled] if known.listed else []
    context = {
        "body": known,
        "country": reference.destinations().get(known.listed.country) if known.listed else None,
        "entitled": entitled,
        "not_listed": [law_name(one) for one in sorted(laws - set(known.laws))],
        "sources": _sources(book, (key for one in entitled for key in one.entitlement.sources)),
        "warning": known.warning,
        "warning_source": warning_source(),
        "register": _register(book, known),
    }
    crumbs = [{"label": _("Issuing bodies"), "url": reverse("buyers:bodies")}]
    return _page(request, "body", context, crumbs, known.title, f"{known.title}: {known.summary}")


def _entitled(book: Rulebook, one: Entitlement, here: Destination | None, *, on: date) -> Entitled:
    kinds = [kind for kind in book.evidence_types.values() if kind.issuer_law == one.law]
    rows = dict.fromkeys(row for kind in kinds for row in uses(book).of_document.get(kind.id, ()))
    return Entitled(
        law_name(one.law), one, [document_link(book, kind.id) for kind in kinds], markets_using(book, rows, here, on=on)
    )


def law_name(law: str) -> str:
    """A law of the Union by its short name, with its number."""
    return {
        "MDR": _("Medical devices, Regulation (EU) 2017/745"),
        "IVDR": _("In vitro diagnostics, Regulation (EU) 2017/746"),
        "PPE": _("Personal protective equipment, Regulation (EU) 2016/425"),
        "MDD": _("Medical devices, former Directive 93/42/EEC"),
        "IVDD": _("In vitro diagnostics, former Directive 98/79/EC"),
    }.get(law, law)


def _register(book: Rulebook, known: Body) -> Link | None:
    """The public register in which its notification can be looked up."""
    of_laws = [one for one in book.evidence_types.values() if one.issuer_law and one.register_url]
    own = [one for one in of_laws if one.issuer_law in known.laws] or of_laws
    return Link(name_for_reader(own[0].register_name or ""), own[0].register_url or "") if own else None


@require_safe
@vary_on_headers("Cookie")
@login_not_required
@in_asked_language
@kept
def document_types(request: HttpRequest) -> HttpResponse:
    """Every kind of document that the rulebook knows."""
    book = current_rulebook()
    entries = [(document_link(book, key), name_for_reader(one.issuer)) for key, one in book.evidence_types.items()]
    about = _("Who issues and holds each kind of document, how long it is valid, and where the law asks for it.")
    return _list(request, _("Documents"), about, entries)


@require_safe
@vary_on_headers("Cookie")
@login_not_required
@in_asked_language
@kept
def document_type(request: HttpRequest, slug: str) -> HttpResponse:
    """One kind of document: who issues and holds it, how long it holds, where it is verified and asked for."""
    book, today, here = current_rulebook(), timezone.localdate(), destination.chosen(request)
    known = book.evidence_types.get(slug.replace("-", "_"))
    if known is None or "_" in slug:
        raise Http404
    shown = words.document(known)
    context = {
        "document": shown,
        "sources": _sources(book, known.sources),
        "uses": markets_using(book, uses(book).of_document.get(known.id, ()), here, on=today),
    }
    crumbs = [{"label": _("Documents"), "url": reverse("buyers:document-types")}]
    return _page(request, "document_type", context, crumbs, shown.name, shown.name)


def document_link(book: Rulebook, key: str) -> Link:
    """The page of a kind of document."""
    kind = book.evidence_types[key]
    name = in_reader_language(en=kind.name, zh=kind.name_zh)
    return Link(name, reverse("buyers:document-type", args=[key.replace("_", "-")]))


def _sources(book: Rulebook, keys: Iterable[str]) -> list[words.SourceLink]:
    return [words.source(book.sources[key]) for key in dict.fromkeys(keys) if key in book.sources]


def _list(request: HttpRequest, title: str, about: str, entries: list[tuple[Link, str]]) -> HttpResponse:
    context = {
        "section": "guides",
        "entries": entries,
        "head": Head(
            title,
            about,
            request.path,
            kind="website",
            data=[breadcrumbs([], title)],
            asked_language=asked_language(request),
        ),
    }
    return render(request, "buyers/law_list.html", context)


def _page(
    request: HttpRequest, name: str, context: Mapping[str, Any], crumbs: list[dict[str, str]], title: str, about: str
) -> HttpResponse:
    head = Head(title, about, request.path, data=[breadcrumbs(crumbs, title)], asked_language=asked_language(request))
    return render(request, f"buyers/{name}.html", {"section": "guides", "crumbs": crumbs, "head": head, **context})
