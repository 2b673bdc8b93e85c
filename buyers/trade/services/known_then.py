"""What was known of an order's lines when it was placed, next to what is known today of that very day.

Both stand: an order that was placed on a clearance was placed in good faith, whatever was revoked since with effect from an
earlier day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from audits.answers.as_known_at import Record, records
from audits.answers.explanations import digest_of, explanation_of
from audits.clearances.evidence import dossier
from audits.clearances.market_status import MarketStatus
from audits.compliance.assess import assess
from audits.models import Clearance
from buyers.catalogue import reference
from buyers.terms.contract import Terms
from buyers.trade.models import Contract, Order, OrderLine


@dataclass(frozen=True, slots=True)
class KnownThen:
    """One line: the state on record at placing, and what the record says now of the same day."""

    line: OrderLine
    known: MarketStatus
    known_until: date | None
    day: date
    """The day that both answers are about: the first of the period that the line was placed on, or the day of placing."""
    now: MarketStatus
    is_proven: bool | None
    """Whether the explanation, computed again from what was on record then, has the digest kept with the line; None where
    no digest was kept, or nothing was on record."""

    @property
    def differs(self) -> bool:
        """Whether the answer of today is another one than that of then."""
        return self.known != self.now


def known_then(order: Order) -> tuple[KnownThen, ...]:
    """Every line of the order, in a fixed number of queries."""
    rows = order.lines.select_related("product__supplier", "clearance").order_by("number")
    lines = list(rows)
    first = Contract.objects.filter(order=order).order_by("version").first()
    terms = first.terms if first else None
    market = reference.market_of(order.destination)
    now = _rows_now(order, lines, market)
    then: dict[int, Record] = {}
    for known_at in {line.known_at for line in lines}:
        products = [line.product for line in lines if line.known_at == known_at]
        then.update(records(products, known_at=known_at))
    return tuple(_line(order, line, now[line.product_id], then.get(line.product_id), terms, market) for line in lines)


def _rows_now(order: Order, lines: Sequence[OrderLine], market: str | None) -> dict[int, list[Clearance]]:
    found: dict[int, list[Clearance]] = defaultdict(list)
    current = Clearance.objects.current().in_country(order.destination)
    for row in current.filter(product__in=[line.product_id for line in lines], market=market or ""):
        found[row.product_id].append(row)
    return found


def _line(
    order: Order,
    line: OrderLine,
    rows: Sequence[Clearance],
    then: Record | None,
    terms: Terms | None,
    market: str | None,
) -> KnownThen:
    placed = line.clearance
    day = max(timezone.localdate(line.known_at), placed.valid_from) if placed else timezone.localdate(line.known_at)
    present = next((row for row in rows if row.valid_from <= day <= row.valid_until), None)
    nothing = MarketStatus.BLOCKED if placed else MarketStatus.NOT_ASSESSED
    return KnownThen(
        line,
        MarketStatus(placed.state) if placed else MarketStatus.NOT_ASSESSED,
        placed.last_day if placed else None,
        day,
        MarketStatus(present.state) if present else nothing,
        _is_proven(order, line, then, terms, market),
    )


def _is_proven(
    order: Order, line: OrderLine, then: Record | None, terms: Terms | None, market: str | None
) -> bool | None:
    """Judge again what was on record then, as the order was placed: for the expected entry, shipped on the latest day."""
    if not line.explanation_digest or then is None or terms is None:
        return None
    facts = dossier(
        then.product, then.documents, market=market, country=order.destination, shipped_on=terms.latest_shipment
    )
    verdict = assess(facts, then.rulebook, on=terms.expected_entry)
    return digest_of(explanation_of(verdict)) == line.explanation_digest
