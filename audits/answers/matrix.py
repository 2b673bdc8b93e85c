"""A supplier's products in all markets: what is open, what is one document away, what is closed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from audits.clearances.evidence import dossier, gather, gather_drafts
from audits.clearances.market_status import MarketStatus, capped, market_status
from audits.compliance.applicable import CHINA
from audits.compliance.buyer_side import with_buyer_documents
from audits.compliance.dossier import Dossier
from audits.compliance.missing import MissingDocument, missing
from audits.compliance.remediation_effort import EffortEstimates
from audits.compliance.rulebook import Leaf, Rulebook
from audits.compliance.timeline import holding_on
from audits.law.current import current_rulebook
from audits.law.upkeep import overdue_types
from suppliers.models import Product

MAX_NEAREST = 3
"""Closed markets that are listed for each product as the next ones to open."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One product in one market: its status, until when, and the documents that would open it where it is closed.

    ``work`` ranks these: documents in preparation or to be renewed cost less than new ones.
    """

    market: str
    state: MarketStatus
    until: date | None
    way: tuple[MissingDocument, ...]
    work: int = 0

    @property
    def is_one_away(self) -> bool:
        """Whether a single document would open it."""
        return len(self.way) == 1


@dataclass(frozen=True, slots=True)
class Row:
    """One product across all markets, and the markets that are nearest to opening."""

    product: Product
    cells: tuple[Cell, ...]
    nearest: tuple[Cell, ...]


def matrix(products: Iterable[Product], *, on: date) -> tuple[tuple[str, ...], list[Row]]:
    """The markets, and each product's row; products with the same facts and documents are judged once."""
    rulebook = current_rulebook()
    products = list(products)
    documents, drafts = gather(products), gather_drafts(products)
    markets = tuple(key for key, market in rulebook.markets.items() if key != CHINA and market.countries)
    overdue = {market: overdue_types(rulebook, market, on=on, today=on) for market in markets}
    known: dict[Hashable, tuple[Cell, ...]] = {}
    rows = []
    for product in products:
        own, in_preparation = documents[product.pk], drafts[product.pk]
        facts = (product.product_type_id, _hashable(product.attributes), product.manufacturer_names)
        signature = (*facts, own, in_preparation)
        if signature not in known:
            dossiers = [dossier(product, own, market=market, in_preparation=in_preparation) for market in markets]
            known[signature] = tuple(
                _cell(one, rulebook, on, is_overdue=one.product_type in overdue[str(one.market)]) for one in dossiers
            )
        rows.append(_matrix_row(product, known[signature]))
    return markets, rows


def _hashable(facts: Mapping[str, object]) -> Hashable:
    return tuple(sorted((key, repr(value)) for key, value in facts.items()))


def _cell(facts: Dossier, rulebook: Rulebook, on: date, *, is_overdue: bool) -> Cell:
    holding = holding_on(facts, rulebook, on=on)
    status = capped(market_status(holding.state, holding.state_if_buyer_complies), is_overdue=is_overdue)
    until = holding.holds_until or holding.ready_until
    if status is not MarketStatus.BLOCKED:
        return Cell(str(facts.market), status, until, ())
    ways = missing(with_buyer_documents(facts, rulebook), rulebook, on=on)
    way = ways[0] if ways else ()
    work = EffortEstimates(facts, rulebook, on).total(Leaf(one.type, one.narrowing) for one in way)
    return Cell(str(facts.market), status, until, way, work)


def _matrix_row(product: Product, cells: tuple[Cell, ...]) -> Row:
    closed = sorted((cell for cell in cells if cell.way), key=lambda cell: (cell.work, len(cell.way)))
    return Row(product, cells, tuple(closed[:MAX_NEAREST]))
