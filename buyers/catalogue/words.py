"""Search by words: each piece typed must begin a piece of the product's or supplier's names."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet, Value

from audits.models import Clearance, Listing
from kpmarket.foundation.text.search import is_chinese, pieces_to_find


class IsFoundBy(Func):
    """PostgreSQL's answer, from a column that it keeps next to the words: see audits/migrations/0021_listings.py."""

    output_field = BooleanField()

    def __init__(self, query: str) -> None:
        super().__init__(F("words"), Value(query))

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The column of the listing at hand, and what it has to match."""
        words, query = self.source_expressions
        asked, parameters = compiler.compile(query)
        listing = compiler.quote_name_unless_alias(words.alias)  # type: ignore[attr-defined]
        return f"({listing}.found_by @@ {asked}::tsquery)", list(parameters)


def saying(rows: QuerySet[Clearance], text: str, *, product_type: str) -> QuerySet[Clearance]:
    """The clearances whose products say all of it; all of them where nothing was typed that can be looked for.

    All rows are of that type, or of any where it is empty: naming it makes the answer quicker, not another one.
    """
    pieces = pieces_to_find(text)
    if not pieces:
        return rows
    listings = Listing.objects.all()
    if connection.vendor == "postgresql":
        listings = listings.filter(IsFoundBy(_query(f"{product_type}/", pieces)))
    else:
        for piece in pieces:
            listings = listings.filter(words__contains=f" {piece}")
    return rows.filter(product__in=listings.values("product"))


def _query(place: str, wanted: list[str]) -> str:
    """What a tsquery reads. A piece is made of letters and digits alone; the id of a type may hold other characters."""
    place = place.replace("\\", "\\\\").replace("'", "''")
    return " & ".join(f"'{place}{piece}'" + ("" if is_chinese(piece) else ":*") for piece in wanted)
