"""The language in which a person reads the site and its letters."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from kpmarket.accounts.models import User


def follow_stored_language(request: HttpRequest, user: object) -> None:
    """The language chosen in this browser comes first, then the person's stored one, then what the browser asks for.

    Django's own middleware handles the first and the last of these.
    """
    chosen_here = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) in dict(settings.LANGUAGES)
    if not chosen_here and isinstance(user, User):
        translation.activate(user.language)
        request.LANGUAGE_CODE = translation.get_language()


def language_of(user: object, email: str) -> str:
    """The language of letters: of the person, else of whoever has that address, else the one in force."""
    if isinstance(user, User):
        return user.language
    known = User.objects.filter(email=email.lower()).values_list("language", flat=True).first()
    return known or translation.get_language() or settings.LANGUAGE_CODE
