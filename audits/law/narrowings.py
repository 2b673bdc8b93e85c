"""What a row may demand of a document: only what some document can state, by an id that the rulebook knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from audits.compliance.expression import AT_LEAST, COVERS_PRODUCT, STANDARD, as_list
from audits.compliance.rulebook import Leaf, Requirement, Rulebook, leaves

PRODUCT_CODES = "product_codes"


def impossible_narrowing(row: Requirement, book: Rulebook) -> str:
    """Why no document could ever state what a leaf of the row demands; empty when all can be met."""
    return next((reason for leaf in leaves(row.expression) if (reason := _reason(leaf, row, book))), "")


def _reason(leaf: Leaf, row: Requirement, book: Rulebook) -> str:
    asked = dict(leaf.narrowing)
    if AT_LEAST in asked and STANDARD not in asked:
        return f"{leaf.evidence}: at_least belongs to a standard"
    for key, required in leaf.narrowing:
        known = _known_ids(key, asked, row, book)
        for value in as_list(required):
            if known is not None and value not in known:
                nearest = ", ".join(get_close_matches(value, list(known), n=3)) or "none"
                return f"{leaf.evidence}: {key} {value!r} is no known id; nearest: {nearest}"
    return ""


def _known_ids(
    key: str, asked: Mapping[str, str | tuple[str, ...]], row: Requirement, book: Rulebook
) -> Iterable[str] | None:
    """The ids that a key may ask for; ``None`` where there is nothing to compare."""
    if key == STANDARD:
        return book.vocabulary.standards
    if key == AT_LEAST:
        grades = (book.vocabulary.grades_of(one) for one in as_list(asked.get(STANDARD, ())))
        return [grade.id for known in grades for grade in known]
    if key == COVERS_PRODUCT:
        return None
    if key == PRODUCT_CODES:
        codes = book.product_types[row.product_type].get("fda_codes")
        return codes if isinstance(codes, dict) else ()
    return book.terms.printed.get(key, {})
