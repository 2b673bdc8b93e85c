"""The catalogue, its live count, and the choice of a destination."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from buyers.answers.search_note import search_note
from buyers.catalogue import destination, facets, fields, reference, tabs
from buyers.catalogue.conditions import conditions
from buyers.catalogue.facets import Survey
from buyers.catalogue.filters import CatalogueFilter
from buyers.catalogue.pages import SIZE, BadMark, Page, Tally, is_exact, page, tally
from buyers.catalogue.price_order import with_price_at
from buyers.catalogue.product_rows import Question, render_rows
from buyers.catalogue.rates import currency_of, rates
from buyers.catalogue.reference import Destination
from buyers.catalogue.selection import read_selection, summarise
from buyers.catalogue.shipping import as_shipped
from buyers.catalogue.standings import STANDINGS, Standing
from buyers.guides.addresses import guide_url
from buyers.guides.head import of_catalogue
from buyers.views.indexed import asked_language, in_asked_language
from buyers.views.kept import kept
from buyers.views.people import onward_url
from kpmarket.accounts.requests import HtmxRequest
from kpmarket.foundation.places import day_there

DEFAULT_SORT = "price"


@require_safe
@vary_on_headers("HX-Request", "Cookie", "Accept-Language")
@login_not_required
@in_asked_language
@kept
def catalogue(request: HtmxRequest) -> HttpResponse:
    """How products stand in the destination on the day of arrival, filtered and sorted; every state is a URL."""
    there = destination.standing(request)
    if there.here is None or (there.origin is not destination.Origin.URL and "to" not in request.GET):
        return _with_destination(request, there)
    here, today = there.here, day_there(there.here.code, timezone.now())
    chosen = asked(request.GET, here, today)
    counted = tabs.counts(chosen)
    shown = tabs.opening(chosen.form.cleaned_data.get("show") or "", counted)
    found = facets.survey(chosen, shown)
    try:
        listed = listed_page(request, chosen, found)
    except BadMark:
        return redirect(f"{request.path}?{without(request.GET, 'page')}")
    context = {
        "section": "catalogue",
        "here": here,
        "destination": here.code,
        "destination_said": there.text,
        "standing": shown.value,
        "is_opened": not chosen.form.cleaned_data.get("show") and shown is not Standing.CLEARED,
        "tabs": tab_links(request.path, request.GET, here, shown, counted),
        **frame(request, chosen, found, here),
        **search_note(chosen.words, is_empty=not found.tally.products, to=here.code),
        **results(request, chosen, listed, found.tally, here, today),
    }
    template = "_results.html" if request.htmx and not request.htmx.boosted else "catalogue.html"
    response = render(request, f"buyers/{template}", context)
    _push_url(request, response, is_today=chosen.day == today)
    return response


def _with_destination(request: HttpRequest, there: destination.Standing) -> HttpResponse:
    """Send a reader who named no destination to the address with the one that we know of, else to the question."""
    if there.here:
        return redirect(f"{request.path}?{placed(request.GET, there.here)}")
    return redirect(f"{reverse('buyers:destination')}?{urlencode({'next': request.get_full_path()})}")


def listed_page(request: HttpRequest, chosen: CatalogueFilter, found: Survey) -> Page:
    """The page that the address names. Few products are sorted by the exact price of the quantity. Raises BadMark."""
    cleaned = chosen.form.cleaned_data
    sort, quantity, known = cleaned.get("sort") or DEFAULT_SORT, cleaned.get("quantity") or None, rates()
    rows, are_few = found.rows, bool(chosen.words) and found.is_whole
    if sort == "price" and is_exact(found.tally, quantity, known):
        rows = with_price_at(rows, quantity, known)
    return page(rows, sort=sort, mark=request.GET.get("page", ""), are_few=are_few, quantity=quantity)


def frame(request: HtmxRequest, chosen: CatalogueFilter, found: Survey, here: Destination) -> dict[str, Any]:
    """The form with its facets, what is set in it, and how many products pass."""
    product_type = reference.product_types().get(chosen.form.cleaned_data.get("type") or "")
    return {
        "form": chosen.form,
        "on": chosen.day,
        "type": product_type,
        "is_assessed": product_type is None
        or product_type.pk in reference.assessed_types(here.market, on=chosen.day)
        or bool(found.tally.products),
        "guide_url": guide_url(product_type.pk, here.code) if product_type else "",
        "head": of_catalogue(here, product_type, asked_language=asked_language(request)),
        "tally": found.tally,
        "conditions": conditions(chosen, placed_query(request.GET, here)),
        "facets_html": facets.render_facets(found.facets, is_swapped=bool(request.htmx)),
        "bar": fields.render_fields(chosen.form, fields.BAR),
        "ranges": fields.render_fields(chosen.form, fields.RANGES),
        "are_ranges_set": any(chosen.form.cleaned_data.get(name) for name in fields.RANGES),
    }


def results(
    request: HttpRequest, chosen: CatalogueFilter, listed: Page, counted: Tally, here: Destination, today: date
) -> dict[str, Any]:
    """The table, the pages before and after it, the selection, and what prices rest on."""
    cleaned = chosen.form.cleaned_data
    known, quantity = rates(), cleaned.get("quantity") or None
    arrives = chosen.day if chosen.day != today else None
    question = Question(
        place=here.name,
        today=today,
        arrives=arrives,
        quantity=quantity,
        currency=cleaned.get("currency") or currency_of(here.code, known),
        rates=known,
        query=question_query(here, arrives, cleaned.get("shipped"), quantity),
    )
    rows = as_shipped(listed.rows, chosen, here, today=today)
    selection = read_selection(request)
    return {
        "rows": render_rows(rows, question, picked=selection.products_for(here.code)),
        "selection": summarise(selection, here.code),
        "quantity": quantity,
        "arrives_iso": arrives.isoformat() if arrives else "",
        "shipped": cleaned.get("shipped"),
        "currency": question.currency,
        "rates": known,
        "is_sorted_roughly": quantity and not is_exact(counted, quantity, known),
        **links(request, listed, counted, here, is_day_named=arrives is not None),
    }


def question_query(here: Destination, arrives: date | None, shipped: date | None, quantity: int | None) -> str:
    """What addresses of products keep of the question; today is left out, so that the address holds tomorrow too."""
    parts: dict[str, Any] = {"to": here.code, "on": arrives, "shipped": shipped, "quantity": quantity}
    return urlencode({key: value for key, value in parts.items() if value})


def _push_url(request: HtmxRequest, response: HttpResponse, *, is_today: bool) -> None:
    """The address that htmx puts into the browser's bar: today is left out, so that the address holds tomorrow too."""
    if request.htmx:
        response["HX-Push-Url"] = f"{request.path}?{without(request.GET, *(('on',) if is_today else ()))}"


