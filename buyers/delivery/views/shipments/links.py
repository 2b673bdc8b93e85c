"""Giving a link to a forwarder: for one shipment, or for those of an order that it opens itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from buyers.delivery.forms.guests import GuestForm
from buyers.delivery.models import Shipment
from buyers.delivery.services.guests import give_link
from buyers.delivery.views.shipments.entrances import member_entrance
from buyers.trade.models import Order
from buyers.trade.views.scope import acting_order, side_for
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.limits.daily import OverDailyLimit


@require_http_methods(["GET", "HEAD", "POST"])
def shipment_link(request: PersonRequest, pk: int) -> HttpResponse:
    """For one shipment."""
    entrance = member_entrance(request, pk)
    return _give(request, acting_order(request, entrance.order.pk), entrance.shipment)


@require_http_methods(["GET", "HEAD", "POST"])
def order_link(request: PersonRequest, pk: int) -> HttpResponse:
    """For shipments of the order that the forwarder opens."""
    return _give(request, acting_order(request, pk), None)


def _give(request: PersonRequest, order: Order, shipment: Shipment | None) -> HttpResponse:
    side = side_for(order, request.user)
    if side is None or order.status != Order.Status.CONFIRMED:
        raise Http404
    form = GuestForm(request.POST if request.method == "POST" else None, initial={"language": get_language()})
    if form.is_bound and form.is_valid():
        try:
            link = give_link(shipment or order, form.invited(), side=side, by=request.user, at=timezone.now())
        except OverDailyLimit as over:
            form.add_error(None, str(over.sentence))
        else:
            messages.success(request, _("The link is on its way to %(name)s.") % {"name": link.name})
            return redirect("delivery:links", order.pk)
    context = {"form": form, "order": order, "shipment": shipment}
    return render(request, "delivery/shipments/link.html", context, status=422 if form.errors else 200)
