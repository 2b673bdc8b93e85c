"""Public guides: what a market asks of a product type, one page per pair, read from the rulebook in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from audits.answers import messages
from audits.compliance.ages import RuleCheck
from audits.compliance.rulebook import Rulebook
from audits.law.current import NO_RULES, law_of
from audits.law.guide import Guide, assessed_markets, guide
from audits.law.upkeep import check_of
from audits.models import Clearance, Publication
from buyers.answers.questions import ASKED_OFTEN
from buyers.catalogue import reference
from buyers.catalogue.pages import Tally, tally
from buyers.catalogue.reference import Destination
from buyers.guides import words
from buyers.guides.addresses import guide_url, place, place_slug, product_type, type_url
from buyers.guides.checklist import checklist
from buyers.guides.head import Head, article, breadcrumbs, questions
from buyers.guides.news import items
from buyers.guides.vocabulary import SURE
from buyers.views.axes import days_asked
from buyers.views.indexed import asked_language, in_asked_language
from buyers.views.kept import kept
from kpmarket.foundation.places import day_there
from suppliers.models import ProductType
from suppliers.products.type_groups import by_group


class Law(NamedTuple):
    """The rulebook in force, and the day on which it was published."""

    rulebook: Rulebook
    in_force_since: date | None


def law() -> Law:
    """One query; the edition itself is kept in the process."""
    published = Publication.objects.filter(edition__is_current=True).select_related("edition")
    latest = published.defer("edition__files").first()
    if latest is None:
        return Law(NO_RULES, None)
    return Law(law_of(latest.edition), timezone.localdate(latest.at))


@require_safe
@vary_on_headers("Cookie")
@login_not_required
@in_asked_language
@kept
def guides(request: HttpRequest) -> HttpResponse:
    """Every product type and every destination; both chosen lead to their guide, one alone narrows the list."""
    chosen, here = product_type(request.GET.get("type", "")), place(request.GET.get("to", ""))
    if chosen and here:
        return redirect(guide_url(chosen.pk, here.code))
    if chosen:
        return redirect(type_url(chosen.pk))
    book, in_force_since = law()
    title = _("Guides: what each market asks for")
    about = _(
        "Which documents medical products from China need for each destination, with dates, sources and how sure we are."
    )
    context = {
        "section": "guides",
        "groups": _groups(book, here),
        "places": [
            {"name": one.listed_as, "slug": place_slug(code), "code": code}
            for code, one in reference.destinations().items()
        ],
        "here": here,
        "questions": [str(one) for one in ASKED_OFTEN],
        "in_force_since": in_force_since,
        "head": Head(title, about, request.path, kind="website", asked_language=asked_language(request)),
    }
    return render(request, "buyers/guides.html", context)


@dataclass(frozen=True)
class TypeLink:
    """A row of the index: the confidence for the chosen destination, or the number of destinations with an answer."""

    name: str
    slug: str
    url: str
    confidence: str = ""
    count: int | None = None


@dataclass(frozen=True)
class PlaceLink:
    """A destination in the list of a product type; without confidence there is no rule."""

    name: str
    url: str
    confidence: str


@dataclass(frozen=True)
class LinkGroup:
    """A group of product types with a row for each."""

    name: str
    types: list[TypeLink]


def _groups(book: Rulebook, here: Destination | None) -> list[LinkGroup]:
    groups = by_group(reference.product_types().values())
    return [LinkGroup(group.name, [_type_link(book, one, here) for one in group.types]) for group in groups]


def _type_link(book: Rulebook, one: ProductType, here: Destination | None) -> TypeLink:
    """Where a row of the index leads, and in how many destinations there is an answer."""
    name, slug = one.display_name, one.pk.replace("_", "-")
    markets = assessed_markets(book, one.pk, on=timezone.localdate())
    if here:
        return TypeLink(name, slug, guide_url(one.pk, here.code), confidence=markets.get(here.market or "", ""))
    count = sum(1 for market in book.countries.values() if market in markets)
    return TypeLink(name, slug, type_url(one.pk), count=count)


@require_safe
@vary_on_headers("Cookie")
@login_not_required
@in_asked_language
@kept
def guides_of_type(request: HttpRequest, type_slug: str) -> HttpResponse:
    """One product type: every destination, with how sure we are of its rules."""
    chosen = product_type(type_slug)
    if chosen is None:
        raise Http404
    book, in_force_since = law()
    markets = assessed_markets(book, chosen.pk, on=timezone.localdate())
    places = [
        PlaceLink(one.listed_as, guide_url(chosen.pk, code), markets.get(one.market or "", ""))
        for code, one in reference.destinations().items()
    ]
    title = _("%(type)s: what each market asks for") % {"type": chosen.display_name}
    about = _("Routes, documents, dates and sources for %(type)s from China, destination by destination.") % {
        "type": chosen.display_name
    }
    crumbs = [{"label": _("Guides"), "url": reverse("buyers:guides")}]
    context = {
        "section": "guides",
        "type": chosen,
        "assessed": [one for one in places if one.confidence],
        "others": [one for one in places if not one.confidence],
        "in_force_since": in_force_since,
        "crumbs": crumbs,
        "head": Head(
            title,
            about,
            request.path,
            kind="website",
            data=[breadcrumbs(crumbs, chosen.display_name)],
            asked_language=asked_language(request),
        ),
    }
    return render(request, "buyers/guides_of_type.html", context)


@require_safe
@vary_on_headers("Cookie")
@login_not_required
@in_asked_language
@kept
def guide_page(request: HttpRequest, type_slug: str, place_slug: str) -> HttpResponse:
    """One product type into one destination: routes, documents, changes, sources, and how sure we are."""
    chosen, here = product_type(type_slug), place(place_slug)
    if chosen is None or here is None:
        raise Http404
    address = guide_url(chosen.pk, here.code)
    if address != request.path:
        return redirect(f"{address}?{request.GET.urlencode()}".rstrip("?"), permanent=True)
    book, today = law().rulebook, day_there(here.code, timezone.now())
    asked, on, shipped = days_asked(request, today)
    said = guide(book, chosen.pk, here.market or "", on=on, shipped_on=shipped)
    check = check_of(book, chosen.pk, here.market, on=on) if here.market else None
    is_overdue = check is not None and check.is_overdue(today)
    context = {
        "section": "guides",
        "type": chosen,
        "here": here,
        "on": on,
        "asked": asked,
        "is_today": on == today,
        "shipped": shipped if shipped != on else None,
        "check": check,
        "is_overdue": is_overdue,
        **shown(book, said, here),
        "cleared": cleared(chosen, here) if said.is_assessed and not is_overdue else None,
        "catalogue_url": f"{reverse('buyers:catalogue')}?type={chosen.pk}&to={here.code}",
        **frame(request, book, said, chosen, here, check),
    }
    return render(request, "buyers/guide.html", context)


def cleared(product_type: ProductType, here: Destination) -> Tally:
    """How many products are cleared there today; beyond a number only that there are more."""
    holding = Clearance.objects.holding(timezone.localdate()).cleared()
    return tally(holding.filter(product_type=product_type, market=here.market, is_on_offer=True).in_country(here.code))


def shown(book: Rulebook, said: Guide, here: Destination) -> dict[str, Any]:
    """The guide in words."""
    market = book.markets.get(here.market or "")
    return {
        "guide": said,
        "routes": [words.route(book, row) for row in said.routes],
        "additional": [words.route(book, row) for row in said.additional],
        "export": [words.route(book, row) for row in said.export],
        "remarks": [words.route(book, row) for row in said.remarks],
        **words.what_informs(book, said),
        "earlier": [words.route(book, row) for row in said.earlier],
        "checklist": checklist(book, said) if said.is_assessed else [],
        "ahead": items(book, said.ahead, today=said.on),
        "sources": [words.source(one) for one in said.sources],
        "market_name": words.market_name(market) if market else "",
        "authority": words.authority_name(market),
        "ask": words.whom_to_ask(book, said.low_confidence_rows),
        "authority_url": market.authority.url if market and market.authority else "",
        "confidence_words": SURE.get(said.confidence) if said.confidence else "",
    }


def frame(
    request: HttpRequest, book: Rulebook, said: Guide, chosen: ProductType, here: Destination, check: RuleCheck | None
) -> dict[str, Any]:
    """Title, breadcrumbs and what machines read."""
    title = _("%(type)s into %(place)s") % {"type": chosen.display_name, "place": here.name}
    about = summary(said, chosen, here)
    crumbs = [
        {"label": _("Guides"), "url": reverse("buyers:guides")},
        {"label": chosen.display_name, "url": type_url(chosen.pk)},
    ]
    data = [breadcrumbs(crumbs, here.name), article(title, about, request.path, reviewed=check.on if check else None)]
    if said.is_assessed:
        data.append(questions(answers(book, said, here, check, today=timezone.localdate())))
    head = Head(
        title,
        about,
        request.path,
        data=data,
        is_indexed=said.is_assessed,
        asked_language=asked_language(request),
    )
    return {"head": head, "crumbs": crumbs, "title": title, "summary": about}


def summary(said: Guide, chosen: ProductType, here: Destination) -> str:
    """The page in two sentences."""
    facts = {"type": chosen.display_name, "place": here.name, "day": date_format(said.on)}
    if not said.is_assessed:
        return (
            _("We hold no rule for %(type)s into %(place)s on %(day)s: not assessed. That is neither a yes nor a no.")
            % facts
        )
    count = len(said.routes)
    routes = ngettext(
        "%(type)s from China into %(place)s: %(count)s route is open on %(day)s.",
        "%(type)s from China into %(place)s: %(count)s routes are open on %(day)s.",
        count,
    ) % {**facts, "count": count}
    more = _("The documents, who issues and holds them, what changes soon, and our sources.")
    return f"{routes} {more}"


def answers(
    book: Rulebook, said: Guide, here: Destination, check: RuleCheck | None, *, today: date
) -> list[tuple[str, str]]:
    """The questions that the page's headings ask, answered from its rows.

    That nothing changes is only said where a person compared the rules with their sources not too long ago.
    """
    asked = [f"{messages.route(row)}: {words.sentence(book, row.expression)}." for row in said.routes]
    pairs = [(_("Which documents does it take?"), " ".join(asked))]
    leaving = [f"{messages.route(row)}: {words.sentence(book, row.expression)}." for row in said.export]
    if leaving:
        pairs.append((_("What is asked on leaving China?"), " ".join(leaving)))
    changes = [f"{date_format(one.day)}: {one.title}. {one.detail}" for one in items(book, said.ahead, today=said.on)]
    if changes:
        pairs.append((_("What changes soon?"), " ".join(changes)))
    elif check and not check.is_overdue(today):
        looked = _("We know of no dated change in the next eighteen months. A person last looked on %(day)s.")
        pairs.append((_("What changes soon?"), looked % {"day": date_format(check.on)}))
    return pairs
