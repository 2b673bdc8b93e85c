"""The facets in the reader's words: which there are for a product type, and what their choices are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.clearances.traits import AT_LEAST, DOCUMENTS, LEVEL, MAKER, SHARED
from buyers.catalogue.prices import decimal
from suppliers.identity.provinces import Province
from suppliers.models import ProductType, Supplier
from suppliers.products import field_facts
from suppliers.products.field_facts import FieldFact

MOST_CHOICES = 8
"""Choices that a facet shows besides those that are chosen."""
MOST_OPEN = 3
"""Facets of the specification that are shown without a click."""
FIRST = ("filtration", "steril", "size", "material", "class", "type")
"""Parts of the names of fields that buyers compare first."""
LABELS = {
    "standard": gettext_lazy("Standard and class"),
    "province": gettext_lazy("Province"),
    MAKER: gettext_lazy("Maker or trader"),
    LEVEL: gettext_lazy("Checked"),
    SHARED: gettext_lazy("Certificates"),
}
"""What the facets of all products are called."""
CHOICES = {
    f"{MAKER}={Supplier.Role.MANUFACTURER}": gettext_lazy("Manufacturer"),
    f"{MAKER}={Supplier.Role.TRADER}": gettext_lazy("Trading company"),
    f"{LEVEL}={DOCUMENTS}": gettext_lazy("Documents confirmed"),
    f"{SHARED}=yes": gettext_lazy("Pages shared with buyers"),
}
"""What their choices are called."""
PROVINCES = frozenset(Province.values)
Fields = dict[str, FieldFact]
"""The fields of a product type by their keys, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter: its value, its words, how many products it leaves, and whether it is chosen.

    ``is_more``: so many are certain, there may be more.
    """

    value: str
    label: str
    count: int
    chosen: bool
    is_more: bool = False


class Facet(NamedTuple):
    """One filter with its choices: its name in the address and its words. ``is_open``: shown without a click."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    is_open: bool


def in_words(
    counted: Mapping[str, Counter[str]], chosen: Mapping[str, set[str]], kind: ProductType | None, *, is_more: bool
) -> tuple[Facet, ...]:
    """The facets that leave a choice, in order: standards, the type's own fields, then what all products have."""
    fields = fields_of(kind)

    def facet(key: str, *, name: str = "", is_open: bool = True) -> Facet:
        tokens, set_ones = counted.get(key, Counter()), chosen.get(key, set())
        ordered = sorted(
            {*distinct_thresholds(tokens), *set_ones}, key=lambda token: (-tokens[token], len(token), token)
        )
        kept = [token for place, token in enumerate(ordered) if place < MOST_CHOICES or token in set_ones]
        choices = tuple(
            Choice(
                token if name else token.partition("=")[2],
                choice_words(token, fields),
                tokens[token],
                token in set_ones,
                is_more,
            )
            for token in kept
        )
        return Facet(name or key, label(key, fields), choices, is_open or bool(set_ones))

    own = [facet(key, name="spec", is_open=place < MOST_OPEN) for place, key in enumerate(fields)]
    all_of_them = [facet("standard"), *own, *(facet(key, is_open=key == MAKER) for key in (MAKER, SHARED, LEVEL))]
    all_of_them.append(facet("province", is_open=False))
    return tuple(one for one in all_of_them if tells_apart(one))


def distinct_thresholds(tokens: Counter[str]) -> list[str]:
    """The tokens, but of the thresholds that leave the same products the highest alone: the others say nothing more."""
    highest = {tokens[token]: token for token in sorted(tokens, key=_threshold) if token.endswith(AT_LEAST)}
    return [token for token in tokens if not token.endswith(AT_LEAST) or highest[tokens[token]] == token]


def _threshold(token: str) -> float:
    value = token.partition("=")[2].removesuffix(AT_LEAST)
    return float(value) if token.endswith(AT_LEAST) and value.replace(".", "").isdecimal() else 0.0


def tells_apart(facet: Facet) -> bool:
    """Whether a choice leaves some and not others, or is chosen already."""
    counts = [choice.count for choice in facet.choices]
    return (
        any(choice.chosen for choice in facet.choices)
        or len(counts) > 1
        or (facet.name in (SHARED, LEVEL) and bool(counts))
    )


def compared_first(kind: ProductType) -> list[FieldFact]:
    """The fields of a product type that buyers filter by: what they compare first stands first."""
    attributes = [field for field in field_facts.attributes(kind) if field.kind == "yes_no"]
    fields = [*field_facts.specification(kind), *attributes]
    return sorted(fields, key=lambda field: not any(part in field.key for part in FIRST))


def fields_of(kind: ProductType | None) -> Fields:
    """The same by their keys; none where no type was named."""
    found: Fields = {}
    for field in compared_first(kind) if kind else []:
        found.setdefault(field.key, field)
    return found


def label(key: str, fields: Fields) -> str:
    """What a facet is called."""
    if key in LABELS:
        return str(LABELS[key])
    return fields[key].label if key in fields else key.replace("_", " ")


def choice_words(token: str, fields: Fields) -> str:
    """What a choice is called."""
    key, _equals, value = token.partition("=")
    if token in CHOICES:
        return str(CHOICES[token])
    if key == "province":
        return str(Province(value).label) if value in PROVINCES else value
    return in_field(fields[key], value) if key in fields else value


def in_field(field: FieldFact, value: str) -> str:
    """A value of a type's field, with its unit."""
    if field.kind == "yes_no":
        return _("Yes") if value == "yes" else _("No")
    if choice := next((one for one in field.choices if one.value == value), None):
        return choice.label
    if value.endswith(AT_LEAST):
        return _("at least %(number)s") % {"number": f"{number(value[: -len(AT_LEAST)])} {field.unit}"}
    return f"{number(value) if field.kind == 'number' else value} {field.unit}".strip()


def number(text: str) -> str:
    """A number in the reader's notation; anything else as it is."""
    try:
        return decimal(float(text))
    except (ValueError, ArithmeticError):
        return text
