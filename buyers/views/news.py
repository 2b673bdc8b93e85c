"""Regulatory news: the dated changes that the rulebook in force knows of, as a page and as an Atom feed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from audits.answers.change_messages import sentences
from audits.compliance.information import EVERYWHERE
from audits.compliance.rulebook import Rulebook
from audits.law.changes import changes
from audits.law.current import rulebook_of
from audits.law.guide import DAYS_AHEAD, changes_between
from audits.models import Publication
from buyers.guides import words
from buyers.guides.addresses import absolute
from buyers.guides.head import Head, breadcrumbs
from buyers.guides.news import Bundle, Item, bundles, information_items, items, type_name
from buyers.views.guides import law
from buyers.views.indexed import asked_language, in_asked_language

BODIES_KEPT = 48
"""Choices of market and product type whose news stay rendered; all of one language at once are some 160 kB."""
EDITIONS = 2
"""Editions whose changes are listed: each older one has to be read first."""
DAYS_BACK = 200
"""Changes that came within so many days are news still."""


@require_safe
@vary_on_headers("Cookie")
@login_not_required
@in_asked_language
def news(request: HttpRequest) -> HttpResponse:
    """What changes in the law, by day, for one market and product type or for all."""
    today = timezone.localdate()
    book, in_force_since = law()
    chosen = choices(book, request)
    title, about = (
        _("Regulatory news"),
        _("What changes in the rules for medical products from China: when, where, and what it means."),
    )
    query = urlencode({key: value for key, value in chosen.items() if value})
    address = f"{request.path}?{query}" if query else request.path
    context = {
        "section": "news",
        "published": published(chosen["type"], chosen["market"]),
        "body": render_body(book, today, chosen["market"], chosen["type"], get_language() or ""),
        "markets": sorted(
            ((key, words.market_name(one)) for key, one in book.markets.items()), key=lambda pair: pair[1]
        ),
        "types": [(key, type_name(book, key)) for key in book.product_types],
        "chosen": chosen,
        "in_force_since": in_force_since,
        "feed_url": f"{reverse('buyers:news-feed')}?{query}" if query else reverse("buyers:news-feed"),
        "head": Head(
            title,
            about,
            address,
            kind="website",
            data=[breadcrumbs([], title)],
            asked_language=asked_language(request),
        ),
    }
    return render(request, "buyers/news.html", context)


@lru_cache(maxsize=BODIES_KEPT)
def render_body(book: Rulebook, today: date, market: str, product_type: str, language: str) -> SafeString:
    """What changes, as HTML: the same for every reader of that edition, day and language."""
    found = news_items(book, today, {"market": market, "type": product_type})
    context = {
        "coming": by_day(one for one in found if one.is_ahead),
        "lately": by_day(one for one in reversed(found) if not one.is_ahead),
    }
    return render_to_string("buyers/_news_body.html", context)


@require_safe
@login_not_required
@in_asked_language
def news_feed(request: HttpRequest) -> HttpResponse:
    """The same as an Atom feed: an entry keeps its id for as long as the change stands in the rulebook."""
    today = timezone.localdate()
    book, _since = law()
    chosen = choices(book, request)
    address = absolute(request.get_full_path())
    said = feed_text(book, today, chosen["market"], chosen["type"], get_language() or "", address)
    return HttpResponse(said, content_type=Atom1Feed.content_type)


@lru_cache(maxsize=BODIES_KEPT)
def feed_text(book: Rulebook, today: date, market: str, product_type: str, language: str, address: str) -> str:
    """The feed at that address: the same for every reader of that edition, day and language."""
    feed = Atom1Feed(
        title=_("Regulatory news · KP Medical Supplies"),
        link=absolute(reverse("buyers:news")),
        description=_("What changes in the rules for medical products from China: when, where, and what it means."),
        language=language,
        feed_url=address,
    )
    for one in bundles(news_items(book, today, {"market": market, "type": product_type})):
        feed.add_item(**entry(one, today))
    return feed.writeString("utf-8")


def entry(one: Bundle, today: date) -> dict[str, Any]:
    """Changes as an entry: those that have come are as new as their day, those to come as today."""
    link = absolute(f"{reverse('buyers:news')}#{one.anchor}")
    day = min(one.day, today)
    lines = [f"{item.what}: {', '.join(item.types_names)}. {' · '.join(_rests_on(item))}" for item in one.items]
    return {
        "title": f"{date_format(one.day)} · {one.market_name}: {one.title}",
        "link": link,
        "unique_id": link,
        "description": " ".join([one.detail, *lines]).strip(),
        "updateddate": timezone.make_aware(datetime.combine(day, time.min)),
        "categories": sorted({key for item in one.items for key in (item.market, *item.product_types)}),
    }


def _rests_on(item: Item) -> list[str]:
    """The law, and of what only informs how sure we are and by which sources."""
    return [part for part in (item.legal_basis, item.confidence, *(one.title for one in item.sources)) if part]


def published(product_type: str, market: str) -> list[tuple[date, list[str]]]:
    """What the latest editions said otherwise than those before them, in words, each with its day."""
    latest = list(Publication.objects.select_related("edition").defer("edition__files")[: EDITIONS + 1])
    changed = []
    for new, old in pairwise(latest):
        said = _said(old.edition.edition, new.edition.edition, get_language() or "")
        lines = [line for where, types, line in said if _is_about(where, types, market, product_type)]
        changed.append((timezone.localdate(new.at), lines))
    return [(day, lines) for day, lines in changed if lines]


@lru_cache(maxsize=16)
def _said(old: str, new: str, language: str) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """The changes from one edition to the next with market, product types and sentence: they never change."""
    before, after = rulebook_of(old), rulebook_of(new)
    found = changes(before, after)
    lines = sentences(found, before, after)
    return tuple((one.market, one.product_types, line) for one, line in zip(found, lines, strict=True))


def _is_about(where: str, types: tuple[str, ...], market: str, product_type: str) -> bool:
    return market in ("", where) and (not product_type or product_type in types)


def choices(book: Rulebook, request: HttpRequest) -> dict[str, str]:
    """The market and product type that the address names and the rulebook knows; empty: all."""
    market, product_type = request.GET.get("market", ""), request.GET.get("type", "").replace("-", "_")
    return {
        "market": market if market in book.markets else "",
        "type": product_type if product_type in book.product_types else "",
    }


def news_items(book: Rulebook, today: date, chosen: dict[str, str]) -> list[Item]:
    """The changes about now in words, by day."""
    first, last = today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)
    rows = changes_between(book, first=first, last=last)
    informing = [one for one in book.information.values() if one.effective_from and first <= one.effective_from <= last]
    found = [*items(book, rows, today=today), *information_items(book, informing, today=today)]
    return sorted((one for one in found if _is_chosen(one, chosen)), key=lambda one: one.day)


def _is_chosen(one: Item, chosen: dict[str, str]) -> bool:
    """Whether it is of that market and product type; what names none is of all."""
    of_market = not chosen["market"] or one.market in (chosen["market"], EVERYWHERE)
    return of_market and (not chosen["type"] or not one.product_types or chosen["type"] in one.product_types)


def by_day(found: Iterable[Item]) -> list[tuple[date, list[Bundle]]]:
    """The changes of each day together, in the order they come in."""
    return [(day, list(group)) for day, group in groupby(bundles(found), key=lambda one: one.day)]
