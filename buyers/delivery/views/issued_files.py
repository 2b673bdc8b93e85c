"""All documents of a shipment together: one ZIP, and one workbook."""

from __future__ import annotations

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from buyers.delivery.models import Shipment
from buyers.delivery.services.issued.archive import archive_of
from buyers.delivery.services.issued.workbook import shipment_workbook
from buyers.trade.models import Order
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.spreadsheets import CONTENT_TYPES
from kpmarket.foundation.storage.files import SAFE_HEADERS, disposition


@require_safe
def shipment_archive(request: PersonRequest, pk: int) -> StreamingHttpResponse:
    """Issued files and pictures of uploaded pages, made while it is sent."""
    shipment = _shipment(request, pk)
    headers = {**SAFE_HEADERS, "Content-Disposition": disposition("attachment", f"{shipment}.zip")}
    pieces = archive_of(shipment, at=timezone.now())
    return StreamingHttpResponse(pieces, content_type="application/zip", headers=headers)


@require_safe
def shipment_sheet(request: PersonRequest, pk: int) -> HttpResponse:
    """Lines, lots, documents with states, and contradictions."""
    shipment = _shipment(request, pk)
    headers = {**SAFE_HEADERS, "Content-Disposition": disposition("attachment", f"{shipment}.xlsx")}
    return HttpResponse(shipment_workbook(shipment), content_type=CONTENT_TYPES["xlsx"], headers=headers)


def _shipment(request: PersonRequest, pk: int) -> Shipment:
    """A shipment of an order of the person's sides. Raises Http404."""
    mine = Shipment.objects.filter(order__in=Order.objects.of_members(request.user))
    related = mine.select_related("order__buyer", "order__supplier", "order__holder").prefetch_related("lots")
    return get_object_or_404(related, pk=pk)
