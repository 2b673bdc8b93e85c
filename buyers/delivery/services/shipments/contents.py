"""Opening a shipment and saying what is in it: lots of lines, never more than the order may have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Sum

from buyers.delivery.models import Shipment, ShipmentChange, ShipmentLot
from buyers.delivery.services.shipments.authors import Author
from buyers.delivery.services.shipments.refusals import (
    HandedOver,
    LotTwice,
    NotRunning,
    NotTheirs,
    TooMany,
    UnknownLine,
)
from buyers.terms.contract import Terms
from buyers.terms.progress import most_of
from buyers.trade.models import EvidenceAnswer, Order, Side
from buyers.trade.services.contracts import contract_in_force
from buyers.trade.services.ledger import lock_order

GONE = (EvidenceAnswer.Verdict.RETURNED, EvidenceAnswer.Verdict.WITHDRAWN)
"""Evidence that was answered so no longer says anything."""


@dataclass(frozen=True)
class LotEntry:
    """A lot as somebody typed or scanned it; ``quantity`` in units of the line, sizes in grams and cubic centimetres."""

    line: int
    quantity: int
    lot: str = ""
    serials: tuple[str, ...] = field(default=())
    gtin: str = ""
    made_on: date | None = None
    expires_on: date | None = None
    cartons: int | None = None
    pieces_per_carton: int | None = None
    net_grams: int | None = None
    gross_grams: int | None = None
    volume_cm3: int | None = None


@transaction.atomic
def open_shipment(
    order: Order, *, mode: str, forwarder: str = "", lots: Sequence[LotEntry] = (), author: Author, at: datetime
) -> Shipment:
    """A new shipment of the order with these lots. Raises NotRunning, NotTheirs, UnknownLine, TooMany or LotTwice.

    The buyer opens an empty one, for its forwarder to fill.
    """
    order = lock_order(order.pk)
    refuse_stranger(order, author, is_way=not lots)
    last = Shipment.objects.filter(order=order).aggregate(last=Max("number"))["last"] or 0
    shipment = Shipment.objects.create(
        order=order,
        number=last + 1,
        mode=mode,
        forwarder=forwarder,
        created_at=at,
        **author.columns("created"),
    )
    _add(shipment, lots, terms_in_force(order))
    return shipment


@transaction.atomic
def add_lots(shipment: Shipment, lots: Sequence[LotEntry], *, author: Author, at: datetime) -> list[ShipmentLot]:
    """These lots travel too: all of them, or none. Raises as ``open_shipment`` does, or HandedOver."""
    order = lock_order(shipment.order_id)
    refuse_stranger(order, author)
    _refuse_handed_over(shipment)
    return _add(shipment, lots, terms_in_force(order))


@transaction.atomic
def remove_lot(lot: ShipmentLot, *, author: Author, at: datetime) -> None:
    """This lot does not travel with it; what stood there is kept. Raises NotRunning, NotTheirs or HandedOver."""
    order = lock_order(lot.shipment.order_id)
    refuse_stranger(order, author)
    _refuse_handed_over(lot.shipment)
    if not ShipmentLot.objects.filter(pk=lot.pk).exists():
        return
    ShipmentChange.objects.create(
        shipment=lot.shipment,
        subject=f"lot:{lot.lot}" if lot.lot else f"line:{lot.line}",
        before=str(lot.quantity),
        side=author.side,
        changed_at=at,
        **author.columns("changed"),
    )
    lot.delete()


def quantities_of(order: Order) -> dict[int, int]:
    """How many units of each line travel in all shipments of the order."""
    rows = ShipmentLot.objects.filter(shipment__order=order).values("line").order_by("line")
    return {row["line"]: row["units"] for row in rows.annotate(units=Sum("quantity"))}


def refuse_stranger(order: Order, author: Author, *, is_way: bool = False) -> None:
    """Raises NotRunning, or NotTheirs: goods are packed by the supplier or a forwarder.

    The way is written by both sides (``is_way``): under FCA and FOB the buyer books the transport.
    """
    if order.status != Order.Status.CONFIRMED:
        raise NotRunning
    if not is_way and author.guest is None and author.side != Side.SUPPLIER:
        raise NotTheirs


def terms_in_force(order: Order) -> Terms:
    """What both signed. Raises NotRunning where nothing is in force."""
    contract = contract_in_force(order)
    if contract is None:
        raise NotRunning
    return contract.terms


def is_handed_over(shipment: Shipment) -> bool:
    """Whether evidence says that these goods were handed over or delivered, and was not returned or withdrawn."""
    proofs = shipment.events.filter(proofs__isnull=False).exclude(proofs__evidence__answer__verdict__in=GONE)
    return proofs.exists()


def _refuse_handed_over(shipment: Shipment) -> None:
    if is_handed_over(shipment):
        raise HandedOver


def _add(shipment: Shipment, lots: Iterable[LotEntry], terms: Terms) -> list[ShipmentLot]:
    """Under the lock of the order: nobody else adds units in between."""
    lines = {line.number: line for line in terms.lines}
    taken = quantities_of(shipment.order)
    known = set(shipment.lots.exclude(lot="").values_list("line", "lot"))
    made = []
    for one in lots:
        line = lines.get(one.line)
        if line is None:
            raise UnknownLine(one.line)
        if one.lot and (one.line, one.lot) in known:
            raise LotTwice(one.lot)
        allowed, already = most_of(line, terms.tolerance_bp), taken.get(one.line, 0)
        if already + one.quantity > allowed:
            raise TooMany(one.line, line.quantity, allowed, max(0, allowed - already))
        taken[one.line] = already + one.quantity
        known.add((one.line, one.lot))
        made.append(ShipmentLot(shipment=shipment, **{**vars(one), "serials": list(one.serials)}))
    for row in made:
        row.save()
    return made
