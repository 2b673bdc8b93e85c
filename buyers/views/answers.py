"""One search over guides, standards, bodies, documents, news, suppliers and products; and suggestions while typing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from audits.law.current import current_rulebook
from buyers.answers.nearest import nearest
from buyers.answers.ranked import Answers, answers
from buyers.answers.results import Link, Result, ResultKind, reasons
from buyers.catalogue import destination
from buyers.guides.head import Head
from buyers.search.meanings import kind_name
from buyers.search.terms import Reading
from buyers.views.kept import kept
from kpmarket.foundation.places import day_there
from kpmarket.foundation.text.fields import LineField

MAX_CHARS = 100
SUGGESTED, OF_EACH_KIND = 7, 3
SHOWN = 30


class SearchForm(forms.Form):
    """What somebody looks for."""

    all_optional = True
    q = LineField(label=gettext_lazy("Search"), required=False, max_length=MAX_CHARS)


@require_safe
@vary_on_headers("Cookie")
@login_not_required
@kept
def answers_page(request: HttpRequest) -> HttpResponse:
    """Everything that is known under the words typed, each answer with the reason why it stands there."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = _answers(request, text)
    title = _("Search: %(words)s") % {"words": text} if text else _("Search")
    about = _("Guides, standards, issuing bodies, documents, news, suppliers and products in one search.")
    context = {
        "section": "search",
        "form": form,
        "text": text,
        "results": found.results[:SHOWN] if found else (),
        "reading": found.reading if found else None,
        "understood": understood(found.reading) if found else [],
        "nearest": shorter(found) if found else [],
        "catalogue_url": f"{reverse('buyers:catalogue')}?{urlencode({'q': text})}",
        "reasons": list(reasons().values()),
        "head": Head(
            title, about, reverse("buyers:answers"), kind="website", is_indexed=False, speaks_by_address=False
        ),
    }
    return render(request, "buyers/answers.html", context)


@require_safe
@vary_on_headers("Cookie")
@login_not_required
@kept
def suggestions(request: HttpRequest) -> HttpResponse:
    """The first answers to what was typed so far, as a fragment; an empty one where nothing was."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = _answers(request, text)
    context: dict[str, Any] = {"results": few_of_each_kind(found.results) if found else [], "text": text}
    return render(request, "buyers/_suggestions.html", context)


def _answers(request: HttpRequest, text: str) -> Answers | None:
    """None where nothing was typed."""
    if not text.strip():
        return None
    here = destination.chosen(request)
    on = day_there(here.code, timezone.now()) if here else timezone.localdate()
    return answers(text, current_rulebook(), here, on=on)


def shorter(found: Answers) -> list[Link]:
    """Searches with fewer words, where no product meets all of them."""
    has_products = any(one.kind is ResultKind.PRODUCT for one in found.results)
    return [] if has_products else nearest(found.reading, reverse("buyers:answers"))


def few_of_each_kind(results: Iterable[Result]) -> list[Result]:
    """The first results, but of each kind only some: a list to choose from."""
    counted: Counter[ResultKind] = Counter()
    chosen = []
    for one in results:
        counted[one.kind] += 1
        if counted[one.kind] <= OF_EACH_KIND:
            chosen.append(one)
    return chosen[:SUGGESTED]


def understood(reading: Reading) -> list[tuple[str, str]]:
    """Words that were read as something, with what that is: how the order came about can be checked."""
    found: dict[tuple[str, str], None] = {}
    for term in reading.terms:
        for meaning in term.meanings:
            found[term.typed or term.text, f"{kind_name(meaning.kind)}: {meaning.label}"] = None
    return list(found)
