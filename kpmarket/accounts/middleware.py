"""What holds for every answer to a signed-in person, and for every door to the audit desk."""

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

Handler = Callable[[HttpRequest], HttpResponse]
SEEN = "seen"
SECONDS_BETWEEN_NOTES = 600


def sessions_in_use(get_response: Handler) -> Handler:
    """Notes for a person's list of sessions when and from where each was used: now and then, as it is a write."""

    def middleware(request: HttpRequest) -> HttpResponse:
        now = int(time.time())
        if request.user.is_authenticated and now - request.session.get(SEEN, 0) >= SECONDS_BETWEEN_NOTES:
            request.session[SEEN] = now
            UserSession.objects.create_from_request(request)
        return get_response(request)

    return middleware


def private_pages(get_response: Handler) -> Handler:
    """A page made for a signed-in person is never kept by a cache, whatever stands between us and them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def second_factor_for_staff(get_response: Handler) -> Handler:
    """Staff set up a second factor before the admin opens. EASE_SECOND_FACTOR, for the demo, lifts it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        wants_desk = request.path.startswith(reverse("admin:index")) and request.user.is_staff
        if wants_desk and not settings.EASE_SECOND_FACTOR and not is_mfa_enabled(request.user):
            messages.warning(request, _("The audit desk needs a second factor. Set up an authenticator or a passkey."))
            return redirect("mfa_index")
        return get_response(request)

    return middleware
