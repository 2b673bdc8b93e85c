"""The watch over one order, for both sides: how each line stands, what is stopped, where else it may go, what was known."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from buyers.trade.models import Order
from buyers.trade.services.diversion import diversions
from buyers.trade.services.facts import order_facts
from buyers.trade.services.known_then import known_then
from buyers.trade.services.parties import NotAParty, OnBothSides, side_of
from kpmarket.accounts.models import User


@login_required
@require_safe
def watch(request: HttpRequest, pk: int) -> HttpResponse:
    """404 for whoever is no side of the order."""
    user = cast(User, request.user)
    orders = Order.objects.of_members(user).select_related("buyer", "supplier", "holder").distinct()
    order = get_object_or_404(orders, pk=pk)
    try:
        side = side_of(order, user)
    except (NotAParty, OnBothSides) as error:
        raise Http404 from error
    facts = order_facts(order, at=timezone.now())
    stopped = [hold.line for hold in facts.holds]
    label = facts.terms.label_language if facts.terms else ""
    context = {
        "order": order,
        "facts": facts,
        "side": side,
        "diversions": diversions(order, stopped, facts.on, label_language=label) if stopped else (),
        "known_then": known_then(order),
    }
    return render(request, "trade/watch.html", context)
