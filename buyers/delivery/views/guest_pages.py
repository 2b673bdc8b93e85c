"""What every page for a guest begins with: a link that opens it, the guest's language, and headers that keep the address."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from buyers.delivery.models import GuestLink
from buyers.delivery.services.guests import NoSuchLink, open_link
from kpmarket.accounts.requests import HtmxRequest

Rest = ParamSpec("Rest")
GuestView = Callable[Concatenate[HtmxRequest, GuestLink, Rest], HttpResponseBase]
HEADERS = {
    # "no-referrer" would make browsers send "Origin: null" with forms, which the check of their token refuses.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def guest_page(
    purpose: GuestLink.Purpose,
) -> Callable[[GuestView[Rest]], Callable[Concatenate[HtmxRequest, str, Rest], HttpResponseBase]]:
    """The view gets the link in place of its token; whatever does not open it is answered with 404."""

    def decorate(view: GuestView[Rest]) -> Callable[Concatenate[HtmxRequest, str, Rest], HttpResponseBase]:
        @login_not_required
        @wraps(view)
        def opened(request: HtmxRequest, token: str, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            try:
                link = open_link(token, purpose, at=timezone.now())
            except NoSuchLink:
                raise Http404 from None
            if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
                translation.activate(link.language)
            response = view(request, link, *args, **kwargs)
            for name, value in HEADERS.items():
                response[name] = value
            return response

        return opened

    return decorate
