"""The shipments of an order, and the page of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from buyers.delivery.forms.shipments.goods import OpenForm
from buyers.delivery.services.shipments import contents
from buyers.delivery.services.shipments.authors import Author
from buyers.delivery.services.shipments.pages import closed_gates, page_of, shipments_to_show
from buyers.delivery.services.shipments.refusals import Refused
from buyers.delivery.services.shipments.words import REFUSALS, event_name
from buyers.delivery.views.shipments.entrances import Entrance, member_entrance
from buyers.terms.delivery.events import event_kinds
from buyers.trade.models import Order
from buyers.trade.services.facts import order_facts
from buyers.trade.views.scope import order_of, side_for
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import sentence_of


@require_http_methods(["GET", "HEAD", "POST"])
def shipments(request: PersonRequest, pk: int) -> HttpResponse:
    """All shipments of an order; a POST opens another."""
    order = order_of(request, pk)
    side = side_for(order, request.user)
    if request.method == "POST" and side is None:
        raise Http404
    facts = order_facts(order, at=timezone.now())
    form = OpenForm(request.POST if request.method == "POST" else None, initial=_begin(facts.terms))
    if request.method == "POST" and form.is_valid() and side is not None:
        try:
            made = contents.open_shipment(
                order, **form.cleaned_data, author=Author(side, person=request.user), at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(sentence_of(refusal, REFUSALS)))
        else:
            messages.success(request, _("The shipment is open. Say what is in it, and by which way it travels."))
            return redirect(made)
    context = {
        "order": order,
        "pages": [page_of(one, facts) for one in shipments_to_show(order)],
        "form": form if side and order.status == Order.Status.CONFIRMED else None,
    }
    return render(request, "delivery/shipments/list.html", context, status=422 if form.errors else 200)


@require_safe
def shipment(request: PersonRequest, pk: int) -> HttpResponse:
    """One shipment: where it is, when it is expected, what is in it, and everything that was reported."""
    return show(request, member_entrance(request, pk))


def show(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    """The page of a shipment, for members and guests."""
    return render(request, "delivery/shipments/shipment.html", context_of(entrance))


def context_of(entrance: Entrance) -> dict[str, Any]:
    """What the page reads."""
    facts = order_facts(entrance.order, at=timezone.now())
    row = shipments_to_show(entrance.order).get(pk=entrance.shipment.pk)
    runs = entrance.order.status in (Order.Status.CONFIRMED, Order.Status.COMPLETED)
    author = entrance.author if runs else None
    side = author.side if author else ""
    page = page_of(row, facts)
    is_fixed = contents.is_handed_over(row)
    return {
        "page": page,
        "order": entrance.order,
        "is_guest": bool(entrance.token),
        "side": side,
        "packs": entrance.packs and runs,
        "lines": sorted({lot.line for lot in page.lots}),
        "is_fixed": is_fixed,
        "closed": [] if is_fixed or entrance.token else closed_gates(row, facts),
        "reports": _reports(entrance) if author else [],
        "urls": {
            name.replace("-", "_"): entrance.url(f"shipment-{name}") for name in ("goods", "lot-remove", "take-back")
        },
        "leg_urls": [(one, entrance.url("shipment-leg", one.leg.number)) for one in page.legs],
        "next_leg": entrance.url("shipment-leg", len(page.legs) + 1) if author else "",
        "guest": author.guest.pk if author and author.guest else None,
    }


def _reports(entrance: Entrance) -> list[tuple[str, str]]:
    """What may be reported of a shipment of this mode, each with its page."""
    kinds = event_kinds().events.values()
    return [
        (event_name(kind.id), entrance.url("shipment-report", kind.id))
        for kind in kinds
        if entrance.shipment.mode in kind.modes
    ]


def _begin(terms: Any) -> dict[str, str]:
    return {"mode": terms.mode} if terms else {}
