"""Conditions on the pieces of a listing, and how each database asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, Q, QuerySet, Value

from audits.models import Listing


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece that a listing must have; ``begins``: or one that begins so."""

    text: str
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """All parts must hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One part must hold."""

    parts: tuple[Node, ...]


Node = Piece | Every | Either


class IsFoundBy(Func):
    """PostgreSQL's answer, from a column that it keeps next to the words: see audits/migrations/0001_initial.py."""

    output_field = BooleanField()

    def __init__(self, query: str) -> None:
        super().__init__(F("words"), Value(query))

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The column of the listing at hand, and what it has to match."""
        words, query = self.source_expressions
        asked, parameters = compiler.compile(query)
        listing = compiler.quote_name_unless_alias(words.alias)  # type: ignore[attr-defined]
        return f"({listing}.found_by @@ {asked}::tsquery)", list(parameters)


def listings_with(node: Node, *, product_type: str = "") -> QuerySet[Listing]:
    """The listings that meet it, of that type or of any: naming the type makes the answer quicker, not another one."""
    if connection.vendor == "postgresql":
        return Listing.objects.filter(IsFoundBy(_tsquery(node, _quoted(f"{product_type}/"))))
    return Listing.objects.filter(_contains(node))


def _tsquery(node: Node, place: str) -> str:
    """What a tsquery reads. A piece is made of letters and digits after a mark of ours; an id may hold other characters."""
    if isinstance(node, Piece):
        return f"'{place}{_quoted(node.text)}'" + (":*" if node.begins else "")
    between = " & " if isinstance(node, Every) else " | "
    return f"({between.join(_tsquery(part, place) for part in node.parts)})"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "''")


def _contains(node: Node) -> Q:
    if isinstance(node, Piece):
        return Q(words__contains=f" {node.text}" if node.begins else f" {node.text} ")
    return reduce(and_ if isinstance(node, Every) else or_, map(_contains, node.parts))
