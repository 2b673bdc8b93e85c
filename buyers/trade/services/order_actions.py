"""What a person may do about an order now, as the page of the order and lists show it. Nothing is decided here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from buyers.trade.models import Contract, Order, Side
from buyers.trade.services import parties
from buyers.trade.services.contracts import waiting_version
from buyers.trade.services.order_deadlines import is_lapsed, sign_by
from kpmarket.accounts.models import User


@dataclass(frozen=True)
class Action:
    """A link or a button. ``is_main``: the one thing that is waited for."""

    code: str
    label: str
    url: str
    method: Literal["get", "post"] = "get"
    is_main: bool = False


def actions_of(order: Order, person: User, *, at: datetime) -> tuple[Action, ...]:
    """What this person may do now; nothing for who may only read or belongs to both sides."""
    try:
        side = parties.acting_side(order, person)
    except (parties.OnBothSides, parties.MayOnlyRead, parties.NotAParty):
        return ()
    return actions_for(order, side, person, at=at)


def actions_for(order: Order, side: Side, person: User, *, at: datetime) -> tuple[Action, ...]:
    """The same for somebody who is known to act for that side."""
    waiting = waiting_version(order)
    contract, missing = waiting if waiting else (None, None)
    found = []
    if contract and order.status == Order.Status.TO_APPROVE and order.placed_by_id != person.pk:
        found.append(Action("approve", _("Read and approve"), contract_page(order, contract), is_main=True))
    if contract and missing == side and order.status == Order.Status.PLACED and not is_lapsed(order, at):
        found.append(Action("answer", _("Read, then confirm or decline"), contract_page(order, contract), is_main=True))
    if contract and order.status == Order.Status.CONFIRMED:
        contract.order = order
        if missing == side and not sign_by(contract).is_over(at):
            found.append(Action("sign", _("Compare and sign the change"), contract_page(order, contract), is_main=True))
    return (*found, *_always(order, side))


def contract_page(order: Order, contract: Contract) -> str:
    """Where a version is read and signed."""
    return reverse("trade:contract", args=[order.pk, contract.version])


def _always(order: Order, side: Side) -> list[Action]:
    """What is possible at any time while the order runs."""
    found = []
    if order.status == Order.Status.CONFIRMED:
        found.append(Action("amend", _("Propose a change"), reverse("trade:order-amend", args=[order.pk])))
    open_to_buyer = (Order.Status.TO_APPROVE, Order.Status.PLACED)
    if order.status == Order.Status.CONFIRMED or (side == Side.BUYER and order.status in open_to_buyer):
        found.append(Action("cancel", _("End the order"), reverse("trade:order-cancel", args=[order.pk])))
    return found
