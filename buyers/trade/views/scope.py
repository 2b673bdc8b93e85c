"""What every page of an order begins with: the order among those of the person's sides."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from buyers.trade.models import Contract, Order, Side
from buyers.trade.services import parties
from kpmarket.accounts.models import User
from kpmarket.accounts.requests import PersonRequest


def order_of(request: PersonRequest, pk: int) -> Order:
    """The order, if it is one of the person's sides. Raises Http404."""
    theirs = Order.objects.of_members(request.user).select_related("buyer", "supplier", "holder", "placed_by")
    return get_object_or_404(theirs.distinct(), pk=pk)


def contract_of(order: Order, version: int) -> Contract:
    """A version with its signatures. Raises Http404."""
    found = order.contracts.select_related("proposed_by").prefetch_related("signatures__by")
    contract = get_object_or_404(found, version=version)
    contract.order = order
    return contract


def acting_order(request: PersonRequest, pk: int, side: Side | None = None) -> Order:
    """The order for somebody who may act on it, for that side where one is named. Raises Http404 for who may only read.

    Somebody on both sides is let through: the act itself is refused with a sentence.
    """
    order = order_of(request, pk)
    try:
        acting = parties.acting_side(order, request.user)
    except parties.OnBothSides:
        return order
    except (parties.MayOnlyRead, parties.NotAParty):
        raise Http404 from None
    if side not in (None, acting):
        raise Http404
    return order


def side_for(order: Order, person: User) -> Side | None:
    """The side that this person acts for; None for who may only read, or belongs to both."""
    try:
        return parties.acting_side(order, person)
    except (parties.OnBothSides, parties.MayOnlyRead, parties.NotAParty):
        return None
