"""Pages that search engines keep: each language has an address; robots.txt and the sitemap say which pages there are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from audits.law.current import current_rulebook
from audits.law.guide import assessed_markets
from buyers.answers.bodies import bodies, body_slug
from buyers.catalogue import reference
from buyers.guides.addresses import absolute, guide_url, type_url
from buyers.terms.order_guides import order_guides
from suppliers.models import Product, Supplier

CHUNK = 20_000
"""Keys in one file of the sitemap: an address for each at most, and 50 000 are allowed."""
NUMBER = re.compile(r"[0-9]{1,6}")
PRIVATE = (
    "/account/",
    "/admin/",
    "/answers/",
    "/catalogue/count/",
    "/desk/",
    "/enquire/",
    "/enquiries/",
    "/language/",
    "/orders/",
    "/people/",
    "/previews/",
    "/profile/",
    "/shortlist/",
    "/supplier/",
)
"""Where there is nothing for search engines."""
PICTURES = "/supplier/pictures/"
"""But for these: pictures of products, which pages, previews of links and structured data name."""
PAGES = (
    *(f"buyers:{name}" for name in ("home", "vetting", "for-suppliers", "guides", "news", "check")),
    *(
        f"trust:{name}"
        for name in ("about", "contact", "terms", "cookies", "accessibility", "complaints", "words", "report")
    ),
    "trade:guides",
    "trade:guide-countries",
    "privacy",
)

View = Callable[..., HttpResponse]


def in_asked_language(view: View) -> View:
    """Show the page in the language that ``lang`` in the address names, whatever the reader chose elsewhere."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = asked_language(request)
        if not asked:
            return view(request, *args, **kwargs)
        query = request.GET.copy()
        del query["lang"]
        request.path_without_language = f"{request.path}?{query.urlencode()}".rstrip("?")  # type: ignore[attr-defined]
        with translation.override(asked):
            response = view(request, *args, **kwargs)
            response["Content-Language"] = asked
            return response

    return wrapped


def asked_language(request: HttpRequest) -> str:
    """The language that the address names; empty where it names none that we have."""
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else ""


@require_safe
@login_not_required
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read, and where the list of pages is."""
    lines = [
        "User-agent: *",
        f"Allow: {PICTURES}",
        *(f"Disallow: {path}" for path in PRIVATE),
        "",
        f"Sitemap: {absolute('/sitemap.xml')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@login_not_required
def sitemap(request: HttpRequest) -> HttpResponse:
    """The files of the sitemap: guides, the catalogue by destination, and products and suppliers by key."""
    names = ["guides", "law", "catalogue"]
    for name, rows in (("products", Product.objects.all()), ("suppliers", Supplier.objects.all())):
        highest = rows.aggregate(highest=Max("pk"))["highest"]
        names += [f"{name}-{number}" for number in range(highest // CHUNK + 1)] if highest else []
    files = [absolute(reverse("buyers:sitemap-part", args=[name])) for name in names]
    return render(request, "buyers/sitemap_index.xml", {"files": files}, content_type="application/xml")


@require_safe
@login_not_required
def sitemap_part(request: HttpRequest, name: str) -> HttpResponse:
    """The addresses of one file of the sitemap."""
    section, _dash, number = name.partition("-")
    if section in ("products", "suppliers") and NUMBER.fullmatch(number):
        paths = _addresses_in_chunk(section, int(number))
    elif name in PARTS:
        paths = PARTS[name]()
    else:
        raise Http404
    addresses = [absolute(path) for path in paths]
    return render(request, "buyers/sitemap.xml", {"addresses": addresses}, content_type="application/xml")


def _guides() -> Iterable[str]:
    """Pages that stand still, and every guide that says something."""
    yield from (reverse(name) for name in PAGES)
    yield from (reverse("trade:guide", args=[one]) for one in order_guides())
    yield from (reverse("trade:guide-country", args=[code]) for code in reference.destinations())
    rulebook, today = current_rulebook(), timezone.localdate()
    for product_type in reference.product_types():
        yield type_url(product_type)
        markets = assessed_markets(rulebook, product_type, on=today)
        for code, place in reference.destinations().items():
            if place.market in markets:
                yield guide_url(product_type, code)


def _law() -> Iterable[str]:
    """Every standard, issuing body and kind of document, and their lists."""
    rulebook = current_rulebook()
    yield from (reverse(f"buyers:{name}") for name in ("ce-or-ukca", "standards", "bodies", "document-types"))
    yield from (reverse("buyers:standard", args=[slugify(one)]) for one in rulebook.vocabulary.standards)
    yield from (reverse("buyers:body", args=[body_slug(one)]) for one in bodies(rulebook).values())
    yield from (reverse("buyers:document-type", args=[one.replace("_", "-")]) for one in rulebook.evidence_types)


def _catalogue() -> Iterable[str]:
    """The catalogue of every destination that we hold rules for."""
    address = reverse("buyers:catalogue")
    return (f"{address}?to={code}" for code, place in reference.destinations().items() if place.market)


def _addresses_in_chunk(section: str, number: int) -> Iterable[str]:
    """Products on offer, or qualified suppliers, whose keys lie in that chunk."""
    keys = {"pk__gte": number * CHUNK, "pk__lt": (number + 1) * CHUNK}
    if section == "products":
        found = Product.objects.on_offer().filter(**keys).order_by("pk").values_list("pk", flat=True)
        return (reverse("buyers:product", args=[pk]) for pk in found)
    companies = Supplier.objects.qualified().filter(**keys).order_by("pk").values_list("pk", flat=True)
    return (reverse("buyers:supplier", args=[pk]) for pk in companies)


PARTS: dict[str, Callable[[], Iterable[str]]] = {"guides": _guides, "law": _law, "catalogue": _catalogue}
"""The files of the sitemap that are no chunks of rows, by name."""
