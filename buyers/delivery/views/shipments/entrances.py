"""By which way somebody came to a shipment: as a member of a side, or as a guest with a link. The pages are the same."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from buyers.delivery.models import GuestLink, Shipment
from buyers.delivery.services.shipments.authors import Author, of_guest
from buyers.trade.models import Order, Side
from buyers.trade.views.scope import order_of, side_for
from kpmarket.accounts.requests import PersonRequest


@dataclass(frozen=True)
class Entrance:
    """``author`` is None for who may only read. ``token`` is that of a guest's link, empty for members."""

    shipment: Shipment
    author: Author | None
    token: str = ""

    @property
    def order(self) -> Order:
        return self.shipment.order

    @property
    def acting(self) -> Author:
        """Who writes. Raises Http404 for who may only read."""
        if self.author is None:
            raise Http404
        return self.author

    @property
    def packs(self) -> bool:
        """Whether this author says what is in the shipment: the supplier's people and guests."""
        return self.author is not None and (bool(self.token) or self.author.side == Side.SUPPLIER)

    def url(self, name: str, *rest: object) -> str:
        """The page of that name of this shipment, for members or for this guest."""
        if self.token:
            guest_name = "guest-shipment-one" if name == "shipment" else f"guest-{name}"
            return reverse(f"delivery:{guest_name}", args=[self.token, self.shipment.number, *rest])
        return reverse(f"delivery:{name}", args=[self.shipment.pk, *rest])


def member_entrance(request: PersonRequest, pk: int) -> Entrance:
    """The shipment of an order of the person's sides. Raises Http404."""
    shipment = get_object_or_404(Shipment, pk=pk)
    order = shipment.order = order_of(request, shipment.order_id)
    side = side_for(order, request.user)
    return Entrance(shipment, Author(side, person=request.user) if side else None)


def guest_entrance(link: GuestLink, token: str, number: int) -> Entrance:
    """The shipment that the link was given for, or one that it opened. Raises Http404."""
    rows = Shipment.objects.filter(order=link.order_id, number=number)
    shipment = get_object_or_404(rows, pk=link.shipment_id) if link.shipment_id else get_object_or_404(rows, guest=link)
    shipment.order = link.order
    return Entrance(shipment, of_guest(link), token)
