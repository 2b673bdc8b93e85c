"""The way of a shipment: its legs, and what stood there before somebody changed them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from buyers.delivery.models import Leg, Shipment, ShipmentChange
from buyers.delivery.services.shipments.authors import Author
from buyers.delivery.services.shipments.contents import refuse_stranger
from buyers.delivery.services.shipments.refusals import OtherVersion
from buyers.trade.services.ledger import lock_order

MOST_LEGS = 12


@dataclass(frozen=True)
class LegEntry:
    """A leg as somebody typed it, checked; see ``models.Leg``."""

    mode: str
    origin: str
    destination: str
    carrier: str = ""
    vehicle: str = ""
    imo: str = ""
    voyage: str = ""
    container: str = ""
    seal: str = ""
    bill: str = ""
    booking: str = ""


@transaction.atomic
def write_leg(shipment: Shipment, number: int, entry: LegEntry, *, author: Author, at: datetime) -> Leg:
    """Write this leg down: the next one, or another version of one that exists, whose old values are kept.

    Raises NotRunning, NotTheirs, or OtherVersion for a number that does not follow the last.
    """
    order = lock_order(shipment.order_id)
    refuse_stranger(order, author, is_way=True)
    known = {leg.number: leg for leg in Leg.objects.filter(shipment=shipment)}
    if number not in known:
        if number != len(known) + 1 or number > MOST_LEGS:
            raise OtherVersion
        return Leg.objects.create(shipment=shipment, number=number, **vars(entry))
    leg = known[number]
    for field, value in vars(entry).items():
        before = getattr(leg, field)
        if before != value:
            _keep(shipment, f"leg:{number}", field, str(before), value, author, at)
            setattr(leg, field, value)
    leg.save()
    return leg


@transaction.atomic
def remove_leg(leg: Leg, *, author: Author, at: datetime) -> None:
    """Take out the last leg. Raises NotRunning, NotTheirs, or OtherVersion where another follows."""
    order = lock_order(leg.shipment.order_id)
    refuse_stranger(order, author, is_way=True)
    if leg.shipment.legs.filter(number__gt=leg.number).exists():
        raise OtherVersion
    words = " ".join(filter(None, (leg.origin, leg.destination, leg.carrier, leg.container, leg.bill)))
    _keep(leg.shipment, f"leg:{leg.number}", "", words, "", author, at)
    Leg.objects.filter(pk=leg.pk).delete()


def _keep(shipment: Shipment, subject: str, field: str, before: str, after: str, author: Author, at: datetime) -> None:
    ShipmentChange.objects.create(
        shipment=shipment,
        subject=subject,
        field=field,
        before=before,
        after=after,
        side=author.side,
        changed_at=at,
        **author.columns("changed"),
    )
