"""Search by words: each piece typed must begin a piece of the product's or supplier's names.

Two ways to the same answer. ``indexed`` finds what few products say, at a price that grows with what is found;
``read`` asks each row that is passed, which is quick where many say it and few of them are needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet, Value

from audits.models import Clearance
from kpmarket.search import is_chinese, sought


class SaysThere(Func):
    """PostgreSQL's answer, from the index clearance_words: see audits/migrations/0014_words_of_a_type.py."""

    output_field = BooleanField()

    def __init__(self, queries: Iterable[str]) -> None:
        super().__init__(F("market_id"), F("product_type_id"), F("words"), *(Value(query) for query in queries))

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Any of several queries, because the index answers each by itself quicker than all in one."""
        parts, parameters = zip(*(compiler.compile(one) for one in self.source_expressions), strict=True)
        sql = f"(catalogue_words({', '.join(parts[:3])}) @@ ANY(ARRAY[{', '.join(parts[3:])}]::tsquery[]))"
        return sql, [parameter for some in parameters for parameter in some]


def has_index(text: str) -> bool:
    """Whether ``indexed`` can answer: PostgreSQL can, where something was typed that can be looked for."""
    return connection.vendor == "postgresql" and bool(sought(text))


def indexed(rows: QuerySet[Clearance], text: str, *, market: str, types: Iterable[str]) -> QuerySet[Clearance]:
    """The clearances of these types in this market whose names say it: nothing else need ask for type and market."""
    return rows.filter(SaysThere(_query(f"{market}/{one}/", sought(text)) for one in types))


def read(rows: QuerySet[Clearance], text: str) -> QuerySet[Clearance]:
    """The same, by reading what each row says."""
    for piece in sought(text):
        rows = rows.filter(words__contains=f" {piece}")
    return rows


def _query(place: str, wanted: list[str]) -> str:
    """What a tsquery reads. A piece is made of letters and digits alone; the ids of a place may hold other signs."""
    place = place.replace("\\", "\\\\").replace("'", "''")
    return " & ".join(f"'{place}{piece}'" + ("" if is_chinese(piece) else ":*") for piece in wanted)
