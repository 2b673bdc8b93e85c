"""Who does what under the delivery terms of an order, who pays, where the risk passes, and what the gates say."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from buyers.delivery.services.gates import gates_of_lines
from buyers.trade.models import Side
from buyers.trade.services.facts import order_facts
from buyers.trade.services.who_does_what import deal_of_terms, who_does_what
from buyers.trade.views.scope import order_of, side_for
from kpmarket.accounts.requests import PersonRequest


@require_safe
def terms(request: PersonRequest, pk: int) -> HttpResponse:
    """One table for this order, with its real names and places."""
    order = order_of(request, pk)
    facts = order_facts(order, at=timezone.now())
    if facts.terms is None:
        raise Http404
    context = {
        "order": order,
        "table": who_does_what(deal_of_terms(facts.terms, order.supplier_id)),
        "gates": gates_of_lines(order, facts.rows, facts.terms.mode, at=facts.at),
        "lines": facts.lines,
        "may_state": side_for(order, request.user) == Side.SUPPLIER and facts.is_in_force,
    }
    return render(request, "delivery/terms.html", context)
