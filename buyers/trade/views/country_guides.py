"""Public pages for a first-time importer: which conventions on contracts, awards and documents hold in a country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from audits.answers.chinese_names import name_for_reader
from buyers.catalogue import reference
from buyers.guides.head import Head, breadcrumbs
from buyers.terms.country_law import Convention, Standing, standings
from buyers.views.indexed import asked_language, in_asked_language
from kpmarket.foundation.places import place_name

TITLES = {
    Convention.SALES: gettext_lazy("The contract: UN Convention on the International Sale of Goods (CISG)"),
    Convention.AWARDS: gettext_lazy("The forum: New York Convention on arbitral awards"),
    Convention.APOSTILLE: gettext_lazy("Official documents: Apostille Convention"),
}
HOLDS = {
    Convention.SALES: gettext_lazy(
        "It holds in %(place)s since %(day)s, and in China. Where a contract says nothing else, it decides what the supplier owes: goods as described, free of claims of others. You have to look at goods soon and report defects in a reasonable time, at most two years after they arrived. A contract may leave it out in words."
    ),
    Convention.AWARDS: gettext_lazy(
        "It holds in %(place)s since %(day)s. An award that an arbitration institution in another member state makes can be carried out there, and one made in %(place)s can be carried out in China. Courts look at form and fairness, not at who was right."
    ),
    Convention.APOSTILLE: gettext_lazy(
        "It holds between %(place)s and China since %(day)s at the earliest: an official Chinese document with an apostille needs no stamp of a consulate. Documents of commerce and customs, such as invoices, are outside the convention."
    ),
}
HOLDS_NOT = {
    Convention.SALES: gettext_lazy(
        "Our list of its parties does not name %(place)s. Which law decides follows from the contract: name one. A contract may also choose the convention in words."
    ),
    Convention.AWARDS: gettext_lazy(
        "Our list of its parties does not name %(place)s. Awards may be carried out by another arrangement, or not at all: ask before you agree on arbitration."
    ),
    Convention.APOSTILLE: gettext_lazy(
        "Our list of its parties does not name %(place)s. An official Chinese document then goes through the ministry and the consulate of %(place)s in China; that takes weeks."
    ),
}
NOT_BETWEEN = gettext_lazy(
    "%(place)s is a party, but the convention does not work between %(place)s and China. An official Chinese document goes through the ministry and the consulate of %(place)s in China; that takes weeks."
)
SURE = {
    "high": gettext_lazy("Taken from the depositary's list."),
    "medium": gettext_lazy("Taken from a secondary source: check it before you rely on it."),
    "low": gettext_lazy("Not certain: check it before you rely on it."),
}


@dataclass(frozen=True)
class ConventionView:
    """One convention in a country, in the reader's language."""

    title: str
    holds: bool
    is_listed: bool
    text: str
    details: str
    sure: str
    source: str


@require_safe
@vary_on_headers("Cookie")
@login_not_required
@in_asked_language
def countries(request: HttpRequest) -> HttpResponse:
    """All countries that goods are cleared for."""
    about = _("For each country: law of the contract, arbitration, and whether official documents need a consulate.")
    head = Head(_title(), about, request.path, kind="website", asked_language=asked_language(request))
    links = [(place_name(code), reverse("trade:guide-country", args=[code])) for code in reference.destinations()]
    context = {"section": "guides", "head": head, "crumbs": _crumbs()[:1], "links": sorted(links)}
    return render(request, "trade/country_guides.html", context)


@require_safe
@vary_on_headers("Cookie")
@login_not_required
@in_asked_language
def country(request: HttpRequest, code: str) -> HttpResponse:
    """One of them."""
    if code not in reference.destinations():
        raise Http404
    place, on = place_name(code), timezone.localdate()
    title = _("Contracts with suppliers in China: %(place)s") % {"place": place}
    about = _("Law of the contract, arbitration and official documents between %(place)s and China.") % {"place": place}
    head = Head(
        title, about, request.path, data=[breadcrumbs(_crumbs(), title)], asked_language=asked_language(request)
    )
    shown = [_view(one, place, on) for one in standings(code)]
    context = {"section": "guides", "head": head, "crumbs": _crumbs(), "here": place, "conventions": shown, "on": on}
    return render(request, "trade/country_guide.html", context)


def _title() -> str:
    return _("Contracts, arbitration and documents by country")


def _crumbs() -> list[dict[str, str]]:
    return [
        {"label": _("How orders work"), "url": reverse("trade:guides")},
        {"label": _title(), "url": reverse("trade:guide-countries")},
    ]


def _view(standing: Standing, place: str, on: date) -> ConventionView:
    holds = standing.holds(on)
    words = {"place": place, "day": date_format(standing.since) if standing.since else ""}
    if holds or standing.since is None:
        text = (HOLDS if holds else HOLDS_NOT)[standing.convention] % words
    else:
        text = NOT_BETWEEN % words
    return ConventionView(
        title=str(TITLES[standing.convention]),
        holds=holds,
        is_listed=standing.since is not None,
        text=text,
        details=_details(standing),
        sure=str(SURE.get(standing.confidence, "")),
        source=name_for_reader(standing.source),
    )


def _details(standing: Standing) -> str:
    if not standing.details:
        return ""
    if standing.convention == Convention.SALES:
        return _("The state declared not to be bound by article %(numbers)s.") % {
            "numbers": standing.details.replace(";", ", ")
        }
    return _("The state made a reservation: %(words)s.") % {"words": standing.details}
