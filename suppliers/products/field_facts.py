"""Which fields describe a product of a type, read from the type's facts in the rulebook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kpmarket.foundation.text.languages import in_reader_language
from suppliers.models import ProductType

KINDS = {"number", "text", "choice", "yes_no", "day"}
STANDARD = re.compile(
    r"\b(?:EN ISO|EN|ISO|IEC|GB/T|GB|YY/T|YY|ASTM|ANSI/AAMI|ANSI/ISEA|NFPA|JIS T|CNS|SANS|ABNT NBR|IS|AS/NZS|CSA|CWA"
    r"|AFNOR|GOST) [A-Z]{0,2}\d[\d.]*(?:-\d{1,2}(?!\d))*"
)


@dataclass(frozen=True)
class Choice:
    """A value that may be chosen, and its words."""

    value: str
    label_en: str
    label_zh: str = ""

    @property
    def label(self) -> str:
        return in_reader_language(en=self.label_en, zh=self.label_zh)


@dataclass(frozen=True)
class FieldFact:
    """One field of a product: how it is called, and what may stand in it."""

    key: str
    kind: str
    label_en: str
    label_zh: str = ""
    unit: str = ""
    is_required: bool = False
    choices: tuple[Choice, ...] = ()
    is_fact: bool = False
    """Whether rules may ask for it, although it stands in the specification."""

    @property
    def label(self) -> str:
        return in_reader_language(en=self.label_en, zh=self.label_zh)


def specification(product_type: ProductType) -> list[FieldFact]:
    """The fields that describe such a product to buyers."""
    return _fields(product_type.facts.get("specification"))


def attributes(product_type: ProductType) -> list[FieldFact]:
    """The facts about such a product that rules ask for."""
    return _fields(product_type.facts.get("attributes"))


def facts_in_specification(product_type: ProductType, specification: Mapping[str, Any]) -> dict[str, Any]:
    """What a specification says that rules may ask for, by name: the class, powder-free… Empty values are not stated."""
    keys = [str(fact["key"]) for fact in product_type.facts.get("specification") or () if fact.get("fact")]
    return {key: specification[key] for key in keys if specification.get(key) not in (None, "")}


def standards(product_type: ProductType) -> list[str]:
    """Standards that such a product may meet, by number without edition: each once, in the rulebook's order.

    The rulebook has a list of them, or a sentence for each market that names them.
    """
    known = product_type.facts.get("standards") or []
    if not isinstance(known, Mapping):
        return list(dict.fromkeys(str(standard) for standard in known))
    named = [found.rstrip(".") for sentence in known.values() for found in STANDARD.findall(str(sentence))]
    return list(dict.fromkeys(named))


def _fields(facts: Any) -> list[FieldFact]:
    """The rulebook writes fields as a list with keys or as a mapping by key."""
    pairs = facts.items() if isinstance(facts, Mapping) else [(fact["key"], fact) for fact in facts or []]
    return [_field(str(key), fact) for key, fact in pairs]


def _field(key: str, fact: Mapping[str, Any]) -> FieldFact:
    kind = str(fact.get("kind", "text"))
    return FieldFact(
        key=key,
        kind=kind if kind in KINDS else "text",
        label_en=_label(fact, key.replace("_", " ").capitalize()),
        label_zh=str(fact.get("label_zh") or ""),
        unit=str(fact.get("unit") or ""),
        is_required=bool(fact.get("required")),
        choices=_choices(fact.get("values") or fact.get("choices") or ()),
        is_fact=bool(fact.get("fact")),
    )


def _choices(values: Any) -> tuple[Choice, ...]:
    """A list of values that speak for themselves, or a mapping from value to words."""
    if not isinstance(values, Mapping):
        return tuple(Choice(str(value), str(value)) for value in values)
    return tuple(
        Choice(str(value), _label(words, str(value)), str(words.get("label_zh") or ""))
        for value, words in values.items()
    )


def _label(fact: Mapping[str, Any], otherwise: str) -> str:
    return str(fact.get("label") or fact.get("label_en") or otherwise)
