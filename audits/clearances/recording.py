"""Records findings as clearances: rows that are no longer right are superseded, new ones are added."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from audits.clearances import bulk_upsert, patterns
from audits.clearances.bulk_upsert import Shared
from audits.clearances.listing import add_listings, catalogue_columns, products_to_list
from audits.clearances.patterns import PatternFinding
from audits.models import Clearance, RulebookEdition
from kpmarket.foundation import bulk

ProductFindings = tuple[list[PatternFinding], list[int]]
"""The findings of a product's pattern, and its certificates in the pattern's order."""
Stored = Mapping[str, Any]
"""Columns of a clearance by name."""

ESSENCE = (
    "market_id",
    "state",
    "countries",
    "valid_from",
    "valid_until",
    "ends_because",
    "certificates",
    "requirements",
    "to_arrange",
)
COMPARED_IN_SQL = 100
"""From so many products on, PostgreSQL compares the rows: that is worth one more query."""
LISTS = ("ends_because", "certificates", "requirements", "to_arrange")


def record(
    results: Mapping[int, ProductFindings],
    edition: RulebookEdition,
    at: datetime,
    *,
    markets: Collection[str] | None = None,
) -> int:
    """Record what differs from the current rows of these products, given by key; returns the number of rows changed.

    With ``markets`` the findings are of these markets alone, and only their rows are compared.
    """
    shared = _shared(results)
    if len(results) < COMPARED_IN_SQL or connection.vendor != "postgresql":
        return _record(shared, edition, at, markets)
    has_rows = bulk_upsert.differing(shared, markets)
    fresh = _only(shared, {product for product in has_rows if not has_rows[product]})
    others = _only(shared, {product for product in has_rows if has_rows[product]})
    return _add(fresh, edition, at) + _record(others, edition, at, markets)


def _add(fresh: list[Shared], edition: RulebookEdition, at: datetime) -> int:
    """Record products that have no current row."""
    common = _common(_products(fresh), edition, at)
    return bulk_upsert.add(fresh, list(common.values())) if common else 0


def _record(shared: list[Shared], edition: RulebookEdition, at: datetime, markets: Collection[str] | None) -> int:
    """Compare and record row by row; rows that differ only in the order of their lists stay."""
    current = current_rows(_products(shared), markets)
    superseded: list[int] = []
    added: dict[int, list[Stored]] = {}
    for products, wanted in shared:
        for product in products:
            gone, new = _difference(current[product], wanted)
            superseded += gone
            if new:
                added[product] = new
    if superseded:
        Clearance.objects.filter(pk__in=superseded).update(superseded_at=at)
    if added:
        bulk.insert(Clearance, sorted(_whole(added, edition, at), key=_place_in_indexes))
    return len(superseded) + sum(map(len, added.values()))


def _place_in_indexes(row: Mapping[str, Any]) -> tuple[str, str]:
    """The order of the catalogue's indexes: rows that are read together are written together."""
    return row["market_id"], row["product_type_id"]


def _shared(results: Mapping[int, ProductFindings]) -> list[Shared]:
    """The wanted rows, built once for products that share findings and certificates."""
    groups: dict[tuple[int, ...], list[int]] = {}
    for product, (findings, certificates) in results.items():
        groups.setdefault((id(findings), *certificates), []).append(product)
    return [Shared(products, rows(results[products[0]])) for products in groups.values()]


def _only(shared: Iterable[Shared], products: Set[int]) -> list[Shared]:
    """The same for some of the products."""
    parts = (Shared([one for one in held if one in products], wanted) for held, wanted in shared)
    return [part for part in parts if part.products]


def _products(shared: Iterable[Shared]) -> list[int]:
    return [product for products, _rows in shared for product in products]


def rows(result: ProductFindings) -> list[Stored]:
    """The wanted rows of a product: the findings with its certificates."""
    findings, certificates = result
    return [patterns.for_product(finding, certificates) for finding in findings]


def current_rows(products: Iterable[int], markets: Collection[str] | None = None) -> dict[int, list[Stored]]:
    """The current rows of these products in these markets, or in all, by their keys."""
    by_product: dict[int, list[Stored]] = {product: [] for product in products}
    scalars = [name for name in ESSENCE if name not in LISTS]
    current = Clearance.objects.current().filter(product__in=by_product)
    if markets is not None:
        current = current.filter(market__in=markets)
    texts = [Cast(name, TextField()) for name in LISTS]
    for product, *values in current.values_list("product_id", "pk", *scalars, *texts):
        row = dict(zip(("pk", *scalars, *LISTS), values, strict=True))
        by_product[product].append({**row, **{name: _parsed(row[name]) for name in LISTS}})
    return by_product


@lru_cache(maxsize=16384)
def _parsed(text: str | None) -> Any:
    """A list as it is stored. Cached, because most rows share theirs with others; it must not be changed."""
    return None if text is None else json.loads(text)


def is_same(current: Sequence[Stored], wanted: Sequence[Stored]) -> bool:
    """Whether these rows mean the same."""
    return not any(_difference(current, wanted))


def _difference(current: Sequence[Stored], wanted: Sequence[Stored]) -> tuple[list[int], list[Stored]]:
    """Keys of the rows that are no longer right, and the rows that are new. In the same countries of a market no two begin on one day."""
    known = {_begins(row): row for row in current}
    new = [row for row in wanted if (old := known.get(_begins(row))) is None or not _agree(old, row)]
    changed = {_begins(row) for row in new}
    kept = {_begins(row) for row in wanted} - changed
    return [row["pk"] for begins, row in known.items() if begins not in kept], new


def _begins(row: Stored) -> tuple[str, str, date]:
    return row["market_id"], row["countries"], row["valid_from"]


def _agree(old: Stored, new: Stored) -> bool:
    """Whether a recorded clearance may stay; lists are compared as sets, and the order of keys does not matter."""
    return new.items() <= old.items() or all(_as_sets(old[name]) == _as_sets(new[name]) for name in ESSENCE)


def _as_sets(value: Any) -> Any:
    return sorted(json.dumps(one, sort_keys=True) for one in value) if isinstance(value, list) else value


def _whole(added: Mapping[int, list[Stored]], edition: RulebookEdition, at: datetime) -> Iterator[Stored]:
    """The rows with the columns that a product's clearances share."""
    for product, common in _common(added, edition, at).items():
        for row in added[product]:
            yield {**common, **row}


def _common(products: Iterable[int], edition: RulebookEdition, at: datetime) -> dict[int, Stored]:
    """The columns that all new rows of a product share, by its key; products new to the catalogue are added to it."""
    known = products_to_list(products, on=timezone.localdate(at))
    add_listings(known)
    recorded = {"rulebook_id": edition.pk, "recorded_at": at}
    return {one.product.pk: {"product_id": one.product.pk, **recorded, **catalogue_columns(one)} for one in known}
