"""Pages of prose: each says what is true of this installation, with the facts that its operator has stated."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from buyers.guides.head import Head
from buyers.views.indexed import asked_language, in_asked_language
from kpmarket.site.privacy import operator
from kpmarket.site.trust import vocabulary
from kpmarket.site.trust.browser_storage import stored_in_browser
from kpmarket.site.trust.titles import TITLES, Page


@require_safe
@login_not_required
@in_asked_language
def about(request: HttpRequest) -> HttpResponse:
    """Who runs the site, who judges, and what pays for it."""
    return show(request, Page.ABOUT)


@require_safe
@login_not_required
@in_asked_language
def contact(request: HttpRequest) -> HttpResponse:
    """Where to write, and about what."""
    return show(request, Page.CONTACT)


@require_safe
@login_not_required
@in_asked_language
def terms(request: HttpRequest) -> HttpResponse:
    """On which terms people use the site."""
    return show(request, Page.TERMS)


@require_safe
@login_not_required
@in_asked_language
def cookies(request: HttpRequest) -> HttpResponse:
    """What the site keeps in a browser, with the names that are in force."""
    return show(request, Page.COOKIES, stored=stored_in_browser())


@require_safe
@login_not_required
@in_asked_language
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the site does for people with disabilities, what is missing, and whom to tell."""
    return show(request, Page.ACCESSIBILITY)


@require_safe
@login_not_required
@in_asked_language
def complaints(request: HttpRequest) -> HttpResponse:
    """What to do about a decision, an answer, a document or a person."""
    return show(request, Page.COMPLAINTS)


@require_safe
@login_not_required
@in_asked_language
def words(request: HttpRequest) -> HttpResponse:
    """What each state, level, confidence and outcome means, made from the vocabulary that pages use."""
    return show(request, Page.WORDS, chapters=vocabulary.chapters())


def show(request: HttpRequest, page: Page, **context: object) -> HttpResponse:
    """The page with its title, its addresses in each language, and the operator's facts."""
    title, description = TITLES[page]
    head = Head(str(title), str(description), request.path, kind="website", asked_language=asked_language(request))
    facts = {fact.setting: fact for fact in operator.facts()}
    return render(request, f"trust/{page}.html", {"head": head, "facts": facts, "section": page, **context})
