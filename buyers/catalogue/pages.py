"""One page of the catalogue: a walk along an index from where the last page ended, never an offset."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count

from audits.models import NO_PRICE, Clearance
from buyers.catalogue.filters import SORTS
from buyers.catalogue.particulars import CARRIED, Row, ordering, read
from buyers.catalogue.price_order import EXACT
from buyers.catalogue.rates import Rates
from buyers.catalogue.standings import Rows

SIZE = 24
"""Products on one page."""
COUNTED = 1000
"""Products that are counted exactly; where there are more, the page says 'more than'."""
MARK_LENGTH = 120
WALK = "SELECT {columns} FROM ({rows}) AS found WHERE {beyond} ORDER BY {order} LIMIT {size}"
"""Where the rows have no limit of their own, a database reads it as one walk along the index of that order."""
MOST_PAGES = 1_000_000
FEW = 500
"""Where words are searched: so many products are counted, and of so few the first ones are found by sorting all."""


class Mark(NamedTuple):
    """Where a page starts: behind the row with that value and key; and which page that is."""

    value: Any
    key: int
    number: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some clearances in order, and the marks from which the previous and next page start."""

    rows: Sequence[Row]
    before: str
    after: str
    number: int = 1
    """Which page it is, counted along the marks that led here."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many products from how many suppliers; ``is_more``: there are more than these."""

    products: int
    suppliers: int
    is_more: bool


def is_exact(counted: Tally, quantity: int | None, known: Rates) -> bool:
    """Whether prices are sorted as they are shown, and not by the price of each minimum order at the site's own rate."""
    return not counted.is_more and counted.products <= COUNTED and bool(quantity or known.day)


class BadMark(ValueError):
    """The mark of a page was not made by us, or nothing is there any more."""


def page(rows: Rows, *, sort: str, mark: str = "", are_few: bool = False, quantity: int | None = None) -> Page:
    """The page after the mark, or before it where it starts with a minus; the first without one. Raises BadMark.

    ``are_few``: at most FEW, which something quicker than a walk in their order finds. They are found first, then sorted.
    Prices are those of the quantity. Rows that know it as ``price_at`` are sorted by it where the order is that of prices.
    """
    column = column_of(sort, rows)
    backwards = mark.startswith("-")
    start = _read_mark(mark.removeprefix("-"), column) if mark else None
    found = _walk(rows, column, start, is_back=backwards, are_few=are_few, quantity=quantity)
    if mark and not found:
        raise BadMark(mark)
    shown = found[:SIZE]
    if backwards:
        shown.reverse()
    has_more = len(found) > SIZE
    comes_before, comes_after = (has_more, True) if backwards else (bool(mark), has_more)
    number = start.number if start and comes_before else 1
    return Page(
        rows=shown,
        before=f"-{_write(shown[0], column, number - 1)}" if shown and comes_before else "",
        after=_write(shown[-1], column, number + 1) if shown and comes_after else "",
        number=number,
    )


def column_of(sort: str, rows: Rows) -> str:
    """What rows are sorted by. What has no clearance has no last day: it is sorted by price."""
    column = SORTS[sort][0]
    if column == "-valid_until" and rows.model is not Clearance:
        column = "price_usd"
    return EXACT if column == "price_usd" and EXACT in rows.query.annotations else column


def _walk(
    rows: Rows, column: str, start: Mark | None, *, is_back: bool, are_few: bool, quantity: int | None
) -> list[Row]:
    """One more than a page of rows from the mark on."""
    beyond, parameters = _beyond(column, is_back, start) if start else ("1 = 1", [])
    columns = [one for one in CARRIED if one != "price_usd"]
    price = EXACT if column == EXACT else "price_usd"
    try:
        chosen = rows.order_by()[: FEW + 1] if are_few else rows.order_by()
        sql, known = chosen.values(*columns, price).query.sql_with_params()
    except EmptyResultSet:
        return []
    order = _order(column, is_back)
    walk = WALK.format(
        columns=", ".join([*columns, f"{price} AS price_usd"]),
        rows=sql,
        beyond=beyond,
        order=ordering("found", *order),
        size=SIZE + 1,
    )
    then = [one.replace(EXACT, "price_usd") for one in order]
    return read(walk, [*known, *parameters], *then, using=rows.db, quantity=quantity)


def tally(rows: Rows) -> Tally:
    """Counted up to COUNTED: the price of counting does not grow with the catalogue."""
    counted = rows.order_by()[: COUNTED + 1]
    found = counted.aggregate(products=Count("product", distinct=True), suppliers=Count("supplier", distinct=True))
    return Tally(min(found["products"], COUNTED), found["suppliers"], found["products"] > COUNTED)


def _order(column: str, backwards: bool) -> list[str]:
    """By the column, then by key, which makes the order one."""
    name, descends = column.lstrip("-"), column.startswith("-") != backwards
    keys = [name] if name == "id" else [name, "id"]
    directions = [descends] if name == "id" else [descends, backwards]
    return [f"-{key}" if is_down else key for key, is_down in zip(keys, directions, strict=True)]


def _beyond(column: str, backwards: bool, mark: Mark) -> tuple[str, list[Any]]:
    value, key = mark.value, mark.key
    name = column.lstrip("-")
    comparison = "<" if column.startswith("-") != backwards else ">"
    if name == "id":
        return f"id {comparison} %s", [key]
    then = "<" if backwards else ">"
    if name == EXACT:
        stored = value if connection.vendor == "postgresql" else float(value)
    else:
        field: Any = Clearance._meta.get_field(name)
        stored = field.get_db_prep_value(value, connection)
    return f"{name} {comparison}= %s AND ({name} {comparison} %s OR id {then} %s)", [stored, stored, key]


def _write(row: Any, column: str, number: int) -> str:
    value = row.price_usd if column == EXACT else getattr(row, column.lstrip("-"))
    text = json.dumps([str(value), row.id, number])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read_mark(mark: str, column: str) -> Mark:
    if len(mark) > MARK_LENGTH:
        raise BadMark(mark)
    try:
        value, key, number = json.loads(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)).decode())
        return Mark(READERS[column.lstrip("-")](value), _key(key), _number(number))
    except (binascii.Error, InvalidOperation, ValueError, TypeError) as error:
        raise BadMark(mark) from error


def _number(value: Any) -> int:
    number = _whole(value)
    if not 1 <= number <= MOST_PAGES:
        raise ValueError(value)
    return number


def _whole(value: Any, *, limit: int = 2**31) -> int:
    number = int(str(value))
    if abs(number) >= limit:
        raise ValueError(value)
    return number


def _key(value: Any) -> int:
    return _whole(value, limit=2**63)


def _price(value: Any) -> Decimal:
    number = Decimal(str(value))
    if not number.is_finite() or not 0 <= number <= NO_PRICE:
        raise ValueError(value)
    return number


READERS: dict[str, Callable[[Any], Any]] = {
    "price_usd": _price,
    EXACT: _price,
    "lead_time_days": _whole,
    "moq": _whole,
    "valid_until": date.fromisoformat,
    "id": _key,
}
"""How the value in a mark is read, by the column that it is of."""
