"""Questions to the rows of a rulebook, for tests."""

from __future__ import annotations

from datetime import date

from audits.compliance.expression import condition_fits
from audits.compliance.rulebook import leaves


def rows_on(book, product_type, market, day, **attributes):
    """The rows in force on that day for a product that states these attributes, by id."""
    on = date.fromisoformat(day)
    return {
        row.id: row
        for row in book.requirements_for(product_type, market)
        if row.in_force(on) and condition_fits(row, attributes)
    }


def ids_on(book, product_type, market, day, **attributes):
    return set(rows_on(book, product_type, market, day, **attributes))


def asks(row):
    return {leaf.evidence for leaf in leaves(row.expression)}


def row(book, id_):
    (found,) = [one for one in book.requirements if one.id == id_]
    return found
