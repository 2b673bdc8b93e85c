"""Where the law asks for a standard or a document, read from the rows of the rulebook once for each edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from audits.answers.names import standards_of
from audits.compliance.rulebook import Requirement, Rulebook, leaves
from audits.compliance.standards import citations
from audits.law.guide import EXPORTER


@dataclass(frozen=True)
class Uses:
    """Rows that ask for a standard or a document, by its id; and the product types that a standard is about."""

    of_standard: Mapping[str, tuple[Requirement, ...]]
    of_document: Mapping[str, tuple[Requirement, ...]]
    types_of_standard: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=2)
def uses(book: Rulebook) -> Uses:
    """Everything that the rows of an edition ask for."""
    standards: dict[str, dict[Requirement, None]] = {}
    documents: dict[str, dict[Requirement, None]] = {}
    for row in book.requirements:
        for leaf in leaves(row.expression):
            documents.setdefault(leaf.evidence, {})[row] = None
            for standard in standards_of(book, leaf):
                standards.setdefault(standard, {})[row] = None
    types = {key: {row.product_type: None for row in rows} for key, rows in standards.items()}
    for product_type, facts in book.product_types.items():
        named = facts.get("standards")
        for text in named.values() if isinstance(named, dict) else ():
            for cited in citations(book.vocabulary, text):
                types.setdefault(cited.key, {})[product_type] = None
    return Uses(
        {key: tuple(rows) for key, rows in standards.items()},
        {key: tuple(rows) for key, rows in documents.items()},
        {key: tuple(found) for key, found in types.items()},
    )


def standards_asked(book: Rulebook, product_type: str, market: str, *, on: date) -> tuple[str, ...]:
    """The standards that the rows of a pair ask for on that day, in the order in which the rulebook first names them.

    Read from the rows themselves: rows are facts without a key of their own, and hashing thousands of them took longer
    than the rest of a search.
    """
    rows = (row for row in book.requirements_for(product_type, market) if row.in_force(on))
    asked = {key for row in rows for leaf in row.leaves for key in standards_of(book, leaf)}
    return tuple(key for key in uses(book).of_standard if key in asked) if asked else ()


def by_market(rows: Iterable[Requirement], *, on: date) -> dict[str, tuple[str, ...]]:
    """Market -> the product types of the rows that are in force on that day; China's, which are asked on leaving it, last."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        if row.in_force(on):
            found.setdefault(row.market, {})[row.product_type] = None
    ordered = sorted(found, key=lambda market: (market == EXPORTER, market))
    return {market: tuple(found[market]) for market in ordered}
