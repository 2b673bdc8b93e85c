"""Public guides for a first-time importer: how an order on this site goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from audits.answers.chinese_names import name_for_reader
from buyers.guides.head import Head, article, breadcrumbs
from buyers.terms.files import Label
from buyers.terms.incoterms import edition, rules
from buyers.terms.order_guides import OrderGuide, Picture, Section, Source, order_guides
from buyers.views.indexed import asked_language, in_asked_language

DELIVERY = "incoterms"
"""The guide that shows the table of delivery terms."""


@dataclass(frozen=True)
class StepView:
    """A step in the reader's language."""

    title: str
    text: str


@dataclass(frozen=True)
class PictureView:
    """A picture of a page in the reader's language: the name of its file among those that are served."""

    file: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class SectionView:
    """A section in the reader's language."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    steps: tuple[StepView, ...]
    points: tuple[str, ...]
    picture: PictureView | None


@dataclass(frozen=True)
class RuleView:
    """A rule of Incoterms: who does what, in the order of the table's columns."""

    code: str
    name: str
    risk: str
    costs: str
    does: tuple[str, ...]


@dataclass(frozen=True)
class RulesView:
    """The table of all rules. ``duties`` head the columns after risk and costs."""

    edition: str
    duties: tuple[str, ...]
    rules: tuple[RuleView, ...]


@dataclass(frozen=True)
class GuideLink:
    """A guide in a list."""

    title: str
    about: str
    url: str


@dataclass(frozen=True)
class GuideView:
    """A guide in the reader's language."""

    id: str
    title: str
    about: str
    sections: tuple[SectionView, ...]
    see: tuple[GuideLink, ...]
    sources: tuple[Source, ...]
    reviewed: date


@require_safe
@vary_on_headers("Cookie")
@login_not_required
@in_asked_language
def guides(request: HttpRequest) -> HttpResponse:
    """All guides about orders."""
    about = _("For somebody who imports for the first time: the steps, the money, the delivery terms and the proofs.")
    head = Head(_title(), about, request.path, kind="website", asked_language=asked_language(request))
    context = {"section": "guides", "head": head, "guides": [_link(one) for one in order_guides().values()]}
    return render(request, "trade/guides.html", context)


@require_safe
@vary_on_headers("Cookie")
@login_not_required
@in_asked_language
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """One of them."""
    found = order_guides().get(slug)
    if found is None:
        raise Http404
    shown = _view(found)
    crumbs = [{"label": _title(), "url": reverse("trade:guides")}]
    head = Head(
        shown.title,
        shown.about,
        request.path,
        data=[
            article(shown.title, shown.about, request.path, reviewed=shown.reviewed),
            breadcrumbs(crumbs, shown.title),
        ],
        asked_language=asked_language(request),
    )
    table = _rules() if slug == DELIVERY else None
    context = {"section": "guides", "head": head, "crumbs": crumbs, "guide": shown, "table": table}
    return render(request, "trade/guide.html", context)


def _title() -> str:
    return _("How orders work")


def _link(guide: OrderGuide) -> GuideLink:
    language = get_language() or "en"
    url = reverse("trade:guide", args=[guide.id])
    return GuideLink(guide.title.read_in(language), guide.about.read_in(language), url)


def _view(guide: OrderGuide) -> GuideView:
    language, known = get_language() or "en", order_guides()
    return GuideView(
        id=guide.id,
        title=guide.title.read_in(language),
        about=guide.about.read_in(language),
        sections=tuple(_section(one, language) for one in guide.sections),
        see=tuple(_link(known[one]) for one in guide.see),
        sources=tuple(replace(one, title=name_for_reader(one.title)) for one in guide.sources),
        reviewed=guide.reviewed,
    )


def _rules() -> RulesView:
    """Every rule with its duties, from the terms' own data."""
    language = get_language() or "en"
    who = {
        "supplier": _("Supplier"),
        "buyer": _("Buyer"),
        "nobody": _("Nobody has to"),
        "contract": _("As the carriage contract says"),
        "premises": _("Supplier at its own premises, else buyer"),
    }
    found = tuple(
        RuleView(
            code,
            rule.label.read_in(language),
            rule.risk.read_in(language),
            rule.costs.read_in(language),
            tuple(who[duty.by] for duty in rule.duties),
        )
        for code, rule in rules().items()
    )
    first = next(iter(rules().values()))
    return RulesView(edition(), tuple(duty.label.read_in(language) for duty in first.duties), found)


def _section(section: Section, language: str) -> SectionView:
    return SectionView(
        id=section.id,
        title=section.title.read_in(language),
        paragraphs=tuple(one.read_in(language) for one in section.paragraphs),
        steps=tuple(StepView(one.title.read_in(language), one.text.read_in(language)) for one in section.steps),
        points=tuple(one.read_in(language) for one in section.points),
        picture=_picture(section.picture, language) if section.picture else None,
    )


def _picture(picture: Picture, language: str) -> PictureView:
    file = f"kpmarket/guides/{picture.name}.{Label('en', 'zh').read_in(language)}.webp"
    return PictureView(file, picture.width, picture.height, picture.alt.read_in(language))
