"""What somebody typed before they had an account, or after their session had ended: it waits in the session."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

ENQUIRY = "enquiry_draft"
MAX_CHARACTERS = 100_000
"""Encoded for an address, where a Chinese character takes nine. More than any form of ours sends."""


def keep_enquiry(request: HttpRequest) -> HttpResponse:
    """Keep what was typed, say why an account is needed, and lead to the sign-in and from there back."""
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    encoded = typed.urlencode()
    if len(encoded) <= MAX_CHARACTERS:
        request.session[ENQUIRY] = encoded
    messages.info(
        request,
        _(
            "Your enquiry is kept. To send it, sign in or make an account: suppliers answer only people whose name and "
            "organisation they see."
        ),
    )
    onward = f"{reverse('buyers:enquire')}?draft=kept"
    return redirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': onward})}")


def kept_enquiry(request: HttpRequest) -> QueryDict | None:
    """What was typed, where the address asks for it and the session holds it."""
    encoded = request.session.get(ENQUIRY) if "draft" in request.GET else None
    return QueryDict(encoded) if encoded else None


def forget_enquiry(request: HttpRequest) -> None:
    """It was sent."""
    request.session.pop(ENQUIRY, None)
