"""Pages are sent compressed, by Django's own middleware (decision 37).

Against BREACH (Gluck, Harris, Prado 2013) Django adds up to 100 random bytes to each answer, and masks the CSRF token in
each. Pages of the account, which show what a second factor rests on, are not compressed at all.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXTS = ("text/", "application/json", "application/xml", "application/atom+xml", "application/rss+xml", "image/svg+xml")
SHOWS_SECRETS = "/account/"


class TextsCompressed(GZipMiddleware):
    """Compresses texts for browsers that take gzip; pictures and archives are as small as they get."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_text = response.get("Content-Type", "").startswith(TEXTS)
        if response.streaming or not is_text or request.path_info.startswith(SHOWS_SECRETS):
            return response
        return super().process_response(request, response)
