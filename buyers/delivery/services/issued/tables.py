"""The tables of an issued document: its goods with prices, its lots with packages, and the documents that an index names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from buyers.delivery.services.issued import labels
from buyers.delivery.services.issued.labels import count, cubic_metres, day, kilograms, label, one_line
from buyers.terms.delivery.issued import Document, GoodsLine, PackedLot

Row = Sequence[str]


def goods_table(document: Document) -> dict[str, Any]:
    """The lines with quantities, and prices where the document has them."""
    has_prices = document.total is not None
    keys = ["line", "description", "hs", "quantity", *(["price", "amount"] if has_prices else [])]
    if document.kind == "acceptance":
        keys = ["line", "description", "accepted", "rejected", "reason"]
    columns = {"description": "1fr", "hs": "16mm", "reason": "45mm"}
    sums = _sums(document) if has_prices else []
    widths = [columns.get(key, "auto") for key in keys]
    return _table("goods", keys, widths, [_goods_row(line, document, keys) for line in document.lines], sums)


def _goods_row(line: GoodsLine, document: Document, keys: Sequence[str]) -> list[str]:
    unit = labels.unit_words(line.unit)
    pieces = f"\n({line.pieces:,} / {unit})" if line.pieces and line.pieces > 1 else ""
    cells = {
        "line": str(line.number),
        "description": "\n".join(filter(None, dict.fromkeys((line.name, line.name_zh, line.model)))),
        "hs": line.hs_code,
        "quantity": f"{line.quantity:,} {unit}{pieces}",
        "price": labels.price(line.unit_price, document.currency) if line.unit_price is not None else "",
        "amount": labels.money(line.amount, document.currency) if line.amount is not None else "",
        "accepted": f"{line.quantity:,} {unit}",
        "rejected": f"{line.rejected:,}",
        "reason": "\n".join(line.reason.split("; ")),
    }
    return [cells[key] for key in keys]


def _sums(document: Document) -> list[dict[str, Any]]:
    rows = [
        {
            "label": labels.charge_words(charge.kind),
            "value": _money(charge.amount, document),
        }
        for charge in document.charges
    ]
    total = f"{document.incoterm} {document.place}  {_money(document.total or 0, document)}"
    return [*rows, {"label": label("total"), "value": total.strip()}]


def _money(amount: int, document: Document) -> str:
    return labels.money(amount, document.currency)


def lots_table(document: Document) -> dict[str, Any]:
    """The lots with days and packages, and all packages together below."""
    keys = ["line", "lot", "made", "expires", "quantity", "cartons", "per_carton", "net", "gross", "volume"]
    packing = document.packing
    together = (
        (label("cartons"), count(packing.cartons)),
        (label("net"), kilograms(packing.net_grams)),
        (label("gross"), kilograms(packing.gross_grams)),
        (label("volume"), cubic_metres(packing.volume_cm3)),
    )
    words = " · ".join(f"{one_line(name)} {value}" for name, value in together if value)
    sums = [{"label": label("total"), "value": words}] if words else []
    widths = ["auto", "1fr", *["auto"] * (len(keys) - 2)]
    return _table("lots", keys, widths, [_lot_row(lot) for lot in document.lots], sums)


def _lot_row(lot: PackedLot) -> Row:
    return (
        str(lot.line),
        lot.lot,
        day(lot.made_on),
        day(lot.expires_on),
        f"{lot.quantity:,}",
        count(lot.cartons),
        count(lot.pieces_per_carton),
        kilograms(lot.net_grams),
        kilograms(lot.gross_grams),
        cubic_metres(lot.volume_cm3),
    )


def documents_table(document: Document) -> dict[str, Any]:
    """The documents that an index names, each with its digest."""
    rows = [
        (
            one_line(labels.kind_words(one.kind)),
            f"{one.number}\n{one_line(label('version'))} {one.version}" if one.version else one.number,
            day(one.on),
            f"{one.digest[:32]}\n{one.digest[32:]}",
        )
        for one in document.listed
    ]
    return _table("documents", ["kind", "number", "day", "digest"], ["1fr", "1fr", "auto", "auto"], rows, [])


def _table(
    title: str, keys: Sequence[str], columns: Sequence[str], rows: Sequence[Row], sums: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "title": label(title),
        "headings": [label(key) for key in keys],
        "columns": list(columns),
        "rows": [list(row) for row in rows],
        "sums": list(sums),
    }
