"""Whether the documents of a delivery say the same: each contradiction with both values and both places.

A finding is a prompt to look; it accuses nobody and forbids nothing. What a document does not state gives none. Rests on UCP
600 (ICC publication 600): art. 14 (d) data must not conflict, 18 invoices, 28 insurance (f: 110 %; e: not later than shipment);
Incoterms 2020 A5 of CIF and CIP. Comparisons of names ignore case, punctuation and spaces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain, pairwise

from buyers.terms import incoterms
from buyers.terms.delivery.issued import PackedLot
from buyers.terms.delivery.stated import (
    CONTRADICTION,
    INSURANCE,
    INVOICE,
    NAMED_BY_LOT,
    NAMED_BY_MODEL,
    PACKING_LIST,
    SHIPMENT,
    TRANSPORT,
    WARNING,
    Dossier,
    Finding,
    Place,
    Stated,
    Value,
)
from buyers.terms.evidence import letters_of
from buyers.terms.progress import most_of

Check = Callable[[Dossier], Iterator[Finding]]


def find(dossier: Dossier) -> tuple[Finding, ...]:
    """All contradictions, those first that weigh more; the order of checks within."""
    found = chain.from_iterable(check(dossier) for check in CHECKS)
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.severity != CONTRADICTION))


def _quantities(dossier: Dossier) -> Iterator[Finding]:
    """Invoice, packing list and shipment name the same units of each line."""
    goods = dossier.of(INVOICE, PACKING_LIST, SHIPMENT)
    for left, right in _pairs(goods):
        for number in sorted({*left.lines, *right.lines}):
            ours, theirs = (one.lines[number].quantity if number in one.lines else 0 for one in (left, right))
            if ours != theirs and left.lines and right.lines:
                yield _differ("quantity_differs", _at(left, ours, number), _at(right, theirs, number))


def _quantity_of_transport(dossier: Dossier) -> Iterator[Finding]:
    """A bill that counts the goods counts as many as the invoice, within the tolerance of the contract."""
    for invoice in dossier.of(INVOICE)[:1]:
        ours = sum(line.quantity for line in invoice.lines.values())
        for bill in dossier.of(*TRANSPORT):
            theirs = bill.quantity
            if theirs is not None and abs(ours - theirs) * 10_000 > dossier.terms.tolerance_bp * ours:
                yield _differ("quantity_differs", _at(invoice, ours), _at(bill, theirs))


def _quantity_of_contract(dossier: Dossier) -> Iterator[Finding]:
    """All invoices together name no more units of a line than the contract, with its tolerance."""
    for line in dossier.terms.lines:
        invoiced = dossier.invoiced.get(line.number, 0)
        if invoiced > most_of(line, dossier.terms.tolerance_bp):
            place = Place(INVOICE, line=line.number)
            agreed = Value(line.quantity, _line_of(dossier.contract, line.number))
            yield _differ("quantity_above_contract", Value(invoiced, place), agreed)


def _weights(dossier: Dossier) -> Iterator[Finding]:
    """Goods weigh less than goods with their packages, in each lot and together; the same weight everywhere."""
    for one in dossier.documents:
        for lot in one.packed:
            if lot.net_grams is not None and lot.gross_grams is not None and lot.net_grams >= lot.gross_grams:
                place = _lot_of(one.place, lot)
                yield _differ("net_not_below_gross", Value(lot.net_grams, place), Value(lot.gross_grams, place))
        net, gross = one.packing.net_grams, one.packing.gross_grams
        if net is not None and gross is not None and net >= gross:
            yield _differ("net_not_below_gross", _at(one, net), _at(one, gross))
    yield from _same_packing(dossier, "gross_grams", "gross_differs")
    yield from _same_packing(dossier, "cartons", "cartons_differ")


def _same_packing(dossier: Dossier, name: str, code: str) -> Iterator[Finding]:
    stating = [(one, value) for one in dossier.documents if (value := getattr(one.packing, name)) is not None]
    for (left, ours), (right, theirs) in pairwise(stating):
        if ours != theirs:
            yield _differ(code, _at(left, ours), _at(right, theirs))


def _cartons(dossier: Dossier) -> Iterator[Finding]:
    """Cartons times units per carton cover the quantity; at most the last carton is not full."""
    for one in dossier.of(PACKING_LIST, SHIPMENT):
        for lot in one.packed:
            if lot.cartons is None or lot.pieces_per_carton is None:
                continue
            most = lot.cartons * lot.pieces_per_carton
            if not most - lot.pieces_per_carton < lot.quantity <= most:
                place = _lot_of(one.place, lot)
                yield _differ("cartons_do_not_hold_quantity", Value(most, place), Value(lot.quantity, place))


def _customs_codes(dossier: Dossier) -> Iterator[Finding]:
    """The first six digits are of a subheading that the type of product has."""
    for one in dossier.documents:
        for number, line in one.lines.items():
            known = dossier.hs_codes.get(number, frozenset())
            if line.hs_code and known and _digits(line.hs_code)[:6] not in {_digits(code)[:6] for code in known}:
                listed = Value(tuple(sorted(known)), Place("product_type", line=number))
                yield Finding("hs_not_of_type", WARNING, _at(one, line.hs_code, number), listed)


def _lots(dossier: Dossier) -> Iterator[Finding]:
    """Lots of the packing list are lots that a report names, where a report names lots at all."""
    reports = [one for one in dossier.of(*NAMED_BY_LOT) if one.lots]
    for packed in dossier.of(PACKING_LIST, SHIPMENT):
        known = {letters_of(lot) for report in reports for lot in report.lots}
        strange = tuple(sorted(lot for lot in packed.lots if letters_of(lot) not in known))
        if reports and strange:
            named = tuple(sorted({lot for report in reports for lot in report.lots}))
            yield _differ("lots_not_in_report", _at(packed, strange), _at(reports[0], named))


def _failed_lots(dossier: Dossier) -> Iterator[Finding]:
    """No lot is shipped whose last report failed, unless both sides accepted goods of that line that failed."""
    reports = sorted((one for one in dossier.of(*NAMED_BY_LOT) if one.lots), key=lambda one: one.on or date.min)
    last = {letters_of(lot): one for one in reports for lot in one.lots}
    for packed in dossier.of(PACKING_LIST, SHIPMENT):
        for lot in packed.packed:
            report = last.get(letters_of(lot.lot)) if lot.lot else None
            if report is None or lot.line in dossier.terms.accepts_failed:
                continue
            if letters_of(lot.lot) in map(letters_of, report.failed_lots):
                failed = tuple(sorted(report.failed_lots))
                yield _differ("lot_failed", Value(lot.lot, _lot_of(packed.place, lot)), _at(report, failed))


def _names(dossier: Dossier) -> Iterator[Finding]:
    """The consignee is the buyer of the contract, the beneficiary the registered company."""
    terms = dossier.terms
    for one in dossier.documents:
        if one.consignee and not _to_order(one.consignee) and letters_of(one.consignee) != letters_of(terms.buyer):
            yield _differ("consignee_differs", _at(one, one.consignee), Value(terms.buyer, dossier.contract))
        registered = {letters_of(name) for name in dossier.supplier_names if name}
        if one.beneficiary and registered and letters_of(one.beneficiary) not in registered:
            company = Value(dossier.supplier_names[0], Place("supplier"))
            yield _differ("beneficiary_differs", _at(one, one.beneficiary), company)


def _to_order(consignee: str) -> bool:
    """A bill made out to order names no consignee: it is passed on by endorsement."""
    return letters_of(consignee).startswith("toorder")


def _terms(dossier: Dossier) -> Iterator[Finding]:
    """Currency, rule of delivery and named place are those of the contract; so are the prices of lines."""
    terms = dossier.terms
    for one in dossier.documents:
        if one.currency and one.place.kind != INSURANCE and one.currency != terms.currency:
            yield _differ("currency_differs", _at(one, one.currency), Value(terms.currency, dossier.contract))
        if one.incoterm and one.incoterm.upper() != terms.incoterm:
            yield _differ("incoterm_differs", _at(one, one.incoterm), Value(terms.incoterm, dossier.contract))
        if one.named_place and letters_of(one.named_place) != letters_of(terms.place):
            yield _differ("place_differs", _at(one, one.named_place), Value(terms.place, dossier.contract))
        for line in terms.lines:
            stated = one.lines.get(line.number)
            if stated and stated.unit_price is not None and stated.unit_price != line.unit_price:
                agreed = Value(line.unit_price, _line_of(dossier.contract, line.number))
                left = _at(one, stated.unit_price, line.number)
                yield Finding("price_differs", CONTRADICTION, left, agreed, terms.currency)


def _models(dossier: Dossier) -> Iterator[Finding]:
    """A label or a report of models names those of the invoice; invoice and contract name the same model of a line."""
    invoices = dossier.of(INVOICE, "proforma_invoice", PACKING_LIST)
    for one in invoices:
        for line in dossier.terms.lines:
            stated = one.lines.get(line.number)
            if stated and stated.model and letters_of(stated.model) != letters_of(line.model):
                agreed = Value(line.model, _line_of(dossier.contract, line.number))
                yield _differ("model_differs", _at(one, stated.model, line.number), agreed)
    for one in dossier.of(INVOICE)[:1]:
        ours = {line.model for line in one.lines.values() if line.model}
        for other in (other for other in dossier.of(*NAMED_BY_MODEL) if other.models):
            named = {letters_of(model) for model in other.models}
            if ours and not {letters_of(model) for model in ours} & named:
                left, right = _at(one, tuple(sorted(ours))), _at(other, tuple(sorted(other.models)))
                yield _differ("model_differs", left, right)


def _days(dossier: Dossier) -> Iterator[Finding]:
    """Goods go on board by the latest day; nothing is dated before what it follows."""
    for one in dossier.documents:
        if one.on_board_on and one.on_board_on > dossier.terms.latest_shipment:
            latest = Value(dossier.terms.latest_shipment, dossier.contract)
            yield _differ("shipped_late", _at(one, one.on_board_on), latest)
        if one.on and dossier.signed_on and one.on < dossier.signed_on and one.place.kind in (INVOICE, *TRANSPORT):
            signed = Value(dossier.signed_on, dossier.contract)
            yield Finding("days_backwards", WARNING, _at(one, one.on), signed)
        for lot in one.packed:
            yield from _days_of_lot(dossier, one.place, lot)


def _days_of_lot(dossier: Dossier, place: Place, lot: PackedLot) -> Iterator[Finding]:
    here = _lot_of(place, lot)
    if lot.made_on and lot.expires_on and lot.expires_on <= lot.made_on:
        yield _differ("days_backwards", Value(lot.expires_on, here), Value(lot.made_on, here))
    for bill in dossier.documents:
        if lot.made_on and bill.on_board_on and bill.on_board_on < lot.made_on:
            yield _differ("days_backwards", _at(bill, bill.on_board_on), Value(lot.made_on, here))


def _insurance(dossier: Dossier) -> Iterator[Finding]:
    """Where the supplier insures (CIF, CIP): from the day of shipment on, for at least what the rule asks of the price."""
    rule = incoterms.rules().get(dossier.terms.incoterm)
    cover = rule.insurance if rule else None
    shipped = min((one.on_board_on for one in dossier.documents if one.on_board_on), default=None)
    invoice = next((one for one in dossier.of(INVOICE) if one.total is not None), None)
    for one in dossier.of(INSURANCE):
        if shipped and one.insured_on and one.insured_on > shipped:
            place = next(other.place for other in dossier.documents if other.on_board_on == shipped)
            yield _differ("insured_late", _at(one, one.insured_on), Value(shipped, place))
        if cover is None or invoice is None or invoice.total is None or one.insured is None:
            continue
        if one.currency and one.currency != invoice.currency:
            yield _differ("currency_differs", _at(one, one.currency), _at(invoice, invoice.currency))
        elif one.insured * 100 < invoice.total * cover.percent_of_price:
            left, right = _at(one, one.insured), _at(invoice, invoice.total)
            yield Finding("insured_too_little", CONTRADICTION, left, right, invoice.currency)


CHECKS: tuple[Check, ...] = (
    _quantities,
    _quantity_of_transport,
    _quantity_of_contract,
    _terms,
    _names,
    _models,
    _lots,
    _failed_lots,
    _customs_codes,
    _weights,
    _cartons,
    _days,
    _insurance,
)
CODES = (
    "quantity_differs",
    "quantity_above_contract",
    "currency_differs",
    "incoterm_differs",
    "place_differs",
    "price_differs",
    "consignee_differs",
    "beneficiary_differs",
    "model_differs",
    "lots_not_in_report",
    "lot_failed",
    "hs_not_of_type",
    "net_not_below_gross",
    "gross_differs",
    "cartons_differ",
    "cartons_do_not_hold_quantity",
    "shipped_late",
    "days_backwards",
    "insured_late",
    "insured_too_little",
)


def _pairs(documents: Iterable[Stated]) -> Iterator[tuple[Stated, Stated]]:
    """Each document with the one before it: one contradiction is shown once, not between all."""
    stating = [one for one in documents if one.lines]
    return pairwise(stating)


def _differ(code: str, left: Value, right: Value) -> Finding:
    return Finding(code, CONTRADICTION, left, right)


def _at(one: Stated, what: str | int | Decimal | date | tuple[str, ...], line: int = 0) -> Value:
    return Value(what, _line_of(one.place, line))


def _line_of(place: Place, line: int) -> Place:
    return Place(place.kind, place.number, place.version, line)


def _lot_of(place: Place, lot: PackedLot) -> Place:
    return Place(place.kind, place.number, place.version, lot.line, lot.lot)


def _digits(code: str) -> str:
    return "".join(one for one in code if one.isdigit())
