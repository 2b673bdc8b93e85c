"""What a view behind the sign-in may rely on."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from kpmarket.accounts.models import User


class PersonRequest(HttpRequest):
    """A request of a signed-in person; LoginRequiredMiddleware saw to it."""

    user: User
    htmx: HtmxDetails
