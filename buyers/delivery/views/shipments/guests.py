"""The same pages for a forwarder with a link: of the shipment that it was given for, or of those that it opened."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from buyers.delivery.forms.shipments.goods import OpenForm
from buyers.delivery.models import GuestLink, Shipment
from buyers.delivery.services.shipments import contents
from buyers.delivery.services.shipments.authors import of_guest
from buyers.delivery.services.shipments.refusals import Refused
from buyers.delivery.services.shipments.words import REFUSALS
from buyers.delivery.views.guest_pages import guest_page
from buyers.delivery.views.shipments import pages, writing
from buyers.delivery.views.shipments.entrances import Entrance, guest_entrance
from kpmarket.accounts.requests import HtmxRequest
from kpmarket.foundation.acts import sentence_of

FORWARDER = GuestLink.Purpose.SHIPMENT


@require_http_methods(["GET", "HEAD", "POST"])
@guest_page(FORWARDER)
def shipments(request: HtmxRequest, link: GuestLink) -> HttpResponse:
    """The shipment of the link; for a link of the whole order those that it opened, and a form to open another."""
    if link.shipment:
        return redirect(_entrance(request, link, link.shipment.number).url("shipment"))
    form = OpenForm(request.POST if request.method == "POST" else None, initial={"forwarder": link.organisation})
    if form.is_bound and form.is_valid():
        try:
            made = contents.open_shipment(link.order, **form.cleaned_data, author=of_guest(link), at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(sentence_of(refusal, REFUSALS)))
        else:
            messages.success(request, _("The shipment is open. Say what is in it, and by which way it travels."))
            return redirect(_entrance(request, link, made.number).url("shipment"))
    opened = [
        (row, reverse("delivery:guest-shipment-one", args=[_token(request), row.number]))
        for row in Shipment.objects.filter(order=link.order_id, guest=link).order_by("number")
    ]
    context = {"link": link, "order": link.order, "shipments": opened, "form": form}
    return render(request, "delivery/shipments/guest.html", context, status=422 if form.errors else 200)


@require_safe
@guest_page(FORWARDER)
def shipment(request: HtmxRequest, link: GuestLink, number: int) -> HttpResponse:
    """One shipment."""
    return pages.show(request, _entrance(request, link, number))


@require_http_methods(["GET", "HEAD", "POST"])
@guest_page(FORWARDER)
def goods(request: HtmxRequest, link: GuestLink, number: int) -> HttpResponse:
    """Add a lot."""
    return writing.goods(request, _entrance(request, link, number))


@require_POST
@guest_page(FORWARDER)
def table(request: HtmxRequest, link: GuestLink, number: int) -> HttpResponse:
    """Add lots from a table."""
    return writing.table(request, _entrance(request, link, number))


@require_POST
@guest_page(FORWARDER)
def lot_remove(request: HtmxRequest, link: GuestLink, number: int) -> HttpResponse:
    """Take a lot out."""
    return writing.remove_lot(request, _entrance(request, link, number))


@require_http_methods(["GET", "HEAD", "POST"])
@guest_page(FORWARDER)
def leg(request: HtmxRequest, link: GuestLink, number: int, leg_number: int) -> HttpResponse:
    """Write a leg down."""
    return writing.leg(request, _entrance(request, link, number), leg_number)


@require_http_methods(["GET", "HEAD", "POST"])
@guest_page(FORWARDER)
def report(request: HtmxRequest, link: GuestLink, number: int, code: str) -> HttpResponse:
    """Report an event."""
    return writing.report(request, _entrance(request, link, number), code)


@require_POST
@guest_page(FORWARDER)
def take_back(request: HtmxRequest, link: GuestLink, number: int) -> HttpResponse:
    """Take a report back."""
    return writing.take_back(request, _entrance(request, link, number))


def _entrance(request: HtmxRequest, link: GuestLink, number: int) -> Entrance:
    return guest_entrance(link, _token(request), number)


def _token(request: HtmxRequest) -> str:
    """The token as it stands in the address: the database does not know it."""
    if request.resolver_match is None:
        raise Http404
    return str(request.resolver_match.kwargs["token"])
