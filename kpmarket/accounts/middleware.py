"""What holds for every answer to a signed-in person, and for every page of the audit desk."""

import logging
import time
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from kpmarket.accounts.language import follow_stored_language
from kpmarket.accounts.second_factor import has_passed_second_factor
from kpmarket.accounts.unsent_words import keep_words

logger = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]
SAFE_METHODS = ("GET", "HEAD")
LAST_ACTIVITY = "last_activity"
SESSION_BEGAN = "session_began"
SECONDS_BETWEEN_NOTES = 600
SECONDS_BETWEEN_STAFF_NOTES = 60
"""Staff sessions end after some idle minutes, so the last activity has to be known to the minute."""
DESK_WANTED = "desk_wanted"
"""Where in the audit desk a person wanted to go, while they set up a second factor."""


def stored_language(get_response: Handler) -> Handler:
    """Pages for a signed-in person follow their stored language, where none was chosen in this browser."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            follow_stored_language(request, request.user)
        return get_response(request)

    return middleware


def sign_in_again(get_response: Handler) -> Handler:
    """When a session ended in between, the sign-in leads back to the page that the person was on, not to its start page.

    A fragment asks for the whole page to go there, instead of showing the sign-in in its own place. A view that leads to
    the sign-in by itself says where to go from there, and is left alone.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        login = f"{reverse(settings.LOGIN_URL)}?"
        refused = login + urlencode({"next": request.get_full_path()}, safe="/")
        response = get_response(request)
        is_fragment = "HX-Current-URL" in request.headers
        onward = "" if request.method in SAFE_METHODS and not is_fragment else page_before(request)
        if not onward or response.get("Location") != refused:
            return response
        keep_words(request, onward)
        back = login + urlencode({"next": onward}, safe="/")
        return HttpResponseClientRedirect(back) if is_fragment else redirect(back)

    return middleware


def page_before(request: HttpRequest) -> str:
    """The page of ours from which the request came; empty where that is not known."""
    url = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}):
        return ""
    page = urlsplit(url)
    return f"{page.path or '/'}?{page.query}" if page.query else page.path or "/"


def staff_session_limits(get_response: Handler) -> Handler:
    """A session of staff ends when it was idle for STAFF_IDLE_MINUTES, and STAFF_SESSION_HOURS after it began."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.user.is_staff and has_outlived_its_limits(request.session):
            logout(request)
        return get_response(request)

    return middleware


def has_outlived_its_limits(session: SessionBase) -> bool:
    """Whether a session of staff is too old, or was idle too long, to go on. A session without notes has just begun."""
    now = time.time()
    idle, age = now - session.get(LAST_ACTIVITY, now), now - session.get(SESSION_BEGAN, now)
    return idle > settings.STAFF_IDLE_MINUTES * 60 or age > settings.STAFF_SESSION_HOURS * 3600


def sessions_in_use(get_response: Handler) -> Handler:
    """Notes when a session began and, for a person's list of sessions, when and from where each was used.

    The use is noted now and then, as it is a write.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        now = int(time.time())
        if request.user.is_authenticated:
            pause = SECONDS_BETWEEN_STAFF_NOTES if request.user.is_staff else SECONDS_BETWEEN_NOTES
            if now - request.session.get(LAST_ACTIVITY, 0) >= pause:
                note_use(request, now)
        return get_response(request)

    return middleware


def note_use(request: HttpRequest, now: int) -> None:
    """Note that the session is in use. Where nothing can be written just now the page is shown all the same."""
    try:
        with transaction.atomic():
            UserSession.objects.create_from_request(request)
    except DatabaseError:
        logger.warning("The use of a session could not be noted.", exc_info=True)
        return
    request.session[LAST_ACTIVITY] = now
    request.session.setdefault(SESSION_BEGAN, now)


def private_pages(get_response: Handler) -> Handler:
    """A page made for a signed-in person is never kept by a cache, whatever stands between us and them.

    One with a token of a visitor's own is kept by no shared cache, and shown again only after asking. When somebody leaves
    on purpose, the browser forgets pages of ours; cookies and choices stay: they hold the language and the look.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path == reverse("account_logout") and request.method == "POST":
            response["Clear-Site-Data"] = '"cache"'
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        elif "CSRF_COOKIE" in request.META:
            response.setdefault("Cache-Control", "private, no-cache")
        return response

    return middleware


def second_factor_for_staff(get_response: Handler) -> Handler:
    """Staff pass a second factor in this session before any page opens but those of their account.

    Auditors read what others do not on many pages, so no list of such pages has to be kept. Who has no factor is led to
    its set-up, and from there back to the page of the desk that they wanted; who has one is asked for it.
    EASE_SECOND_FACTOR, for the demo, lifts this.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_staff or request.path.startswith(open_to_all_staff()):
            return get_response(request)
        if has_passed_second_factor(request):
            request.session.pop(DESK_WANTED, None)
            return get_response(request)
        if is_mfa_enabled(request.user):
            return ask_for_second_factor(request)
        request.session[DESK_WANTED] = desk_page(request) if request.method in SAFE_METHODS else ""
        messages.warning(request, _("The audit desk needs a second factor. Set up an authenticator or a passkey."))
        return redirect("mfa_index")

    return middleware


def open_to_all_staff() -> tuple[str, ...]:
    """Beginnings of addresses where a second factor is set up and proved, or that say nothing about anybody."""
    return (reverse("account_login").removesuffix("login/"), reverse("set_language"), reverse("live"), reverse("ready"))


def ask_for_second_factor(request: HttpRequest) -> HttpResponse:
    """The page that asks for the code or the key, and then leads back; what was posted is not taken up."""
    onward = request.get_full_path() if request.method in SAFE_METHODS else reverse("admin:index")
    confirm = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
    return redirect(f"{confirm}?{urlencode({'next': onward}, safe='/')}")


def desk_page(request: HttpRequest) -> str:
    """The page of the audit desk that the request asks for; its first page where it asks for another."""
    desk = reverse("admin:index")
    return request.get_full_path() if request.path.startswith(desk) else desk
