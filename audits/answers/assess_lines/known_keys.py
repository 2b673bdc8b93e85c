"""The keys that a line may hold, at every level. An unknown one is refused with the nearest that is known."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from audits.answers.assess_lines.values import BadLineError
from audits.compliance.rulebook import Rulebook

LINE = (
    "id",
    "product_type",
    "destination",
    "on",
    "evidence",
    "attributes",
    "shipped_from",
    "shipped_on",
    "buyer",
    "manufacturer",
    "model",
    "quantity",
)
STORED_LINE = ("id", "product", "destination", "buyer", "shipped_on", "quantity")
DOCUMENT = (
    "type",
    "valid_from",
    "valid_until",
    "with",
    "ref",
    "issuer",
    "issued_on",
    "holder",
    "manufacturer",
    "models",
)
STATED = (
    "standard",
    "at_least",
    "covers_product",
    "scope",
    "class",
    "product",
    "product_codes",
    "basis",
    "formula",
    "languages",
    "country",
    "quantity",
    "name",
    "laboratory",
    "number",
    "result",
    "title",
)
"""What a document may state: everything that a row can narrow it by, the languages of a label, name and country of a party or
authority, the quantity of a permit, and what documents commonly say and no row reads."""
BEFORE = "_before"
"""End of a condition on the day before which a model was placed on the market."""
MAX_SHOWN = 60
"""Characters of an unknown key that are repeated."""


def refuse_unknown(said: Mapping[str, object], known: Collection[str], name: str) -> None:
    """Raise BadLineError for the first key that is not known; ``name`` says where it stands."""
    for key in said:
        if key not in known:
            shown = key if len(key) <= MAX_SHOWN else f"{key[:MAX_SHOWN]}…"
            raise BadLineError(f"The key “{shown}” of {name} is not known.{_nearest(key, known)}")


def _nearest(key: str, known: Collection[str]) -> str:
    found = get_close_matches(key[:MAX_SHOWN].casefold(), known, n=1, cutoff=0)
    return f" The nearest one is “{found[0]}”." if found else " No key is known there."


def attributes_of_products(rulebook: Rulebook) -> frozenset[str]:
    """Every attribute, and every field of a specification, that some product type has."""
    return frozenset(_names_of_facts(rulebook))


def _names_of_facts(rulebook: Rulebook) -> Iterator[str]:
    for facts in rulebook.product_types.values():
        attributes, specification = facts.get("attributes", {}), facts.get("specification", ())
        if isinstance(attributes, Mapping):
            yield from attributes
        if isinstance(specification, list | tuple):
            yield from (field["key"] for field in specification)
    for row in rulebook.requirements:
        yield from (
            f"{name.removesuffix(BEFORE)}_on" if name.endswith(BEFORE) else name for name, _wanted in row.condition
        )
