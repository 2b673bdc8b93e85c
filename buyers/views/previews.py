"""Watermarked pages of documents that a supplier shares: for everybody, and never without the watermark."""

from __future__ import annotations

import logging

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from buyers.services.previews import SIDE, SMALL_SIDE, CannotStamp, name_reader, stamped
from buyers.views.people import buyer_of
from kpmarket.foundation.storage import files
from suppliers.models import Certificate, CertificatePage, Supplier

logger = logging.getLogger(__name__)


@require_safe
@login_not_required
def page_preview(request: HttpRequest, token: str) -> HttpResponseBase:
    """One page with the reader's account, organisation and the day across it."""
    return _preview(request, token, SIDE)


@require_safe
@login_not_required
def page_preview_small(request: HttpRequest, token: str) -> HttpResponseBase:
    """The same, small enough to stand in a list."""
    return _preview(request, token, SMALL_SIDE)


def _preview(request: HttpRequest, token: str, side: int) -> HttpResponseBase:
    shared = Certificate.objects.approved().filter(is_shared=True, supplier__in=Supplier.objects.qualified())
    pages = CertificatePage.objects.filter(file__removed_at=None, file__certificate__in=shared)
    page = get_object_or_404(pages, token=token)
    try:
        content = stamped(page, reader(request), on=timezone.localdate(), side=side)
    except CannotStamp as error:
        logger.exception("Page %s has no preview.", page.pk)
        raise Http404 from error
    return files.show_bytes(content, ".webp")


def reader(request: HttpRequest) -> str:
    """Who looks: a buyer with the organisation, whoever else is signed in by the account's number alone."""
    buyer = buyer_of(request)
    return name_reader(request.user.pk, buyer.organisation if buyer else "")
