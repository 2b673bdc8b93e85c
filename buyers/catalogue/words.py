"""Search by words: the catalogue's side of ``buyers.search``."""

from __future__ import annotations

from django.db.models import QuerySet

from audits.models import Clearance
from buyers.search.lexicon import lexicon
from buyers.search.listings import narrowed_by
from buyers.search.reading import reading


def saying(rows: QuerySet[Clearance], text: str, *, product_type: str) -> QuerySet[Clearance]:
    """The clearances whose products meet all that was typed; all of them where nothing was typed that can be looked for.

    All rows are of that type, or of any where it is empty: naming it makes the answer quicker, not another one.
    """
    if not text:
        return rows
    return narrowed_by(rows, reading(text).product_terms, lexicon(), product_type=product_type)
