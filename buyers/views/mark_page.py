"""CE or UKCA: which mark opens Great Britain, until when, and what holds in Northern Ireland; read from the rows in force."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from buyers.catalogue import reference
from buyers.guides.addresses import place_slug
from buyers.guides.head import Head, breadcrumbs, questions
from buyers.guides.marks import MarkedType, marked_types
from buyers.views.guides import law
from buyers.views.indexed import asked_language, in_asked_language
from buyers.views.kept import kept
from kpmarket.foundation.places import day_there

PLACE, ISLAND = "GB", "GB-NIR"
"""Great Britain, and Northern Ireland, where the law of the Union holds."""


@require_safe
@vary_on_headers("Cookie")
@login_not_required
@in_asked_language
@kept
def ce_or_ukca(request: HttpRequest) -> HttpResponse:
    """Each product type with its ways into Great Britain by mark, and in one sentence each what follows."""
    place, island = reference.destination(PLACE), reference.destination(ISLAND)
    if place is None:
        raise Http404
    book, _since = law()
    on = day_there(PLACE, timezone.now())
    types = list(reference.product_types().values())
    marked, others = marked_types(book, types, place, on=on)
    there = marked_types(book, types, island, on=on)[0] if island else []
    sentences = [*_in_short(marked), *_in_northern_ireland(there)]
    title = _("CE or UKCA?")
    about = _("Which mark medical products need in Great Britain, and until when CE is recognised, by product type.")
    context = {
        "section": "guides",
        "place": place,
        "place_slug": place_slug(PLACE),
        "on": on,
        "marked": marked,
        "others": others,
        "sentences": sentences,
        "crumbs": [{"label": _("Guides"), "url": reverse("buyers:guides")}],
        "head": Head(
            title,
            about,
            request.path,
            data=[
                breadcrumbs([{"label": _("Guides"), "url": reverse("buyers:guides")}], title),
                *([questions([(title, " ".join(sentences))])] if sentences else []),
            ],
            asked_language=asked_language(request),
        ),
    }
    return render(request, "buyers/ce_or_ukca.html", context)


def _in_short(marked: list[MarkedType]) -> list[str]:
    """What the rows say together; nothing where none is open."""
    by_ce = [one for one in marked if one.ce]
    ending = {day for one in by_ce if (day := one.ce_ends)}
    endless = sum(one.ce_ends is None for one in by_ce)
    both = sum(bool(one.ce and one.ukca) for one in marked)
    said = []
    if endless:
        words = ngettext(
            "CE is recognised without a known end for %(count)s product type.",
            "CE is recognised without a known end for %(count)s product types.",
            endless,
        )
        said.append(words % {"count": endless})
    for day in sorted(ending):
        count = sum(one.ce_ends == day for one in by_ce)
        words = ngettext(
            "CE is recognised until %(day)s at the longest for %(count)s product type.",
            "CE is recognised until %(day)s at the longest for %(count)s product types.",
            count,
        )
        said.append(words % {"day": date_format(day), "count": count})
    if both:
        words = ngettext(
            "%(count)s product type has ways by either mark: the supplier chooses.",
            "%(count)s product types have ways by either mark: the supplier chooses.",
            both,
        )
        said.append(words % {"count": both})
    return said


def _in_northern_ireland(marked: list[MarkedType]) -> list[str]:
    if not marked:
        return []
    if any(one.ukca for one in marked):
        return [_("Northern Ireland has ways by both marks; read its guides.")]
    return [_("In Northern Ireland the UKCA mark alone opens no way: the rules there ask for CE.")]
