"""Who acts for which side of an order. Nobody acts for both."""

from __future__ import annotations

from datetime import datetime

from buyers.models import BuyerMembership
from buyers.trade.models import Order, Side
from kpmarket.accounts.models import User
from suppliers.models import Membership


class NotAParty(Exception):
    """The person belongs to neither side."""


class OnBothSides(Exception):
    """The person belongs to both sides, and so may act for neither."""


class MayOnlyRead(Exception):
    """The person's role lets them read."""


class WrongSide(Exception):
    """This act is the other side's."""


def side_of(order: Order, person: User) -> Side:
    """The side that this person belongs to, in whatever role. Raises NotAParty or OnBothSides."""
    return _side_and_role(order, person)[0]


def acting_side(order: Order, person: User) -> Side:
    """The side that this person may act for. Raises NotAParty, OnBothSides or MayOnlyRead."""
    side, role = _side_and_role(order, person)
    acting = BuyerMembership.PURCHASING_ROLES if side == Side.BUYER else Membership.EDITING_ROLES
    if role not in acting:
        raise MayOnlyRead
    return side


def _side_and_role(order: Order, person: User) -> tuple[Side, str]:
    of_buyer = BuyerMembership.objects.filter(buyer=order.buyer_id, user=person)
    of_supplier = Membership.objects.filter(supplier=order.supplier_id, user=person)
    roles = {
        side: role
        for side, members in ((Side.BUYER, of_buyer), (Side.SUPPLIER, of_supplier))
        for role in members.values_list("role", flat=True)
    }
    if len(roles) > 1:
        raise OnBothSides
    if not roles:
        raise NotAParty
    return roles.popitem()


def act_for(side: Side, order: Order, person: User) -> None:
    """Raises NotAParty, OnBothSides, MayOnlyRead or WrongSide where this person may not act for that side."""
    if acting_side(order, person) != side:
        raise WrongSide


def people_who_act(order: Order, side: Side) -> list[User]:
    """Who gets the letters of one side: active people with a role that acts."""
    people = User.objects.filter(is_active=True)
    if side == Side.BUYER:
        members = BuyerMembership.objects.filter(buyer=order.buyer_id, role__in=BuyerMembership.PURCHASING_ROLES)
    else:
        members = Membership.objects.filter(supplier=order.supplier_id, role__in=Membership.EDITING_ROLES)  # type: ignore[assignment]
    return list(people.filter(pk__in=members.values("user")).order_by("pk"))


def other(side: Side) -> Side:
    return Side.SUPPLIER if side == Side.BUYER else Side.BUYER


def placed_since(order: Order) -> datetime:
    """When the supplier got it: at placing, or when a second member approved it."""
    approved = (change.at for change in order.history.all() if change.after == Order.Status.PLACED)
    return min(approved, default=order.placed_at)
