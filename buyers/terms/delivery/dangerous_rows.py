"""The rows of ``dangerous_goods.yaml`` as the gate reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from buyers.terms.errors import TermsError
from buyers.terms.files import Label, check_source, label_of, read_data

FILE = "dangerous_goods.yaml"
KINDS = frozenset({"liquid", "ion", "ion_alone", "metal", "metal_alone", "other"})


@dataclass(frozen=True)
class Row:
    """What a finding rests on. ``id`` is the row's place in the file, as officers confirm it: ``liquids/air-lq-III``."""

    id: str
    source: str
    confidence: str

    @classmethod
    def of(cls, row: Mapping[str, Any], place: str) -> Row:
        return cls(f"{place}/{row['id']}", row["source"], row["confidence"])


@dataclass(frozen=True)
class Entry(Row):
    """A UN number with the product types that may travel under it."""

    hazard: str
    kind: str
    label: Label
    products: frozenset[str]


@cache
def data() -> Mapping[str, Any]:
    """The file. Raises TermsError where a row has no source."""
    found = read_data(FILE)
    for row in (*found["entries"], *found["usual"], *found["liquids"], *found["batteries"].values()):
        check_source(row)
    return found


@cache
def entries() -> Mapping[str, Entry]:
    """By UN number. Raises TermsError ``unknown-kind``."""
    found = {}
    for row in data()["entries"]:
        if row["kind"] not in KINDS:
            raise TermsError("unknown-kind", kind=row["kind"])
        found[row["id"]] = Entry(
            f"entries/{row['id']}",
            row["source"],
            row["confidence"],
            row["class"],
            row["kind"],
            label_of(row),
            frozenset(row["products"]),
        )
    return found


@cache
def usual_types() -> Mapping[str, Row]:
    """Types of products that are not dangerous as a rule, with the row that says so."""
    return {product: Row.of(row, "usual") for row in data()["usual"] for product in row["products"]}


@cache
def documents() -> Mapping[str, Label]:
    """Documents that the gate asks for, by id."""
    return {row["id"]: label_of(row) for row in data()["documents"]}
