"""A supplier's products against all markets: what is open, what is one paper away, what is closed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from audits.compliance.asked import CHINA
from audits.compliance.dossier import Dossier
from audits.compliance.missing import Wanted, missing
from audits.compliance.rulebook import Rulebook
from audits.compliance.timeline import Holding, holds
from audits.compliance.verdict import State
from audits.evidence import dossier, gather
from audits.services.rulebook import current_rulebook
from suppliers.models import Product

NEAREST = 3
"""Markets that are named as the next ones to open, for each product."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One product in one market: how it stands, how long, and the shortest way in where it is closed."""

    market: str
    state: State
    until: date | None
    way: tuple[Wanted, ...]

    @property
    def is_one_away(self) -> bool:
        """Whether a single paper would open it."""
        return len(self.way) == 1


@dataclass(frozen=True, slots=True)
class Row:
    """One product across all markets, and the markets that are nearest to opening."""

    product: Product
    cells: tuple[Cell, ...]
    nearest: tuple[Cell, ...]


def matrix(products: Iterable[Product], *, on: date) -> tuple[tuple[str, ...], list[Row]]:
    """The markets, and each product's row; products with the same facts and papers are judged once."""
    rulebook = current_rulebook()
    products = list(products)
    papers = gather(products)
    markets = tuple(key for key, market in rulebook.markets.items() if key != CHINA and market.countries)
    known: dict[Hashable, tuple[Cell, ...]] = {}
    rows = []
    for product in products:
        signature = (product.product_type_id, _frozen(product.attributes), papers[product.pk])
        if signature not in known:
            facts = [dossier(product, papers[product.pk], market=market) for market in markets]
            known[signature] = tuple(_cell(one, rulebook, on) for one in facts)
        rows.append(_row(product, known[signature]))
    return markets, rows


def _frozen(facts: Mapping[str, object]) -> Hashable:
    return tuple(sorted((key, repr(value)) for key, value in facts.items()))


def _cell(facts: Dossier, rulebook: Rulebook, on: date) -> Cell:
    holding: Holding = holds(facts, rulebook, on=on)
    ways = missing(facts, rulebook, on=on) if holding.state is State.BLOCKED else ()
    return Cell(str(facts.market), holding.state, holding.holds_until, ways[0] if ways else ())


def _row(product: Product, cells: tuple[Cell, ...]) -> Row:
    closed = sorted((cell for cell in cells if cell.way), key=lambda cell: len(cell.way))
    return Row(product, cells, tuple(closed[:NEAREST]))
