"""Kinds of products with their documents, taken from the law itself: each holds what a few markets ask for."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from audits.compliance.dossier import Dossier
from audits.compliance.missing import MissingDocument, missing
from audits.compliance.rulebook import Rulebook

MOST_MARKETS = 12
"""Markets that a supplier got documents for, at most."""
ATTRIBUTES = {"sterile": False}


@dataclass(frozen=True)
class Document:
    """A certificate of every supplier of that kind."""

    type: str
    stated: dict[str, str]
    valid_from: date
    valid_until: date | None
    covers_the_company: bool


@dataclass(frozen=True)
class Kind:
    """What the products of one kind share."""

    product_type: str
    documents: tuple[Document, ...]


def draw(rulebook: Rulebook, kinds: int, on: date) -> list[Kind]:
    """So many kinds, the same every time."""
    chance = random.Random(kinds)
    types = sorted({row.product_type for row in rulebook.requirements})
    return [_kind(rulebook, types[number % len(types)], on, chance) for number in range(kinds)]


def _kind(rulebook: Rulebook, product_type: str, on: date, chance: random.Random) -> Kind:
    markets = chance.sample(sorted(rulebook.markets), chance.randint(2, MOST_MARKETS))
    wanted = dict.fromkeys(one for market in markets for one in _way_in(rulebook, product_type, market, on))
    return Kind(product_type, tuple(_document(rulebook, one, on, chance) for one in wanted))


@lru_cache(maxsize=4096)
def _way_in(rulebook: Rulebook, product_type: str, market: str, on: date) -> tuple[MissingDocument, ...]:
    """The supplier's documents of the first way into that market."""
    ways = missing(Dossier(product_type, ATTRIBUTES, market, shipped_from_china=True), rulebook, on=on)
    return tuple(one for one in ways[0] if not rulebook.is_buyer_side(one.type)) if ways else ()


def _document(rulebook: Rulebook, wanted: MissingDocument, on: date, chance: random.Random) -> Document:
    facts = rulebook.evidence_types[wanted.type]
    ends = on + timedelta(days=chance.randint(-30, 1100))
    return Document(
        type=wanted.type,
        stated={key: str(value[0] if isinstance(value, tuple) else value) for key, value in wanted.narrowing},
        valid_from=on - timedelta(days=chance.randint(100, 900)),
        valid_until=None if facts.validity_months is None else ends,
        covers_the_company=facts.covers == "company",
    )
