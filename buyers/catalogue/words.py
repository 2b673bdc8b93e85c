"""Search by words: each piece typed must begin a piece of the product's or supplier's names.

Two ways to the same answer. ``indexed`` finds what few products say, at a price that grows with what is found;
``read`` asks each row that is passed, which is quick where many say it and few of them are needed.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, OuterRef, QuerySet, Subquery, Value

from audits.models import Clearance, Listing
from kpmarket.search import is_chinese, sought


class SaysThere(Func):
    """PostgreSQL's answer, from the index listing_words: see audits/migrations/0021_listings.py."""

    output_field = BooleanField()

    def __init__(self, query: str) -> None:
        super().__init__(F("product_type_id"), F("words"), Value(query))

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Words of a listing, and what they have to match."""
        parts, parameters = zip(*(compiler.compile(one) for one in self.source_expressions), strict=True)
        sql = f"(listing_words({parts[0]}, {parts[1]}) @@ {parts[2]}::tsquery)"
        return sql, [parameter for some in parameters for parameter in some]


def has_index(text: str) -> bool:
    """Whether ``indexed`` can answer: PostgreSQL can, where something was typed that can be looked for."""
    return connection.vendor == "postgresql" and bool(sought(text))


def indexed(rows: QuerySet[Clearance], text: str, *, product_type: str) -> QuerySet[Clearance]:
    """The clearances whose products say it; a type makes it quicker, and leaves out products of others."""
    said = Listing.objects.filter(SaysThere(_query(f"{product_type}/", sought(text))))
    return rows.filter(product__in=said.values("product"))


def read(rows: QuerySet[Clearance], text: str) -> QuerySet[Clearance]:
    """The same, by reading what each row's product says."""
    pieces = sought(text)
    if not pieces:
        return rows
    rows = rows.alias(words=Subquery(Listing.objects.filter(product=OuterRef("product_id")).values("words")[:1]))
    for piece in pieces:
        rows = rows.filter(words__contains=f" {piece}")
    return rows


def _query(place: str, wanted: list[str]) -> str:
    """What a tsquery reads. A piece is made of letters and digits alone; the id of a type may hold other signs."""
    place = place.replace("\\", "\\\\").replace("'", "''")
    return " & ".join(f"'{place}{piece}'" + ("" if is_chinese(piece) else ":*") for piece in wanted)
