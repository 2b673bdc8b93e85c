"""A forwarder without an account quotes the freight of an order: goods, cartons and way on one page, no prices, no other quotes."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from buyers.delivery.forms.costs import FreightForm
from buyers.delivery.forms.guests import GuestForm
from buyers.delivery.models import FreightQuote, GuestLink
from buyers.delivery.services.costs import quoting
from buyers.delivery.services.costs.landing import weights_of
from buyers.delivery.services.costs.subjects import Subject, subject_of_order
from buyers.delivery.services.guests import give_link
from buyers.delivery.services.shipments.authors import of_guest
from buyers.delivery.views.guest_pages import guest_page
from buyers.terms.delivery.freight import chargeable_source
from buyers.trade.models import Order
from buyers.trade.services.contracts import contract_in_force
from buyers.trade.views.scope import acting_order, side_for
from kpmarket.accounts.requests import HtmxRequest, PersonRequest
from kpmarket.foundation.limits.daily import OverDailyLimit

QUOTED_FOR = (Order.Status.PLACED, Order.Status.CONFIRMED)


@require_http_methods(["GET", "HEAD", "POST"])
def freight_link(request: PersonRequest, pk: int) -> HttpResponse:
    """Give a forwarder a link to quote."""
    order = acting_order(request, pk)
    side = side_for(order, request.user)
    if side is None or order.status not in QUOTED_FOR:
        raise Http404
    form = GuestForm(request.POST if request.method == "POST" else None, initial={"language": get_language()})
    if form.is_bound and form.is_valid():
        try:
            link = give_link(order, form.invited(), side=side, by=request.user, at=timezone.now(), quotes_freight=True)
        except OverDailyLimit as over:
            form.add_error(None, str(over.sentence))
        else:
            messages.success(request, _("The link is on its way to %(name)s.") % {"name": link.name})
            return redirect("delivery:links", order.pk)
    context = {"form": form, "order": order}
    return render(request, "delivery/freight_link.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@guest_page(GuestLink.Purpose.FREIGHT)
def guest_freight(request: HtmxRequest, link: GuestLink) -> HttpResponse:
    """What is carried and which way, the quotes that came by this link, and the form for one."""
    subject, is_sent = _subject(link.order), request.method == "POST"
    is_open = link.order.status in QUOTED_FOR
    proposed = {
        "forwarder": link.organisation,
        "mode": subject.mode,
        "origin": subject.place,
        "currency": subject.currency,
    }
    form = FreightForm(request.POST if is_sent else None, initial=proposed)
    if is_sent and is_open and form.is_valid():
        try:
            quoting.submit_freight_quote(subject, form.head, form.lines, author=of_guest(link), at=timezone.now())
        except quoting.TooManyQuotes:
            form.add_error(None, _("No more quotes can be sent by this link: write to who gave it."))
        else:
            messages.success(request, _("Sent. Both sides of the order see your quote; it is not changed any more."))
            return redirect(request.path)
    context = {
        "link": link,
        "order": link.order,
        "subject": subject,
        "weights": weights_of(subject, subject.mode),
        "weight_source": chargeable_source(subject.mode),
        "sent": FreightQuote.objects.filter(guest=link),
        "form": form if is_open else None,
    }
    return render(request, "delivery/freight_guest.html", context, status=422 if form.errors else 200)


def _subject(order: Order) -> Subject:
    """The goods of the order by its contract. Raises Http404 where there is none yet."""
    contract = contract_in_force(order) or order.contracts.order_by("-version").first()
    if contract is None:
        raise Http404
    return subject_of_order(order, contract.terms)
