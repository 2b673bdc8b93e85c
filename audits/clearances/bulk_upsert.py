"""Compares and adds many clearances in single statements of PostgreSQL: products that share rows send them once."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection
from psycopg import sql

STATEMENTS = Path(__file__).with_name("bulk_upsert.sql")
COMPARED = ("state", "valid_until", "ends_because", "certificates", "requirements", "to_arrange")
"""What two rows of one product, market, countries and first day may differ in."""
OWN = ("market_id", "countries", "valid_from", *COMPARED)
"""Columns that a row brings itself; the others are shared by all rows of its product."""


class Shared(NamedTuple):
    """Products, by their keys, for which the same rows are wanted."""

    products: Sequence[int]
    rows: Sequence[Mapping[str, Any]]


def differing(shared: Iterable[Shared], markets: Collection[str] | None) -> dict[int, bool]:
    """The products, by key, whose current rows in these markets, or in all, are not exactly the wanted ones; and
    whether they have any row there."""
    shared = list(shared)
    products = [product for one in shared for product in one.products]
    with connection.cursor() as cursor:
        cursor.execute(
            _statement("differing", compared_wanted=_columns(COMPARED, "wanted"), compared=_columns(COMPARED, "c")),
            {"shared": _as_json(shared), "products": products, "markets": None if markets is None else list(markets)},
        )
        return dict(cursor.fetchall())


def add(shared: Iterable[Shared], columns: Sequence[Mapping[str, Any]]) -> int:
    """Add the rows of products that have none; returns how many.

    ``columns`` holds for each product what its rows share. Rows are written in the order of the catalogue's indexes:
    what is read together is written together.
    """
    common = [name for name in columns[0] if name != "product_id"]
    statement = _statement(
        "add",
        own=_columns(OWN),
        own_wanted=_columns(OWN, "wanted"),
        common=_columns(common),
        common_carried=_columns(common, "carried"),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"shared": _as_json(shared), "carried": json.dumps(columns, default=str)})
        return int(cursor.rowcount)


def _statement(name: str, **columns: sql.Composable) -> str:
    """A statement of the SQL file with these lists of columns, behind the rows that are wanted."""
    texts = _texts()
    return (sql.SQL(texts["wanted"]) + sql.SQL(texts[name]).format(**columns)).as_string()


@cache
def _texts() -> dict[str, str]:
    """The statements of the SQL file by name: a line ``-- name: ...`` begins each."""
    parts = STATEMENTS.read_text(encoding="utf-8").split("-- name: ")[1:]
    return {name.strip(): text for name, text in (part.split("\n", 1) for part in parts)}


def _columns(names: Iterable[str], table: str | None = None) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(table, name) if table else sql.Identifier(name) for name in names)


def _as_json(shared: Iterable[Shared]) -> str:
    return json.dumps([one._asdict() for one in shared], default=str)
