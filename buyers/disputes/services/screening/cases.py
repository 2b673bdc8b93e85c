"""A party of an order is confirmed to be a listed one: whoever is not gets a legal case, opened by the desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from buyers.disputes.models import LegalCase, Screening
from buyers.disputes.services.cases.opening import Client, Opening, open_case
from buyers.trade.models import Order, Side
from kpmarket.accounts.models import User

ROLE = Screening.Role
CLIENTS: Mapping[str, tuple[Side, ...]] = {
    ROLE.BUYER: (Side.SUPPLIER,),
    ROLE.CONSIGNEE: (Side.SUPPLIER,),
    ROLE.SUPPLIER: (Side.BUYER,),
    ROLE.PAYEE: (Side.BUYER,),
    ROLE.VESSEL: (Side.BUYER, Side.SUPPLIER),
}
"""Whom the desk advises, by the role of the listed party: never its own side."""
LANGUAGES = {Side.BUYER: LegalCase.Language.ENGLISH, Side.SUPPLIER: LegalCase.Language.CHINESE}
CHINA = "CN"


def open_cases(order: Order, role: str, *, by: User, at: datetime) -> list[LegalCase]:
    """The cases that were opened now: none for a side that has an open one about sanctions for this order."""
    return [_open(order, side, by=by, at=at) for side in CLIENTS.get(role, ()) if not _has_one(order, side)]


def _has_one(order: Order, side: Side) -> bool:
    client = {"buyer": order.buyer_id} if side == Side.BUYER else {"supplier": order.supplier_id}
    return LegalCase.objects.open().filter(order=order, kind=LegalCase.Kind.SANCTIONS, **client).exists()


def _open(order: Order, side: Side, *, by: User, at: datetime) -> LegalCase:
    is_buyers = side == Side.BUYER
    with translation.override(LANGUAGES[side]):
        text = _(
            "Order %(number)s is stopped: two people of the desk found that a party of it stands on a list of "
            "sanctions. Nothing is released or paid out. Without leave of the authority nothing may go to that party, "
            "a refund neither. The desk says what this side may and must do. Opened by the desk."
        ) % {"number": order.number}
    opening = Opening(
        kind=LegalCase.Kind.SANCTIONS,
        jurisdiction=order.buyer.country if is_buyers else CHINA,
        language=LANGUAGES[side],
        text=text,
        order=order,
    )
    return open_case(
        Client(order.buyer if is_buyers else None, None if is_buyers else order.supplier), opening, by=by, at=at
    )
