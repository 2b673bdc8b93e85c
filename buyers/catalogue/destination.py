"""The destination of a page: one rule for all of them.

What the URL says, else what the reader chose before, else the country of the reader's organisation, else the country of the
browser's language. What the URL says is never kept: a colleague's link changes nothing of mine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from buyers.catalogue import reference
from buyers.catalogue.reference import Destination
from buyers.models import Buyer

COOKIE = f"{settings.COOKIE_PREFIX}destination"
"""Holds the country's code, signed. Not the session, which is a row of the database: reading pages would write."""
MAX_SHOWN_CHARACTERS = 20
"""Of an unknown destination, where a page repeats it."""
ORIGIN = "CN"
READ_ALREADY = "_standing_of_destination"
"""A request is asked once, however many parts of a page want to know."""
COUNTRY_OF_LANGUAGE = re.compile(r"\s*[A-Za-z]{2,3}(?:-[A-Za-z]{4})?-([A-Za-z]{2})\s*(?:;|$)")


class Origin(StrEnum):
    """Where a page has its destination from."""

    URL = "url"
    CHOSEN = "chosen"
    ORGANISATION = "organisation"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Standing:
    """The destination of a page, where it comes from, and what the page should say about it; ``text`` is often empty."""

    here: Destination | None
    origin: Origin | None = None
    text: str = ""


def standing(request: HttpRequest, *, typed: str | None = None) -> Standing:
    """The destination, and a sentence where it is not the one that the URL names, or one that we assumed.

    ``typed``: what another address names, which the reader comes from.
    """
    if typed is not None:
        return _standing(request, typed)
    if not hasattr(request, READ_ALREADY):
        setattr(request, READ_ALREADY, _standing(request, request.GET.get("to", "")))
    return getattr(request, READ_ALREADY)


def _standing(request: HttpRequest, typed: str) -> Standing:
    typed = typed.strip()
    named = reference.destination(typed)
    if named:
        return Standing(named, Origin.URL, _other_code(typed, named))
    here, origin = _without_url(request)
    if typed:
        return Standing(here, origin, _not_ours(typed, here))
    if here and origin is Origin.LANGUAGE:
        words = _("You see %(place)s, the country of your browser’s language. Change it if your goods go elsewhere.")
        return Standing(here, origin, words % {"place": here.name})
    return Standing(here, origin)


def chosen(request: HttpRequest) -> Destination | None:
    """The destination alone."""
    return standing(request).here


def remember(request: HttpRequest, response: HttpResponse, destination: Destination) -> None:
    """Have the browser keep what the reader chose; nothing is sent where it is known already."""
    if _remembered(request) != destination.code:
        response.set_signed_cookie(
            COOKIE,
            destination.code,
            max_age=settings.SESSION_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _without_url(request: HttpRequest) -> tuple[Destination | None, Origin | None]:
    if here := reference.destination(_remembered(request)):
        return here, Origin.CHOSEN
    if here := _of_organisation(request):
        return here, Origin.ORGANISATION
    if here := _of_language(request):
        return here, Origin.LANGUAGE
    return None, None


def _remembered(request: HttpRequest) -> str:
    """The code in the browser's cookie; empty where there is none or it is not ours."""
    return request.get_signed_cookie(COOKIE, default="", max_age=settings.SESSION_COOKIE_AGE) or ""


def _of_organisation(request: HttpRequest) -> Destination | None:
    if not request.user.is_authenticated:
        return None
    country = Buyer.objects.acted_for_by(request.user.pk).values_list("country", flat=True).first()
    return reference.destination(country or "")


def _of_language(request: HttpRequest) -> Destination | None:
    """The country of the first language that the browser asks for: 'es-MX' means Mexico, 'es' alone no country."""
    first = request.headers.get("Accept-Language", "").partition(",")[0]
    named = COUNTRY_OF_LANGUAGE.match(first)
    return reference.destination(named[1]) if named else None


def _other_code(typed: str, named: Destination) -> str:
    if typed.upper() == named.code:
        return ""
    return _("“%(typed)s” is read as %(place)s.") % {"typed": typed, "place": named.listed_as}


def _not_ours(typed: str, here: Destination | None) -> str:
    """Why the page is not about what the URL names."""
    if typed.upper() == ORIGIN:
        why = _("China is where the goods come from: we hold no rules for selling them there.")
    else:
        why = _("We know no destination “%(typed)s”.") % {"typed": typed[:MAX_SHOWN_CHARACTERS]}
    now = _("You see %(place)s.") % {"place": here.name} if here else _("Choose a country from the list.")
    return f"{why} {now}"
