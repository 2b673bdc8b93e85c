"""What must be so before a shipment is booked or handed over: dangerous goods, temperature, shelf life.

A gate that nobody can judge is closed: it asks. An open gate says what was compared, never that a carrier takes the goods.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from buyers.delivery.models import GoodsFacts, Shipment, ShipmentLot
from buyers.delivery.services.confirmations import confirmed_rows
from buyers.delivery.services.gate_words import dangerous_words, range_words, shelf_life_words
from buyers.delivery.services.goods.facts import asks_for_range, goods_facts_of, goods_of
from buyers.terms.contract import Terms
from buyers.terms.delivery.dangerous import judge
from buyers.terms.delivery.shelf_life import LotState, shelf_life_of
from buyers.terms.delivery.temperature import usual_range_of
from buyers.trade.models import Order, OrderLine
from buyers.trade.models.quote import CHINA
from buyers.trade.services.contracts import contract_in_force
from buyers.trade.services.fact_rows import OrderFacts

StatedGoods = Mapping[tuple[int, int], GoodsFacts]
"""What is stated of goods, by the key of the order and the number of the line."""
ConfirmedRows = frozenset[tuple[str, str]]
SHELF_LIFE, RANGE = "shelf-life", "temperature-range"
OURS = "proposal"


@dataclass(frozen=True)
class Gate:
    """One thing that must be so. ``confidence`` is that of ``source``; ``line`` the number of the order's line."""

    code: str
    is_open: bool
    sentence: str
    source: str
    confidence: str
    line: int


def gates(shipment: Shipment, *, at: datetime, arrival: date | None = None) -> tuple[Gate, ...]:
    """Every gate of a shipment for its own lots and way of transport; closed ones first.

    ``arrival`` is the day that shelf life is judged for; else the day on which the contract expects the goods.
    """
    contract = contract_in_force(shipment.order)
    if contract is None:
        return ()
    lots = list(shipment.lots.all())
    lines = _lines(shipment.order, {lot.line for lot in lots})
    found = gates_of_lines(shipment.order, lines, shipment.mode, at=at)
    return _sorted([*found, *_of_lots(contract.terms, lots, arrival or contract.terms.expected_entry)])


def gates_from(
    facts: OrderFacts, shipment: Shipment | None, stated: StatedGoods, sure: ConfirmedRows, *, arrival: date
) -> tuple[Gate, ...]:
    """The same from what was read; without a shipment for the whole order as the contract plans it. No query of its own."""
    if facts.terms is None:
        return ()
    lots = list(shipment.lots.all()) if shipment else []
    shipped = {lot.line for lot in lots}
    lines = [row for row in facts.rows if not shipped or row.number in shipped]
    mode = shipment.mode if shipment else facts.terms.mode
    found = (gate for line in lines for gate in _of_line(line, stated, mode, facts.on, sure))
    return _sorted([*found, *_of_lots(facts.terms, lots, arrival)])


def gates_of_lines(
    order: Order,
    lines: Sequence[OrderLine],
    mode: str,
    *,
    at: datetime,
    stated: StatedGoods | None = None,
    sure: ConfirmedRows | None = None,
) -> tuple[Gate, ...]:
    """The gates that need no lot: how the goods may be carried. A query each for ``stated`` and ``sure`` where not given."""
    stated = goods_facts_of([order.pk]) if stated is None else stated
    sure = confirmed_rows() if sure is None else sure
    found = [gate for line in lines for gate in _of_line(line, stated, mode, at.astimezone(CHINA).date(), sure)]
    return _sorted(found)


def _of_line(
    line: OrderLine,
    stated: StatedGoods,
    mode: str,
    on: date,
    sure: ConfirmedRows,
) -> Iterator[Gate]:
    row, product = stated.get((line.order_id, line.number)), line.product
    for finding in judge(product.product_type_id, goods_of(row, product), mode, on, confirmed=sure):
        source = finding.row.source if finding.row else ""
        confidence = finding.row.confidence if finding.row else OURS
        yield Gate(finding.code, finding.is_open, dangerous_words(finding), source, confidence, line.number)
    usual = usual_range_of(product.product_type_id)
    if usual and asks_for_range(row, line):
        yield Gate(RANGE, False, range_words(usual.range), usual.source, usual.confidence, line.number)


def _of_lots(terms: Terms, lots: Sequence[ShipmentLot], arrival: date) -> Iterator[Gate]:
    for lot in lots:
        found = shelf_life_of(
            lot.made_on,
            lot.expires_on,
            arrival,
            months=terms.shelf_life_months,
            share=terms.shelf_life_bp,
        )
        if found.state is not LotState.NOT_AGREED:
            is_open = found.state is LotState.ENOUGH
            yield Gate(SHELF_LIFE, is_open, shelf_life_words(lot.lot, found, terms, arrival), "", OURS, lot.line)


def _sorted(found: Iterable[Gate]) -> tuple[Gate, ...]:
    """Closed ones first."""
    return tuple(sorted(found, key=lambda one: one.is_open))


def _lines(order: Order, numbers: set[int]) -> list[OrderLine]:
    return list(order.lines.select_related("product").filter(number__in=numbers).order_by("number"))
