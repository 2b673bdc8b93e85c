"""Addresses of what members of both sides write about a shipment."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from buyers.delivery.views.shipments import writing
from buyers.delivery.views.shipments.entrances import member_entrance
from kpmarket.accounts.requests import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def goods(request: PersonRequest, pk: int) -> HttpResponse:
    """Add a lot."""
    return writing.goods(request, member_entrance(request, pk))


@require_POST
def table(request: PersonRequest, pk: int) -> HttpResponse:
    """Add lots from a table."""
    return writing.table(request, member_entrance(request, pk))


@require_POST
def lot_remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a lot out."""
    return writing.remove_lot(request, member_entrance(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def leg(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """Write a leg down."""
    return writing.leg(request, member_entrance(request, pk), number)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """Report an event."""
    return writing.report(request, member_entrance(request, pk), code)


@require_POST
def take_back(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a report back."""
    return writing.take_back(request, member_entrance(request, pk))
