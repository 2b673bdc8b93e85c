"""Which names of an order are compared: both sides, who is paid, who receives the goods, and the ships."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from buyers.delivery.models import Leg, Mode
from buyers.disputes.models import Screening
from buyers.trade.models import Evidence, Order
from suppliers.accounts.services import account_in_force

Role = Screening.Role
TRANSPORT_DOCUMENT = "transport_document"


@dataclass(frozen=True)
class Party:
    """A name in its role."""

    role: Role
    name: str


def parties_of(order: Order, *, at: datetime) -> list[Party]:
    """Every name of the order once in each role, as it stands at that moment."""
    return list(dict.fromkeys(party for party in _parties(order, at) if party.name))


def _parties(order: Order, at: datetime) -> Iterator[Party]:
    yield Party(Role.BUYER, order.buyer.organisation.strip())
    for name in (order.supplier.name_en, order.supplier.name_zh):
        yield Party(Role.SUPPLIER, name.strip())
    if account := account_in_force(order.supplier, at):
        yield Party(Role.PAYEE, account.holder_en.strip())
    documents = Evidence.objects.filter(order=order, kind=TRANSPORT_DOCUMENT).order_by("pk")
    for facts in documents.values_list("facts", flat=True):
        yield Party(Role.CONSIGNEE, str(facts.get("consignee") or "").strip())
    ships = Leg.objects.filter(shipment__order=order, mode=Mode.SEA).order_by("pk")
    for ship in ships.values_list("vehicle", flat=True):
        yield Party(Role.VESSEL, ship.strip())
