"""Searches that are saved for an organisation and run again."""

from __future__ import annotations

from datetime import date

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from buyers.catalogue import reference
from buyers.catalogue.filters import CatalogueFilter
from buyers.catalogue.standings import Standing

KEYS_AT_ONCE = 10_000
PASSING = ("page", "on", "shipped", "next", "lang")
"""Parts of an address that belong to one visit, not to the search."""


def kept_query(encoded: str, *, most: int) -> str:
    """What is kept of a catalogue's query; empty where it names no destination, or is too long."""
    query = QueryDict(encoded, mutable=True)
    for name in (*PASSING, *(name for name in query if not any(query.getlist(name)))):
        query.pop(name, None)
    kept = query.urlencode()
    return kept if reference.destination(query.get("to", "")) and len(kept) <= most else ""


def products_found(encoded: str, *, on: date) -> frozenset[int] | None:
    """Keys of all products that the search finds that day, however many; None where it names no destination."""
    data: MultiValueDict[str, str] = QueryDict(encoded, mutable=True)
    place = reference.destination(data.get("to", "") or "")
    if place is None:
        return None
    data["on"] = on.isoformat()
    chosen = CatalogueFilter(data, today=on)
    chosen.form.is_valid()
    shown = data.get("show", "") or ""
    standing = Standing(shown) if shown in set(Standing) else Standing.CLEARED
    found = chosen.narrowed(standing).order_by().values_list("product", flat=True)
    return frozenset(found.iterator(chunk_size=KEYS_AT_ONCE))
