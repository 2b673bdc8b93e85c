"""What is set of the catalogue's filters, each in words with the address that takes it away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.formats import date_format

from buyers.catalogue import facet_words, reference
from buyers.catalogue.filters import TRAITS, CatalogueFilter
from buyers.catalogue.prices import decimal

PLAIN = ("price", "moq", "lead_time", "capacity", "until")
SEVERAL = ("standard", *TRAITS, "province")


@dataclass(frozen=True)
class Condition:
    """A filter that is set: its words, and the query string without it."""

    words: str
    rest: str


def conditions(catalogue: CatalogueFilter, query: QueryDict) -> list[Condition]:
    """Everything that narrows the list besides destination, day and how products stand, in the order of the form."""
    return [Condition(words, less(query, name, value)) for name, value, words in _set(catalogue)]


def _set(catalogue: CatalogueFilter) -> Iterator[tuple[str, str | None, str]]:
    """Name of a filter, the value where it may have several, and the words."""
    form = catalogue.form
    cleaned: dict[str, Any] = form.cleaned_data
    kind = reference.product_types().get(cleaned.get("type") or "")
    if catalogue.words:
        yield "q", None, f"“{catalogue.words}”"
    if kind:
        yield "type", None, kind.display_name
    for name in PLAIN:
        if cleaned.get(name) is not None:
            yield name, None, f"{form[name].label}: {_value(cleaned[name])}"
    if site := cleaned.get("site"):
        yield "site", None, f"{form['site'].label}: {dict(form.fields['site'].choices)[site]}"
    fields = facet_words.fields_of(kind)
    for name in SEVERAL:
        for value in cleaned.get(name) or []:
            token = value if name == "spec" else f"{name}={value}"
            label = facet_words.label(token.partition("=")[0], fields)
            yield name, value, f"{label}: {facet_words.choice_words(token, fields)}"


def _value(value: Any) -> str:
    return date_format(value) if isinstance(value, date) else decimal(float(value))


def less(query: QueryDict, name: str, value: str | None) -> str:
    """The query string without a filter, or without one of its values; the next list starts at its first page."""
    kept = query.copy()
    kept.pop("page", None)
    rest = [one for one in kept.getlist(name) if value is not None and one != value]
    kept.setlist(name, rest)
    for key in list(kept):
        if not any(kept.getlist(key)):
            del kept[key]
    return kept.urlencode()
