"""The recall list: which lots went to whom. Each side finds its own orders, the desk all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from buyers.delivery.models import ShipmentLot
from buyers.trade.models import Evidence, Order, OrderLine
from kpmarket.foundation.places import place_name
from kpmarket.foundation.spreadsheets import CONTENT_TYPES, Cell, make_spreadsheet

MOST = 2_000
"""Rows of one list; a list that is cut says so."""
LONGEST = 120
"""Characters that are searched for."""
HANDED_OVER = "transport_document"


@dataclass(frozen=True)
class RecallRow:
    """A lot of a line in a shipment, and who bought it. ``serials`` are those that were searched for, else all."""

    lot: ShipmentLot
    order: Order
    product: str
    serials: tuple[str, ...]

    @property
    def buyer(self) -> str:
        return str(self.order.buyer.organisation)

    @property
    def place(self) -> str:
        return str(place_name(self.order.buyer.country))


@dataclass(frozen=True)
class RecallList:
    """``unrecorded`` are lines of orders that went out and have no lots on record: the list cannot say anything of them."""

    words: str
    rows: Sequence[RecallRow]
    unrecorded: Sequence[OrderLine]
    is_cut: bool


def recall_list(words: str, orders: QuerySet[Order]) -> RecallList:
    """The lots of these orders whose number, serial number, GTIN or model is ``words``; all lots without any.

    A lot, a GTIN or a serial number is compared as a whole, whatever its case and spaces; a model may be part of its name.
    Three queries.
    """
    words = " ".join(words.replace("\x00", "").split())[:LONGEST]
    lots = ShipmentLot.objects.filter(shipment__order__in=orders).select_related("shipment__order__buyer")
    products = _products(orders)
    if words:
        lots = lots.filter(_filter_for(words, products))
    found = list(lots.order_by("lot", "shipment__order", "pk")[: MOST + 1])
    rows = [row for lot in found[:MOST] if (row := _row(lot, products, words))]
    return RecallList(words, rows, _unrecorded(orders, words), is_cut=len(found) > MOST)


def make_workbook(found: RecallList) -> bytes:
    """The list as XLSX, with what is not on record below it."""
    head: list[Cell] = [
        *(_("Lot"), _("Serial numbers"), _("GTIN"), _("Product"), _("Quantity"), _("Made on"), _("Expires on")),
        *(_("Shipment"), _("Order"), _("Buyer"), _("Address"), _("Country")),
    ]
    rows: list[Sequence[Cell]] = [head, *(_cells(row) for row in found.rows)]
    if found.unrecorded:
        rows += [[], [_("No lots on record for these orders")]]
        rows += [
            [_name(line), "", "", "", "", "", "", "", line.order.number, line.order.buyer.organisation]
            for line in found.unrecorded
        ]
    return make_spreadsheet(rows, "xlsx")


def workbook_headers(on: date) -> dict[str, str]:
    """What goes with the file when it is sent."""
    return {
        "Content-Type": CONTENT_TYPES["xlsx"],
        "Content-Disposition": f'attachment; filename="recall-list-{on.isoformat()}.xlsx"',
        "Cache-Control": "private, no-store",
    }


def _cells(row: RecallRow) -> list[Cell]:
    lot, order = row.lot, row.order
    return [
        *(lot.lot, ", ".join(row.serials), lot.gtin, row.product, lot.quantity),
        lot.made_on.isoformat() if lot.made_on else "",
        lot.expires_on.isoformat() if lot.expires_on else "",
        *(str(lot.shipment), order.number, row.buyer, order.buyer.address, row.place),
    ]


def _products(orders: QuerySet[Order]) -> dict[tuple[int, int], OrderLine]:
    lines = OrderLine.objects.filter(order__in=orders).select_related("product")
    return {(line.order_id, line.number): line for line in lines}


def _filter_for(words: str, products: dict[tuple[int, int], OrderLine]) -> Q:
    """Lots whose number, GTIN or serial number is asked for, and those of lines with that model."""
    compact = words.replace(" ", "")
    asked = Q(lot__iexact=words) | Q(lot__iexact=compact) | Q(gtin=compact.zfill(14)) | Q(gtin=compact)
    asked |= Q(serials__icontains=compact)
    for (order, number), line in products.items():
        if words.casefold() in line.product.model.casefold():
            asked |= Q(shipment__order=order, line=number)
    return asked


def _row(lot: ShipmentLot, products: dict[tuple[int, int], OrderLine], words: str) -> RecallRow | None:
    """None where only a part of a serial number was found in the text of its column."""
    order = lot.shipment.order
    line = products.get((order.pk, lot.line))
    compact = words.replace(" ", "").casefold()
    serials = tuple(str(one) for one in lot.serials)
    named = tuple(one for one in serials if one.casefold() == compact)
    own = {lot.lot.casefold(), lot.lot.replace(" ", "").casefold(), lot.gtin, lot.gtin.lstrip("0")}
    is_own = not words or bool({words.casefold(), compact, compact.lstrip("0")} & (own - {""}))
    is_model = bool(line) and words.casefold() in (line.product.model.casefold() if line else "")
    if not (is_own or is_model or named):
        return None
    return RecallRow(lot, order, _name(line) if line else "", named or serials)


def _unrecorded(orders: QuerySet[Order], words: str) -> list[OrderLine]:
    """Lines that were handed over by what was submitted, and of which nobody typed a lot."""
    handed = Evidence.objects.filter(order=OuterRef("order"), event=HANDED_OVER)
    lots = ShipmentLot.objects.filter(shipment__order=OuterRef("order"), line=OuterRef("number")).exclude(
        lot="", serials=[]
    )
    lines = OrderLine.objects.filter(Exists(handed), ~Exists(lots), order__in=orders)
    if words:
        lines = lines.filter(product__model__icontains=words)
    return list(lines.select_related("order__buyer", "product").order_by("order", "number")[:MOST])


def _name(line: OrderLine) -> str:
    return f"{line.product.display_name} {line.product.model}"
