"""Who may do what at the desk for orders and money, and for whom nobody may: orders of an organisation or company of one's own."""

from __future__ import annotations

from datetime import datetime

from audits.desk.permissions import own_companies
from buyers.models import BuyerInvitation, BuyerMembership, Enquiry
from buyers.trade.models import DeskOffice, Order
from kpmarket.accounts.models import User
from kpmarket.accounts.offices import in_office


class NotInOffice(Exception):
    """The person does not hold the office that this act needs."""


class OwnOrder(Exception):
    """The person belongs or belonged to a side of the order: a colleague acts."""


def offices_of(user: User, *, at: datetime) -> frozenset[str]:
    """The offices that this person holds at that moment."""
    if not (user.is_active and user.is_staff):
        return frozenset()
    held = DeskOffice.objects.filter(in_office(at), user=user)
    return frozenset(held.values_list("office", flat=True))


def holds_office(user: User, *offices: str, at: datetime) -> bool:
    """Whether the person holds one of these offices at that moment."""
    return bool(offices_of(user, at=at) & set(offices))


def own_organisations(user: User) -> set[int]:
    """Keys of buying organisations in which this person has an interest: members, guests who joined, and who sent for them."""
    members = BuyerMembership.objects.filter(user=user).values_list("buyer").order_by()
    joined = BuyerInvitation.objects.filter(accepted_by=user).values_list("buyer").order_by()
    asked = Enquiry.objects.filter(sent_by=user).values_list("buyer").order_by()
    placed = Order.objects.filter(placed_by=user).values_list("buyer").order_by()
    return {key for (key,) in members.union(joined, asked, placed)}


def is_own(order: Order, user: User) -> bool:
    """Whether this person belongs or belonged to a side of the order."""
    return order.supplier_id in own_companies(user) or order.buyer_id in own_organisations(user)


def require_finance(user: User, *, at: datetime, order: Order | None = None) -> None:
    """Raise NotInOffice unless this person moves money now, OwnOrder where it is money of their own side."""
    if not holds_office(user, DeskOffice.Office.FINANCE, at=at):
        raise NotInOffice
    if order is not None and is_own(order, user):
        raise OwnOrder
