"""What a card shows of a clearance, read with its product, supplier, lowest price and first picture at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections

from buyers.catalogue.standings import Rows

CARRIED = (
    "id",
    "state",
    "valid_until",
    "price_usd",
    "lead_time_days",
    "moq",
    "product_id",
    "product_type_id",
    "supplier_id",
    "to_arrange",
    "standards",
    "traits_id",
)
"""What the walk reads of each clearance."""
CENTS_OF_CENTS = Decimal("0.0001")


class Row(NamedTuple):
    """All that one card depends on, apart from the reader's language. Equal rows give the same card."""

    id: int
    state: str
    valid_until: date
    price_usd: Decimal
    lead_time_days: int
    moq: int
    product_id: int
    product_type: str
    supplier_id: int
    to_arrange: str
    model: str
    product_en: str
    product_zh: str
    currency: str
    unit: str
    pieces_per_unit: int | None
    product_moq: int
    product_lead_time_days: int | None
    supplier_en: str
    supplier_zh: str
    from_quantity: int | None
    unit_price: Decimal | None
    picture: str | None
    width: int
    height: int
    alt: str
    unverified: str | None
    """Claims that no approved document shows, one to a line."""
    standards: str
    traits: str | None


SHOWN = """
SELECT c.id, c.state, c.valid_until, c.price_usd, c.lead_time_days, c.moq, c.product_id, c.product_type_id, c.supplier_id,
    c.to_arrange, p.model, p.name_en, p.name_zh, p.currency, p.unit, p.pieces_per_unit, p.moq, p.lead_time_days, s.name_en, s.name_zh,
    t.from_quantity, t.unit_price, i.name, i.width, i.height, i.alt, l.unverified, c.standards, o.tokens
FROM ({clearances}) AS c
JOIN suppliers_product p ON p.id = c.product_id
JOIN suppliers_supplier s ON s.id = c.supplier_id
LEFT JOIN audits_listing l ON l.product_id = c.product_id
LEFT JOIN audits_offertraits o ON o.id = c.traits_id
LEFT JOIN suppliers_pricetier t ON t.id = COALESCE((
    SELECT id FROM suppliers_pricetier WHERE product_id = c.product_id AND from_quantity <= COALESCE(%s, p.moq)
    ORDER BY from_quantity DESC LIMIT 1
), (SELECT id FROM suppliers_pricetier WHERE product_id = c.product_id ORDER BY from_quantity LIMIT 1))
LEFT JOIN suppliers_productpicture i ON i.id = (
    SELECT id FROM suppliers_productpicture WHERE product_id = c.product_id ORDER BY position, id LIMIT 1)
ORDER BY {order}
"""
"""The price is that of the quantity, which is the minimum order where none is named: see ``tier_for``."""


def rows_of(clearances: Rows, *order: str, quantity: int | None = None) -> list[Row]:
    """The rows of these clearances in that order; a minus before a column reverses it."""
    try:
        sql, parameters = clearances.values(*CARRIED).query.sql_with_params()
    except EmptyResultSet:
        return []
    return read(sql, parameters, *order, using=clearances.db, quantity=quantity)


def read(clearances: str, parameters: Sequence[Any], *order: str, using: str, quantity: int | None = None) -> list[Row]:
    """The rows of the clearances that an SQL statement finds, in that order, with the prices of that quantity."""
    with connections[using].cursor() as cursor:
        statement = SHOWN.format(clearances=clearances, order=ordering("c", *order))
        cursor.execute(statement, [*parameters, quantity])
        return [_row(found) for found in cursor.fetchall()]


def ordering(alias: str, *order: str) -> str:
    """What stands behind ORDER BY."""
    return ", ".join(f"{alias}.{one.removeprefix('-')}{' DESC' * one.startswith('-')}" for one in order)


def _row(found: Sequence[Any]) -> Row:
    """SQLite returns days as text and amounts as floats."""
    row = Row(*found)
    if isinstance(row.valid_until, date) and isinstance(row.price_usd, Decimal):
        return row
    return row._replace(
        valid_until=date.fromisoformat(str(row.valid_until)),
        price_usd=_amount(row.price_usd),
        unit_price=None if row.unit_price is None else _amount(row.unit_price),
    )


def _amount(value: Any) -> Decimal:
    return Decimal(str(value)).quantize(CENTS_OF_CENTS)
