"""The catalogue, its live count, and the choice of a destination."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from buyers.catalogue import destination, facets, fields, reference
from buyers.catalogue.cards import render_cards
from buyers.catalogue.filters import CatalogueFilter
from buyers.catalogue.pages import BadMark, Page, page, tally
from buyers.catalogue.reference import Destination
from buyers.catalogue.selection import read_selection, summarise
from buyers.guides.addresses import absolute, guide_url
from buyers.views.people import onward_url
from kpmarket.accounts.requests import HtmxRequest
from kpmarket.foundation.places import day_there

DEFAULT_SORT = "price"


@require_safe
@vary_on_headers("HX-Request", "Cookie")
@login_not_required
def catalogue(request: HtmxRequest) -> HttpResponse:
    """What is cleared for the chosen destination on the chosen day, filtered and sorted; every state is a URL."""
    here = destination.chosen(request)
    if here is None:
        return redirect(f"{reverse('buyers:destination')}?{urlencode({'next': request.get_full_path()})}")
    today = day_there(here.code, timezone.now())
    chosen = asked(request.GET, here, today)
    sort = chosen.form.cleaned_data.get("sort") or DEFAULT_SORT
    product_type = reference.product_types().get(chosen.form.cleaned_data.get("type") or "")
    counts = facets.survey(chosen)
    are_few = bool(chosen.words) and counts.is_whole
    try:
        shown = page(counts.rows, sort=sort, mark=request.GET.get("page", ""), are_few=are_few)
    except BadMark:
        return redirect(f"{request.path}?{without(request.GET, 'page')}")
    context: dict[str, Any] = {
        "section": "catalogue",
        "filter": chosen,
        "form": chosen.form,
        "here": here,
        "destination": here.code,
        "on": chosen.day,
        "unknown_destination": destination.unknown(request),
        "type": product_type,
        "guide_url": guide_url(product_type.pk, here.code) if product_type else "",
        "canonical": canonical(chosen, here),
        "tally": counts.tally,
        "facets_html": facets.render_facets(chosen.form, counts.facets, is_swapped=bool(request.htmx)),
        "fields": fields.render_fields(chosen.form),
        "tabs": tabs(request, chosen),
        **listed(request, shown, chosen, here),
        **links(request, shown),
    }
    template = "_results.html" if request.htmx and not request.htmx.boosted else "catalogue.html"
    response = render(request, f"buyers/{template}", context)
    destination.remember(request, response, here)
    _push_url(request, response, is_today=chosen.day == today)
    return response


def listed(request: HttpRequest, shown: Page, chosen: CatalogueFilter, here: Destination) -> dict[str, Any]:
    """The cards, those that are selected marked, and what is selected in all."""
    selected = read_selection(request)
    picked = selected.products_for(here.code)
    return {
        "cards": render_cards(shown.rows, chosen.overdue_types, destination=here.name, picked=picked),
        "summary": summarise(selected, here.code),
    }


def _push_url(request: HtmxRequest, response: HttpResponse, *, is_today: bool) -> None:
    """The address that htmx puts into the browser's bar: today is left out, so that the address holds tomorrow too."""
    if request.htmx:
        response["HX-Push-Url"] = f"{request.path}?{without(request.GET, *(('on',) if is_today else ()))}"


@require_safe
@vary_on_headers("Cookie")
@login_not_required
def count(request: HttpRequest) -> HttpResponse:
    """How many products the home page's sentence would find, as a fragment."""
    here = destination.chosen(request)
    chosen = asked(request.GET, here, day_there(here.code, timezone.now())) if here else None
    context = {
        "here": here,
        "on": chosen.day if chosen else None,
        "tally": tally(chosen.narrowed()) if chosen else None,
        "form": chosen.form if chosen else None,
    }
    return render(request, "buyers/_count.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def choose_destination(request: HttpRequest) -> HttpResponse:
    """Choose where the goods go; then back to where the reader came from."""
    onward = onward_url(request, reverse("buyers:catalogue"))
    typed = request.POST.get("to", "")
    found = reference.destination(typed)
    if request.method == "POST" and found:
        response = redirect(moved(onward, found))
        destination.remember(request, response, found)
        return response
    current = destination.chosen(request)
    context = {
        "destinations": reference.destinations().values(),
        "markets": reference.markets(),
        "current": current.code if current else "",
        "next": onward,
        "unknown": typed if request.method == "POST" else "",
    }
    return render(request, "buyers/destination.html", context, status=422 if request.method == "POST" else 200)


def asked(query: QueryDict, here: Destination, today: date) -> CatalogueFilter:
    """The filter with what the URL says, and the destination that was settled before."""
    data = query.copy()
    data["to"] = here.code
    data["on"] = data.get("on") or today.isoformat()
    data["sort"] = data.get("sort") or DEFAULT_SORT
    chosen = CatalogueFilter(data, today=today)
    chosen.form.is_valid()
    chosen.form.all_optional = True  # no field says that it is optional: all are
    return chosen


def canonical(chosen: CatalogueFilter, here: Destination) -> str:
    """The address to keep: destination and product type alone, whatever else is filtered, sorted or paged."""
    parts = {"to": here.code, "type": chosen.form.cleaned_data.get("type") or ""}
    return absolute(f"{reverse('buyers:catalogue')}?{urlencode({key: value for key, value in parts.items() if value})}")


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool


def tabs(request: HttpRequest, chosen: CatalogueFilter) -> list[Tab]:
    """What is cleared, and what is ready but for the buyer's own documents: two lists, never mixed."""
    rest, current = without(request.GET, "page", "show"), chosen.form.cleaned_data.get("show") or ""
    return [
        Tab(words, f"{request.path}?{rest}{f'&show={value}' if value else ''}", value == current)
        for value, words in chosen.form.fields["show"].choices
    ]


def links(request: HttpRequest, shown: Page) -> dict[str, str]:
    """Where the pages before and after are."""
    rest = without(request.GET, "page")
    return {
        "previous_url": f"{request.path}?{rest}&page={shown.before}" if shown.before else "",
        "next_url": f"{request.path}?{rest}&page={shown.after}" if shown.after else "",
    }


def without(query: QueryDict, *names: str) -> str:
    """The query string less some of its parts, and less the parts that say nothing."""
    kept = query.copy()
    for name in (*names, *(name for name in query if not any(query.getlist(name)))):
        kept.pop(name, None)
    return kept.urlencode()


def moved(url: str, here: Destination) -> str:
    """The same page for another destination."""
    path, _, query = url.partition("?")
    rest = without(QueryDict(query), "to", "page")
    return f"{path}?{rest}" if rest else path
