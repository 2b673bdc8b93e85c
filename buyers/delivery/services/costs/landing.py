"""Freight quotes next to each other and the landed cost of the goods, each figure with who says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from buyers.catalogue.rates import Rates
from buyers.delivery.models import DutyRate, FreightLine, FreightQuote
from buyers.delivery.services.costs.subjects import Subject
from buyers.terms.delivery.freight import (
    RISK,
    Counts,
    Fill,
    Line,
    chargeable,
    counts_for,
    fills,
    line_kinds,
    line_sum,
    per_piece,
)
from buyers.terms.delivery.landed import Landed, Rate, Stated, landed
from buyers.terms.errors import TermsError
from buyers.terms.money import as_decimal, to_minor

BASES = ("CPT", "CIP", "DAP", "DPU", "DDP")
"""Rules on whose basis a landed cost is asked for."""


@dataclass(frozen=True)
class LineSum:
    """A line of a quote with its sum in minor units of the quote's currency; None where nothing can be counted yet."""

    line: FreightLine
    label: str
    part: str
    amount: int | None


@dataclass(frozen=True)
class QuoteSum:
    """A freight quote for these goods. Amounts in minor units of its own currency; ``converted`` in that of the goods.

    ``converted`` and ``per_piece`` are None where a rate or the pieces are not known. ``estimated`` is the part of the total
    that is an estimate. ``rate_day`` is the day of the reference rate, None where nothing was converted.
    """

    quote: FreightQuote
    lines: tuple[LineSum, ...]
    total: int
    estimated: int
    converted: int | None
    per_piece: Decimal | None
    rate_day: date | None
    is_valid: bool

    @property
    def is_complete(self) -> bool:
        """Whether every line could be counted."""
        return all(line.amount is not None for line in self.lines if line.line.amount is not None)

    @property
    def included(self) -> tuple[LineSum, ...]:
        return tuple(one for one in self.lines if one.line.amount is not None and one.part != RISK)

    @property
    def excluded(self) -> tuple[LineSum, ...]:
        return tuple(one for one in self.lines if one.line.amount is None)

    @property
    def risks(self) -> tuple[LineSum, ...]:
        """What comes only when something goes wrong: never in the total."""
        return tuple(one for one in self.lines if one.line.amount is not None and one.part == RISK)


@dataclass(frozen=True)
class Weights:
    """What freight is paid for: chargeable grams by way of transport, and containers by kind."""

    chargeable: int | None
    fills: tuple[Fill, ...]


def weights_of(subject: Subject, mode: str) -> Weights | None:
    """None while a carton is not stated."""
    goods = subject.consignment
    if goods is None:
        return None
    return Weights(chargeable(goods, mode), fills(goods, subject.destination[:2]) if mode in ("sea", "rail") else ())


def quote_sums(subject: Subject, rates: Rates, *, on: date, language: str) -> list[QuoteSum]:
    """Every freight quote of the goods, in the order in which they came."""
    return [_quote_sum(subject, quote, rates, on, language) for quote in subject.quotes]


def landed_cost(
    subject: Subject, basis: str, chosen: QuoteSum | None, typed: Sequence[DutyRate], rates: Rates
) -> Landed:
    """The price brought to that basis with one freight quote and the typed rates. Raises TermsError for unknown words.

    A sum in another currency is converted by the reference rate and so becomes an estimate.
    """
    return landed(subject.price, subject.rule, basis, _stated_costs(subject, chosen, rates), _rates(subject, typed))


def _quote_sum(subject: Subject, quote: FreightQuote, rates: Rates, on: date, language: str) -> QuoteSum:
    counts = _counts(subject, quote)
    kinds = line_kinds()
    lines = tuple(
        LineSum(line, kinds[line.code].label.read_in(language), kinds[line.code].part, _amount(line, counts))
        for line in quote.lines.all()
        if line.code in kinds
    )
    counted = [one for one in lines if one.part != RISK and one.amount]
    total = sum(one.amount or 0 for one in counted)
    converted = _into(total, quote.currency, subject.currency, rates)
    pieces = subject.pieces
    return QuoteSum(
        quote=quote,
        lines=lines,
        total=total,
        estimated=sum(one.amount or 0 for one in counted if one.line.mark == FreightLine.Mark.ESTIMATE),
        converted=converted,
        per_piece=per_piece(converted, subject.currency, pieces) if converted is not None and pieces else None,
        rate_day=rates.day if quote.currency != subject.currency else None,
        is_valid=on <= quote.valid_until,
    )


def _counts(subject: Subject, quote: FreightQuote) -> Counts | None:
    goods = subject.consignment
    if goods is None:
        return None
    return counts_for(goods, quote.mode, quote.containers)


def _amount(line: FreightLine, counts: Counts | None) -> int | None:
    """None where the weight that it is paid for is not known."""
    needs = {FreightLine.Per.KG, FreightLine.Per.WM}
    if line.amount is None or (counts is None and line.per in needs):
        return None
    known = counts or Counts(0, 0, line.quote.containers)
    try:
        return line_sum(Line(line.code, line.per, line.amount, line.mark, line.count), known)
    except TermsError:
        return None


def _into(amount: int, of: str, into: str, rates: Rates) -> int | None:
    if of == into:
        return amount
    converted = rates.convert(as_decimal(amount, of), of=of, into=into)
    return None if converted is None else to_minor(converted, into)


def _stated_costs(subject: Subject, chosen: QuoteSum | None, rates: Rates) -> list[Stated]:
    if chosen is None:
        return []
    is_foreign = chosen.quote.currency != subject.currency
    found = []
    for one in chosen.lines:
        amount = None if one.amount is None else _into(one.amount, chosen.quote.currency, subject.currency, rates)
        if amount is not None:
            mark = "estimate" if is_foreign else str(one.line.mark)
            found.append(Stated(one.line.code, amount, mark))
    return found


def _rates(subject: Subject, typed: Sequence[DutyRate]) -> list[Rate]:
    values: dict[int, int] = {}
    for line in subject.lines:
        values[line.product.pk] = values.get(line.product.pk, 0) + line.amount
    return [
        Rate(row.kind, row.basis_points, row.basis, values[row.product_id], row.source, row.as_of)
        for row in typed
        if row.product_id in values
    ]
