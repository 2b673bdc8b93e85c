"""Comparing and adding many clearances in single statements of PostgreSQL: products that share rows send them once."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection

SAID = ("state", "valid_until", "ends_because", "certificates", "requirements", "to_arrange")
"""What two rows of one product, market and first day may differ in."""


class Shared(NamedTuple):
    """Products, by their keys, for which the same rows are to stand."""

    products: Sequence[int]
    rows: Sequence[Mapping[str, Any]]


WANTED = """
WITH shared AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(%(shared)s) AS shared (products jsonb, rows json)
), row_of AS MATERIALIZED (
    SELECT products, one.* FROM shared, json_populate_recordset(NULL::audits_clearance, rows) AS one
), wanted AS MATERIALIZED (
    SELECT product::bigint AS product, row_of.* FROM row_of, jsonb_array_elements_text(products) AS product
)
"""
DIFFERING = """
SELECT coalesce(wanted.product, c.product_id), bool_or(c.id IS NOT NULL)
FROM wanted FULL JOIN (
    SELECT * FROM audits_clearance WHERE superseded_at IS NULL AND product_id = ANY(%(products)s)
    AND (%(markets)s::text[] IS NULL OR market_id = ANY(%(markets)s))
) AS c ON c.product_id = wanted.product AND c.market_id = wanted.market_id AND c.valid_from = wanted.valid_from
GROUP BY 1
HAVING bool_or(wanted.product IS NULL OR c.id IS NULL OR ({wanted}) IS DISTINCT FROM ({standing}))
"""
ADDED = """
INSERT INTO audits_clearance (product_id, {own}, {common})
SELECT wanted.product, {own_values}, {common_values}
FROM wanted JOIN json_populate_recordset(NULL::audits_clearance, %(carried)s) AS carried ON carried.product_id = product
ORDER BY wanted.market_id, carried.product_type_id
"""


def differing(shared: Iterable[Shared], markets: Collection[str] | None) -> dict[int, bool]:
    """The products whose record in these markets, or in all, is not exactly that, by their keys, and whether anything
    stands for them there."""
    shared = list(shared)
    parts = {"wanted": _columns("wanted", SAID), "standing": _columns("c", SAID)}
    products = [product for one in shared for product in one.products]
    with connection.cursor() as cursor:
        asked = {"shared": _sent(shared), "products": products, "markets": None if markets is None else list(markets)}
        cursor.execute(WANTED + DIFFERING.format(**parts), asked)
        return dict(cursor.fetchall())


def add(shared: Iterable[Shared], carried: Sequence[Mapping[str, Any]]) -> int:
    """Add the rows of products for which none stand, with what each product's rows carry; tell how many.

    They are written in the order of the catalogue's indexes: what goes to one place is written together.
    """
    own = ("market_id", "valid_from", *SAID)
    common = [name for name in carried[0] if name != "product_id"]
    parts = {
        "own": ", ".join(own),
        "own_values": _columns("wanted", own),
        "common": ", ".join(common),
        "common_values": _columns("carried", common),
    }
    sent = {"shared": _sent(shared), "carried": json.dumps(carried, default=str)}
    with connection.cursor() as cursor:
        cursor.execute(WANTED + ADDED.format(**parts), sent)
        return int(cursor.rowcount)


def _columns(table: str, names: Iterable[str]) -> str:
    return ", ".join(f"{table}.{name}" for name in names)


def _sent(shared: Iterable[Shared]) -> str:
    return json.dumps([one._asdict() for one in shared], default=str)
