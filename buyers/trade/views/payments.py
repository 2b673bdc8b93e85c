"""How a part is paid, and having money back that serves no part: for the buyer's side."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from buyers.services.qr_codes import qr_svg
from buyers.terms.parts import PartState
from buyers.trade.models import Order, Side
from buyers.trade.services import payments
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.facts import order_facts
from buyers.trade.services.pay_instructions import amount_in_words, pay_instructions
from buyers.trade.services.words import event_words, money_words, stage_words
from buyers.trade.views.scope import acting_order
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import perform


@require_safe
def pay(request: PersonRequest, pk: int, part: int) -> HttpResponse:
    """To whom, how much, until when and under which reference."""
    order, facts, state = _part_of(request, pk, part)
    shown = pay_instructions(facts, state, at=timezone.now())
    context = {
        "order": order,
        "part": state,
        "shown": shown,
        "amount": amount_in_words(shown) if shown else money_words(state.missing, order.currency),
        "stage": stage_words(state.stage),
        "release": event_words(state.part.release),
        "is_held_here": facts.is_held_here,
        "is_late": bool(state.days_late(facts.on)),
    }
    return render(request, "trade/pay.html", context)


@require_safe
def pay_code(request: PersonRequest, pk: int, part: int) -> HttpResponse:
    """The code to scan, as a drawing."""
    _order, facts, state = _part_of(request, pk, part)
    shown = pay_instructions(facts, state, at=timezone.now())
    if shown is None:
        raise Http404
    return HttpResponse(qr_svg(shown.code), content_type="image/svg+xml")


@require_POST
def pay_return(request: PersonRequest, pk: int) -> HttpResponse:
    """What serves no part is sent back."""
    order = acting_order(request, pk, Side.BUYER)
    perform(
        request,
        lambda: payments.return_unapplied(order, by=request.user, at=timezone.now()),
        _("It goes back to you: two people prepare and approve the transfer."),
        {payments.NothingToReturn: _("Nothing waits to be sent back.")},
    )
    return redirect(order)


def _part_of(request: PersonRequest, pk: int, number: int) -> tuple[Order, OrderFacts, PartState]:
    """A part of an order that the reader buys. Raises Http404."""
    order = acting_order(request, pk, Side.BUYER)
    facts = order_facts(order, at=timezone.now())
    state = next((one for one in facts.parts if one.part.number == number), None)
    if state is None or not facts.is_in_force:
        raise Http404
    return order, facts, state
