"""What a document would state if it were issued now: computed from the contract, the shipment and its lots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from buyers.delivery.models import (
    CheckedQuantity,
    CheckOutcome,
    IssuedDocument,
    Shipment,
    ShipmentDocument,
    ShipmentLot,
)
from buyers.delivery.services.issued.labels import both, one_line
from buyers.terms.contract import Charge, LineTerms, Terms
from buyers.terms.delivery.invoicing import charges_left, charges_named
from buyers.terms.delivery.issued import (
    Document,
    GoodsLine,
    Listed,
    PackedLot,
    Party,
    Payment,
    Way,
    number_of,
    together,
)
from buyers.terms.money import line_amount
from buyers.trade.models import Contract, Order
from buyers.trade.models.quote import CHINA
from buyers.trade.services.contracts import contract_in_force, last_version
from suppliers.accounts.services import account_in_force

Kind = IssuedDocument.Kind
ORIGINALS = 3
"""Original bills of lading that are usually made out: a full set."""


class NoContract(Exception):
    """Nothing was signed by both sides yet, so there is nothing to issue a document from."""


class NoGoods(Exception):
    """No line would stand on the document."""


def draft_of(order: Order, kind: str, shipment: Shipment | None, *, at: datetime) -> Document:
    """The document with computed values, as its first version. Raises NoContract or NoGoods."""
    contract = contract_in_force(order) or (last_version(order) if kind == Kind.PROFORMA else None)
    if contract is None:
        raise NoContract
    lots = list(shipment.lots.all()) if shipment else []
    begun = _begun(order, kind, shipment, contract, at=at)
    document = OF_KIND[kind](begun, contract.terms, lots, order, at)
    if not document.lines and not document.listed:
        raise NoGoods
    return document


def _begun(order: Order, kind: str, shipment: Shipment | None, contract: Contract, *, at: datetime) -> Document:
    """What stands on every document of an order."""
    terms, supplier, buyer = contract.terms, order.supplier, order.buyer
    legs = list(shipment.legs.all()) if shipment else []
    return Document(
        kind=kind,
        number=number_of(kind, order.number, shipment.number if shipment else None),
        version=1,
        issued_on=at.astimezone(CHINA).date(),
        order=order.number,
        exporter=Party(terms.supplier, terms.supplier_zh, terms.supplier_address, "CN", supplier.credit_code),
        consignee=Party(terms.buyer, "", terms.buyer_address, terms.buyer_country, buyer.tax_number),
        incoterm=terms.incoterm,
        place=terms.place,
        incoterms_edition=terms.incoterms_edition,
        mode=shipment.mode if shipment else terms.mode,
        destination=terms.destination,
        currency=terms.currency,
        contract_version=contract.version,
        shipment=str(shipment) if shipment else "",
        legs=tuple(
            Way(
                leg.mode,
                leg.origin,
                leg.destination,
                leg.carrier,
                leg.vehicle,
                leg.voyage,
                leg.container,
                leg.seal,
                leg.bill,
            )
            for leg in legs
        ),
    )


def _proforma(begun: Document, terms: Terms, lots: Sequence[ShipmentLot], order: Order, at: datetime) -> Document:
    lines = tuple(_line(line, line.quantity, terms.currency) for line in terms.open_lines)
    return replace(begun, lines=lines, charges=terms.charges, payment=_payment(terms, order, at))


def _invoice(begun: Document, terms: Terms, lots: Sequence[ShipmentLot], order: Order, at: datetime) -> Document:
    shipped = _shipped(lots)
    lines = tuple(
        _line(line, shipped.get(line.number, 0) if shipped else line.quantity, terms.currency)
        for line in terms.open_lines
        if not shipped or line.number in shipped
    )
    packed = packed_lots(lots)
    return replace(
        begun,
        lines=lines,
        charges=_charges_left(terms, order, begun.shipment),
        lots=packed,
        packing=together(packed),
        payment=_payment(terms, order, at),
    )


def _packing_list(begun: Document, terms: Terms, lots: Sequence[ShipmentLot], order: Order, at: datetime) -> Document:
    shipped, packed = _shipped(lots), packed_lots(lots)
    lines = tuple(
        replace(_line(line, shipped[line.number], terms.currency), unit_price=None, amount=None)
        for line in terms.lines
        if line.number in shipped
    )
    invoice = begun.number.replace("PL-", "INV-", 1)
    return replace(begun, lines=lines, lots=packed, packing=together(packed), invoice=invoice)


def _instruction(begun: Document, terms: Terms, lots: Sequence[ShipmentLot], order: Order, at: datetime) -> Document:
    goods = _packing_list(begun, terms, lots, order, at)
    return replace(goods, invoice="", originals=ORIGINALS if begun.mode == "sea" else None)


def _index(begun: Document, terms: Terms, lots: Sequence[ShipmentLot], order: Order, at: datetime) -> Document:
    issued = IssuedDocument.objects.current().filter(order=order).exclude(kind=Kind.INDEX)
    mine = [
        one
        for one in issued.select_related("shipment__order").order_by("kind", "number")
        if not one.shipment_id or str(one.shipment) == begun.shipment
    ]
    contract = contract_in_force(order)
    listed = [
        Listed("sales_contract", order.number, one.proposed_at.astimezone(CHINA).date(), one.digest, one.version)
        for one in ([contract] if contract else [])
    ]
    listed += [
        Listed(one.kind, one.number, one.issued_at.astimezone(CHINA).date(), one.digest, one.version) for one in mine
    ]
    uploads = ShipmentDocument.objects.filter(order=order, replaced_by=None, withdrawal=None)
    for one in uploads.select_related("shipment__order").prefetch_related("files"):
        if not one.shipment_id or str(one.shipment) == begun.shipment:
            listed += [
                Listed(one.kind, one.number, one.issued_on, file.sha256, 0, one.issuer) for file in one.files.all()
            ]
    return replace(begun, listed=tuple(listed))


def _acceptance(begun: Document, terms: Terms, lots: Sequence[ShipmentLot], order: Order, at: datetime) -> Document:
    """What the buyer said of all goods so far, line by line; nothing for lines that nobody has checked."""
    checked: dict[int, list[CheckedQuantity]] = {}
    for one in CheckedQuantity.objects.filter(check_made__order=order).order_by("pk"):
        checked.setdefault(one.line, []).append(one)
    lines = tuple(
        _accepted_line(line, checked[line.number], terms.currency) for line in terms.lines if line.number in checked
    )
    return replace(begun, lines=lines)


def _accepted_line(line: LineTerms, checked: Sequence[CheckedQuantity], currency: str) -> GoodsLine:
    units = Counter[str]()
    for one in checked:
        units[one.outcome] += one.quantity
    after_all = units.pop(CheckOutcome.AFTER_ALL, 0)
    accepted = units.pop(CheckOutcome.ACCEPTED, 0) + after_all
    words = [f"{count:,} {one_line(both(CheckOutcome(outcome).label))}" for outcome, count in units.items()]
    words += [f"{after_all:,} {one_line(both(CheckOutcome.AFTER_ALL.label))}"] if after_all else []
    goods = replace(_line(line, accepted, currency), unit_price=None, amount=None)
    return replace(goods, rejected=max(0, units.total() - after_all), reason="; ".join(words) if units else "")


OF_KIND: Mapping[str, Callable[[Document, Terms, Sequence[ShipmentLot], Order, datetime], Document]] = {
    Kind.PROFORMA: _proforma,
    Kind.INVOICE: _invoice,
    Kind.PACKING_LIST: _packing_list,
    Kind.SHIPPING_INSTRUCTION: _instruction,
    Kind.INDEX: _index,
    Kind.ACCEPTANCE: _acceptance,
}


def _line(line: LineTerms, quantity: int, currency: str) -> GoodsLine:
    return GoodsLine(
        number=line.number,
        name=line.name or line.name_zh,
        name_zh=line.name_zh,
        model=line.model,
        quantity=quantity,
        unit=line.unit,
        pieces=line.pieces,
        hs_code=line.hs_code,
        unit_price=line.unit_price,
        amount=line_amount(quantity, line.unit_price, currency),
    )


def _shipped(lots: Sequence[ShipmentLot]) -> dict[int, int]:
    """Units by line."""
    found: dict[int, int] = {}
    for lot in lots:
        found[lot.line] = found.get(lot.line, 0) + lot.quantity
    return found


def packed_lots(lots: Iterable[ShipmentLot]) -> tuple[PackedLot, ...]:
    """The lots of a shipment as documents state them."""
    return tuple(
        PackedLot(
            line=lot.line,
            quantity=lot.quantity,
            lot=lot.lot,
            made_on=lot.made_on,
            expires_on=lot.expires_on,
            cartons=lot.cartons,
            pieces_per_carton=lot.pieces_per_carton,
            net_grams=lot.net_grams,
            gross_grams=lot.gross_grams,
            volume_cm3=lot.volume_cm3,
        )
        for lot in lots
    )


def _charges_left(terms: Terms, order: Order, shipment: str) -> tuple[Charge, ...]:
    """What the contract asks for besides goods, less what invoices of other shipments name."""
    invoices = IssuedDocument.objects.current().filter(order=order, kind=Kind.INVOICE).select_related("shipment__order")
    return charges_left(terms, charges_named(one.document for one in invoices if str(one.shipment) != shipment))


def _payment(terms: Terms, order: Order, at: datetime) -> Payment:
    """The holder of the money where there is one; else the supplier's account in force, without its number."""
    if terms.holder:
        return Payment(plan=terms.plan, holder=terms.holder)
    account = account_in_force(order.supplier, at)
    if account is None:
        return Payment(plan=terms.plan)
    return Payment(
        plan=terms.plan,
        beneficiary=account.holder_en or account.holder_zh,
        bank=account.bank,
        swift=account.swift,
        account_end=account.number_end,
    )
