"""What the documents of a shipment state, put side by side: the contract, the shipment itself, and each document of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from buyers.delivery.models import IssuedDocument, ReportLine, Shipment, ShipmentEvent
from buyers.delivery.services.issued.drafts import packed_lots
from buyers.terms.delivery.issued import Document, PackedLot, Packing, together
from buyers.terms.delivery.stated import INVOICE, Dossier, Place, Stated, StatedLine
from buyers.terms.delivery.verdict import Result
from buyers.trade.models import Contract, Order, OrderLine
from buyers.trade.models.quote import CHINA

HAPPENED = ShipmentEvent.Kind.HAPPENED
ON_BOARD = "loaded_on_board"
"""The event of a shipment by which goods are on board."""


def dossier_of(
    order: Order, contract: Contract, lines: Sequence[OrderLine], shipment: Shipment, documents: Sequence[Stated]
) -> Dossier:
    """All that is compared for one shipment, which comes with ``lots`` and ``events``; it is one of the documents itself.

    ``lines`` are those of the order with their types of product.
    """
    supplier = order.supplier
    signed = max((one.at for one in contract.signatures.all()), default=None)
    return Dossier(
        terms=contract.terms,
        contract=Place("sales_contract", order.number, contract.version),
        documents=(*documents, stated_of_shipment(shipment)),
        hs_codes={
            line.number: frozenset(map(str, line.product.product_type.facts.get("hs_2022") or ())) for line in lines
        },
        supplier_names=tuple(filter(None, (supplier.name_en, supplier.name_zh))),
        signed_on=signed.astimezone(CHINA).date() if signed else None,
    )


def invoiced_of(documents: Iterable[IssuedDocument]) -> dict[int, int]:
    """Units of each line on current invoices of all shipments."""
    found: dict[int, int] = {}
    for one in documents:
        for line in one.document.lines if one.kind == INVOICE else ():
            found[line.number] = found.get(line.number, 0) + line.quantity
    return found


def stated_of_document(document: Document) -> Stated:
    """What a document of ours states; a version that is not issued yet has the number that it would get."""
    return Stated(
        place=Place(document.kind, document.number, document.version),
        on=document.issued_on,
        consignee=document.consignee.name,
        beneficiary=document.payment.beneficiary,
        currency=document.currency if document.total is not None else "",
        incoterm=document.incoterm,
        named_place=document.place,
        lines={
            line.number: StatedLine(line.quantity, line.model, line.hs_code, line.unit_price) for line in document.lines
        },
        packing=document.packing,
        packed=document.lots,
        lots=_lot_numbers(document.lots),
        models=frozenset(line.model for line in document.lines if line.model),
        total=document.total,
    )


def stated_of_shipment(shipment: Shipment) -> Stated:
    """What the shipment itself says: its lots, and the day on which it was reported to be on board."""
    lots = packed_lots(shipment.lots.all())
    quantities: dict[int, int] = {}
    for lot in lots:
        quantities[lot.line] = quantities.get(lot.line, 0) + lot.quantity
    return Stated(
        place=Place("shipment", f"S{shipment.number}"),
        lines={number: StatedLine(quantity) for number, quantity in quantities.items()},
        packing=together(lots),
        packed=lots,
        lots=_lot_numbers(lots),
        on_board_on=_on_board(shipment),
    )


def stated_of_upload(kind: str, number: str, on: date | None, stated: Mapping[str, Any]) -> Stated:
    """What whoever uploaded a document typed of it; a value of another form counts as not stated."""
    return Stated(
        place=Place(kind, number),
        on=on,
        consignee=_text(stated, "consignee"),
        beneficiary=_text(stated, "beneficiary"),
        currency=_text(stated, "currency").upper(),
        incoterm=_text(stated, "incoterm").upper(),
        named_place=_text(stated, "place"),
        quantity=_whole(stated, "quantity"),
        packing=Packing(_whole(stated, "cartons"), _whole(stated, "net_grams"), _whole(stated, "gross_grams"), None),
        lots=_texts(stated, "lots"),
        models=_texts(stated, "models"),
        hs_codes=_texts(stated, "hs_codes"),
        on_board_on=_day(stated, "on_board_on"),
        insured_on=_day(stated, "insured_on"),
        insured=_whole(stated, "insured_amount"),
    )


def stated_of_inspections(order: Order) -> list[Stated]:
    """What inspectors reported here, as far as they named lots. One query."""
    rows = ReportLine.objects.filter(report__inspection__order=order).exclude(lots=None).exclude(lots=[])
    found: dict[int, list[ReportLine]] = {}
    for row in rows.select_related("report", "evidence").order_by("report__finished_at", "report", "line"):
        found.setdefault(row.report_id, []).append(row)
    return [_stated_of_report(lines) for lines in found.values()]


def _stated_of_report(lines: Sequence[ReportLine]) -> Stated:
    report = lines[0].report
    failed = (one for one in lines if one.evidence.facts.get("result") == Result.FAILED)
    return Stated(
        place=Place("inspection_report", report.number),
        on=report.finished_at.astimezone(CHINA).date(),
        lots=frozenset(str(lot) for one in lines for lot in one.lots or ()),
        failed_lots=frozenset(str(lot) for one in failed for lot in one.lots or ()),
    )


def _on_board(shipment: Shipment) -> date | None:
    """The day, at the place of loading, that the first event that stands names."""
    events = list(shipment.events.all())
    taken_back = {event.retracts_id for event in events}
    stand = (
        event
        for event in events
        if event.code == ON_BOARD and event.kind == HAPPENED and event.pk not in taken_back and not event.retracts_id
    )
    first = min(stand, key=lambda one: one.happens_at, default=None)
    return _local_day(first.happens_at, first.offset_minutes) if first else None


def _local_day(moment: datetime, offset_minutes: int) -> date:
    return (moment.astimezone(UTC) + timedelta(minutes=offset_minutes)).date()


def _lot_numbers(lots: Iterable[PackedLot]) -> frozenset[str]:
    return frozenset(lot.lot for lot in lots if lot.lot)


def _text(stated: Mapping[str, Any], key: str) -> str:
    value = stated.get(key)
    return value.strip() if isinstance(value, str) else ""


def _texts(stated: Mapping[str, Any], key: str) -> frozenset[str]:
    value = stated.get(key)
    return frozenset(one.strip() for one in value if isinstance(one, str)) if isinstance(value, list) else frozenset()


def _whole(stated: Mapping[str, Any], key: str) -> int | None:
    value = stated.get(key)
    return value if type(value) is int else None


def _day(stated: Mapping[str, Any], key: str) -> date | None:
    try:
        return date.fromisoformat(_text(stated, key))
    except ValueError:
        return None