@require_safe
@vary_on_headers("Cookie", "Accept-Language")
@login_not_required
@kept
def count(request: HttpRequest) -> HttpResponse:
    """How many products the home page's sentence would find, as a fragment."""
    here = destination.chosen(request)
    chosen = asked(request.GET, here, day_there(here.code, timezone.now())) if here else None
    counted = tally(chosen.narrowed()) if chosen else None
    context = {
        "here": here,
        "on": chosen.day if chosen else None,
        "tally": counted,
        "others": other_lists(request.GET, here, chosen)
        if here and chosen and counted and not counted.products
        else [],
        "standing": Standing.CLEARED.value,
        "conditions": conditions(chosen, request.GET) if chosen else [],
    }
    return render(request, "buyers/_count.html", context)


def other_lists(query: QueryDict, here: Destination, chosen: CatalogueFilter) -> list[Tab]:
    """Where nothing is cleared, the lists that have something, with their counts."""
    found = tab_links(reverse("buyers:catalogue"), query, here, Standing.CLEARED, tabs.counts(chosen))
    return [one for one in found if not one.is_empty]


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def choose_destination(request: HttpRequest) -> HttpResponse:
    """Choose where the goods go; then back to where the reader came from, with the destination in the address."""
    onward = onward_url(request, reverse("buyers:catalogue"))
    typed = request.POST.get("to", "")
    found = reference.destination(typed)
    if request.method == "POST" and found:
        response = redirect(url_for(onward, found))
        destination.remember(request, response, found)
        return response
    before = QueryDict(onward.partition("?")[2])
    there = destination.standing(request, typed=before.get("to", ""))
    context = {
        "groups": reference.grouped_destinations(),
        "current": there.here.code if there.here else "",
        "next": onward,
        "said": there.text if there.origin is not destination.Origin.LANGUAGE or before.get("to") else "",
        "unknown": typed if request.method == "POST" else "",
    }
    return render(request, "buyers/destination.html", context, status=422 if request.method == "POST" else 200)


