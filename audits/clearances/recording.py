"""Putting on record what was found: what is no longer right is superseded, what is new is added."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from audits.clearances import bulk_upsert, patterns
from audits.clearances.bulk_upsert import Shared
from audits.clearances.listing import carried, list_new, listed
from audits.clearances.patterns import Finding
from audits.models import Clearance, RulebookEdition
from kpmarket.foundation import bulk

Found = tuple[list[Finding], list[int]]
"""What the rules say of a product's pattern, and its certificates in the pattern's order."""
Stored = Mapping[str, Any]

ESSENCE = (
    "market_id",
    "state",
    "valid_from",
    "valid_until",
    "ends_because",
    "certificates",
    "requirements",
    "to_arrange",
)
MANY = 100
"""From so many products on PostgreSQL compares them by itself: worth a query more."""
LISTS = ("ends_because", "certificates", "requirements", "to_arrange")


def record(
    found: Mapping[int, Found], edition: RulebookEdition, at: datetime, *, markets: Collection[str] | None = None
) -> int:
    """Record what differs from what stands for these products, by their keys; tell how many rows that was.

    Where only some markets were judged, what is found speaks of these alone, and only their rows are looked at.
    """
    shared = _shared(found)
    if len(found) < MANY or connection.vendor != "postgresql":
        return _record(shared, edition, at, markets)
    stands = bulk_upsert.differing(shared, markets)
    fresh = _only(shared, {product for product in stands if not stands[product]})
    others = _only(shared, {product for product in stands if stands[product]})
    return _add(fresh, edition, at) + _record(others, edition, at, markets)


def _add(fresh: list[Shared], edition: RulebookEdition, at: datetime) -> int:
    """Record products for which nothing stands."""
    common = _common(_products(fresh), edition, at)
    return bulk_upsert.add(fresh, list(common.values())) if common else 0


def _record(shared: list[Shared], edition: RulebookEdition, at: datetime, markets: Collection[str] | None) -> int:
    """Record row by row: what only stands in another order is left alone."""
    standing = stored(_products(shared), markets)
    superseded: list[int] = []
    added: dict[int, list[Stored]] = {}
    for products, wanted in shared:
        for product in products:
            gone, new = _difference(standing[product], wanted)
            superseded += gone
            if new:
                added[product] = new
    if superseded:
        Clearance.objects.filter(pk__in=superseded).update(superseded_at=at)
    if added:
        bulk.insert(Clearance, sorted(_whole(added, edition, at), key=_place_in_indexes))
    return len(superseded) + sum(map(len, added.values()))


def _place_in_indexes(row: Mapping[str, Any]) -> tuple[str, str]:
    """Where the catalogue's indexes keep it: what goes to one place is written together, or they are read in pieces."""
    return row["market_id"], row["product_type_id"]


def _shared(found: Mapping[int, Found]) -> list[Shared]:
    """What is to stand, made once for products that share findings and certificates."""
    alike: dict[tuple[int, ...], list[int]] = {}
    for product, (findings, certificates) in found.items():
        alike.setdefault((id(findings), *certificates), []).append(product)
    return [Shared(products, rows(found[products[0]])) for products in alike.values()]


def _only(shared: Iterable[Shared], products: Set[int]) -> list[Shared]:
    """The same for some of the products."""
    parts = (Shared([one for one in held if one in products], wanted) for held, wanted in shared)
    return [part for part in parts if part.products]


def _products(shared: Iterable[Shared]) -> list[int]:
    return [product for products, _rows in shared for product in products]


def rows(found: Found) -> list[Stored]:
    """What is to stand for a product: the findings with its certificates."""
    findings, certificates = found
    return [patterns.for_product(finding, certificates) for finding in findings]


def stored(products: Iterable[int], markets: Collection[str] | None = None) -> dict[int, list[Stored]]:
    """What stands for these products in these markets, or in all, by their keys."""
    found: dict[int, list[Stored]] = {product: [] for product in products}
    plain = [name for name in ESSENCE if name not in LISTS]
    current = Clearance.objects.current().filter(product__in=found)
    if markets is not None:
        current = current.filter(market__in=markets)
    texts = [Cast(name, TextField()) for name in LISTS]
    for product, *values in current.values_list("product_id", "pk", *plain, *texts):
        row = dict(zip(("pk", *plain, *LISTS), values, strict=True))
        found[product].append({**row, **{name: _parsed(row[name]) for name in LISTS}})
    return found


@lru_cache(maxsize=16384)
def _parsed(text: str | None) -> Any:
    """A list as it is stored. Most rows share theirs with others: kept, never to be changed."""
    return None if text is None else json.loads(text)


def is_same(standing: Sequence[Stored], wanted: Sequence[Stored]) -> bool:
    """Whether these rows say the same."""
    return not any(_difference(standing, wanted))


def _difference(standing: Sequence[Stored], wanted: Sequence[Stored]) -> tuple[list[int], list[Stored]]:
    """Keys of the rows that are no longer right, and the rows that are new. No two begin in one market on one day."""
    known = {_begins(row): row for row in standing}
    new = [row for row in wanted if (old := known.get(_begins(row))) is None or not _agree(old, row)]
    changed = {_begins(row) for row in new}
    kept = {_begins(row) for row in wanted} - changed
    return [row["pk"] for begins, row in known.items() if begins not in kept], new


def _begins(row: Stored) -> tuple[str, date]:
    return row["market_id"], row["valid_from"]


def _agree(old: Stored, new: Stored) -> bool:
    """What must agree for a recorded clearance to stand; lists are sets here, and the order of keys says nothing."""
    return new.items() <= old.items() or all(_as_sets(old[name]) == _as_sets(new[name]) for name in ESSENCE)


def _as_sets(value: Any) -> Any:
    return sorted(json.dumps(one, sort_keys=True) for one in value) if isinstance(value, list) else value


def _whole(added: Mapping[int, list[Stored]], edition: RulebookEdition, at: datetime) -> Iterator[Stored]:
    """The rows with all that a clearance carries."""
    for product, common in _common(added, edition, at).items():
        for row in added[product]:
            yield {**common, **row}


def _common(products: Iterable[int], edition: RulebookEdition, at: datetime) -> dict[int, Stored]:
    """What all new rows of each product carry; the catalogue then knows its words, too."""
    found = listed(products)
    list_new(found)
    recorded = {"rulebook_id": edition.pk, "recorded_at": at}
    return {product.pk: {"product_id": product.pk, **recorded, **carried(product)} for product in found}
