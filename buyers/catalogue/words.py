"""Search by words: each piece typed must begin a piece of the product's or supplier's names."""

from __future__ import annotations

from django.db import connections
from django.db.models import BooleanField, F, Func, QuerySet, Value

from audits.models import Clearance
from kpmarket.search import pieces


class WordsBegin(Func):
    """PostgreSQL's answer, from the index clearance_words: see audits/migrations/0006_words_index.py."""

    output_field = BooleanField()
    template = "(array_to_tsvector(array_remove(string_to_array(%(expressions)s)::tsquery)"
    arg_joiner = ", ' '), '')) @@ ("


def speaking_of(rows: QuerySet[Clearance], text: str) -> QuerySet[Clearance]:
    """The clearances of products whose names say it; all of them where nothing was typed that could be looked for."""
    wanted = pieces(text)
    if wanted and connections[rows.db].vendor == "postgresql":
        # a piece is made of letters and digits alone: it holds no sign that a tsquery reads
        return rows.filter(WordsBegin(F("words"), Value(" & ".join(f"'{piece}':*" for piece in wanted))))
    for piece in wanted:
        rows = rows.filter(words__contains=f" {piece}")
    return rows
