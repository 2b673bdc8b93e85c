"""Types of requests, by what middleware has added to them."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from kpmarket.accounts.models import User


class HtmxRequest(HttpRequest):
    """A request that passed the middleware of django-htmx: true ``htmx`` asks for a fragment instead of a page."""

    htmx: HtmxDetails


class PersonRequest(HtmxRequest):
    """A request of a signed-in person; LoginRequiredMiddleware refuses all others."""

    user: User