def asked(query: QueryDict, here: Destination, today: date) -> CatalogueFilter:
    """The filter with what the URL says, and the destination that was settled before."""
    data = query.copy()
    data["to"] = here.code
    data["on"] = data.get("on") or today.isoformat()
    data["sort"] = data.get("sort") or DEFAULT_SORT
    data["currency"] = data.get("currency") or currency_of(here.code, rates())
    if data.get("show") not in STANDINGS:
        data["show"] = ""
    chosen = CatalogueFilter(data, today=today)
    chosen.form.is_valid()
    shipped = chosen.form.cleaned_data.get("shipped")
    if shipped and shipped > chosen.day:
        chosen.form.add_error("shipped", _("The goods cannot be shipped after the day on which they arrive."))
    chosen.form.all_optional = True  # no field says that it is optional: all are
    return chosen


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool
    count: str
    is_empty: bool


def tab_links(
    path: str, query: QueryDict, here: Destination, shown: Standing, counted: Mapping[Standing, tabs.Count]
) -> list[Tab]:
    """The lists by how products stand, each with its count under every filter: never mixed."""
    rest = without(placed_query(query, here), "page", "show")
    return [
        Tab(
            label=str(words),
            url=f"{path}?{rest}&show={standing}",
            current=standing is shown,
            count=f"{intcomma(counted[standing].products)}{'+' * counted[standing].is_more}",
            is_empty=not counted[standing].products,
        )
        for standing, words in STANDINGS.items()
    ]


def links(
    request: HttpRequest, listed: Page, counted: Tally, here: Destination, *, is_day_named: bool
) -> dict[str, str]:
    """Where the pages before and after are, and which page this is. They begin at the top of their table."""
    rest = without(placed_query(request.GET, here), "page", *(() if is_day_named else ("on",)))
    number, last = intcomma(listed.number), intcomma(max(listed.number, ceil(counted.products / SIZE)))
    words = _("Page %(number)s of more than %(last)s") if counted.is_more else _("Page %(number)s of %(last)s")
    return {
        "previous_url": f"{request.path}?{rest}&page={listed.before}#results" if listed.before else "",
        "next_url": f"{request.path}?{rest}&page={listed.after}#results" if listed.after else "",
        "page_words": words % {"number": number, "last": last},
    }


def without(query: QueryDict, *names: str) -> str:
    """The query string less some of its parts, and less the parts that say nothing."""
    kept = query.copy()
    for name in (*names, *(name for name in query if not any(query.getlist(name)))):
        kept.pop(name, None)
    return kept.urlencode()


def placed_query(query: QueryDict, here: Destination) -> QueryDict:
    """The same with the destination that counts, whatever was typed."""
    kept = query.copy()
    kept["to"] = here.code
    return kept


def placed(query: QueryDict, here: Destination) -> str:
    """The same as a query string that begins with the destination."""
    rest = without(query, "to")
    return f"to={here.code}&{rest}" if rest else f"to={here.code}"


def url_for(url: str, here: Destination) -> str:
    """The same page for another destination."""
    path, _mark, query = url.partition("?")
    return f"{path}?{placed(QueryDict(without(QueryDict(query), 'page')), here)}"
