"""What the goods cost on another basis of delivery: the price, and what it lacks from figures that somebody stated.

Nothing is invented: a part without a figure is missing and said to be, an estimate stays marked as one, and duty counts
only at a rate that a person typed with its source and day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from buyers.terms.delivery.freight import RISK, line_kinds
from buyers.terms.errors import TermsError
from buyers.terms.incoterms import CostPart, included, lacks
from buyers.terms.money import WHOLE

GOODS, DUTY_PART = "goods", "import_duty"
CARRIED = ("main_carriage", "insurance")
"""Parts that a value until the place of entry contains besides the goods."""
BASES = ("goods", "carried", "carried_and_duty")
"""What a rate is of: the price, the price with carriage and insurance, or that with the duty."""
DUTY, TAX = "duty", "tax"


@dataclass(frozen=True)
class Stated:
    """A sum of one kind of line of a freight quote, in minor units of the order's currency, and its mark."""

    kind: str
    amount: int
    mark: str


@dataclass(frozen=True)
class Rate:
    """A rate that a person typed: ``kind`` duty or tax, in basis points of ``basis``; ``value`` is the price of the lines it concerns."""

    kind: str
    basis_points: int
    basis: str
    value: int
    source: str
    as_of: date


@dataclass(frozen=True)
class Cost:
    """One part of the delivered price.

    ``mark``: ``price`` (in the price of the goods), ``quoted``, ``tariff``, ``estimate``, ``rate`` (typed) or ``missing``.
    ``missing``: kinds of lines without which it is not complete; ``amount`` is then what is known of it. ``estimated``: how
    much of it is an estimate, or follows from a typed rate.
    """

    part: CostPart
    amount: int
    mark: str
    missing: tuple[str, ...] = ()
    estimated: int = 0


@dataclass(frozen=True)
class Landed:
    """All parts with their sum in minor units."""

    basis: str
    costs: tuple[Cost, ...]

    @property
    def total(self) -> int:
        return sum(cost.amount for cost in self.costs)

    @property
    def estimated(self) -> int:
        """How much of the sum is an estimate, or follows from a typed rate."""
        return sum(cost.estimated for cost in self.costs)

    @property
    def missing(self) -> tuple[CostPart, ...]:
        """Parts that are not complete: the sum is without them, or with a part of them only."""
        return tuple(cost.part for cost in self.costs if cost.missing)


def landed(goods: int, rule: str, basis: str, stated: Sequence[Stated] = (), rates: Sequence[Rate] = ()) -> Landed:
    """The price under ``rule`` brought to ``basis``.

    ``goods`` is the price in minor units. What the price contains already is not added again from a freight quote.
    Raises TermsError ``unknown-rule``, ``unknown-line``, ``unknown-basis``.
    """
    lacking = {part.id for part in lacks(rule, basis)}
    by_part = _by_part(stated)
    costs: list[Cost] = []
    for part in included(basis):
        if part.id == GOODS:
            costs.append(Cost(part, goods, "price"))
        elif part.id not in lacking:
            costs.append(Cost(part, 0, "price"))
        elif part.id == DUTY_PART:
            costs.append(_import_cost(part, by_part.get(part.id, ()), rates, _carried(costs), goods))
        else:
            costs.append(_cost(part, by_part.get(part.id, ())))
    return Landed(basis, tuple(costs))


def _by_part(stated: Sequence[Stated]) -> Mapping[str, Sequence[Stated]]:
    found: dict[str, list[Stated]] = {}
    for one in stated:
        kind = line_kinds().get(one.kind)
        if kind is None:
            raise TermsError("unknown-line", kind=one.kind)
        if kind.part != RISK and one.mark != "not_included":
            found.setdefault(kind.part, []).append(one)
    return found


def _cost(part: CostPart, stated: Sequence[Stated]) -> Cost:
    """What lines say about a part: the least certain mark counts for all of it."""
    there = {one.kind for one in stated}
    missing = tuple(
        kind.id for kind in line_kinds().values() if kind.part == part.id and kind.is_needed and kind.id not in there
    )
    amount = sum(one.amount for one in stated)
    if not stated:
        return Cost(part, 0, "missing", missing or (part.id,))
    marks = {one.mark for one in stated}
    mark = next(mark for mark in ("estimate", "tariff", "quoted") if mark in marks)
    return Cost(part, amount, mark, missing, sum(one.amount for one in stated if one.mark == "estimate"))


def _import_cost(part: CostPart, stated: Sequence[Stated], rates: Sequence[Rate], carried: int, goods: int) -> Cost:
    """Duty and taxes by typed rates; where there is none of a kind, by the lines of the quote."""
    typed = {rate.kind for rate in rates}
    replaced = {"DTY": DUTY in typed, "VAT": TAX in typed}
    lines = [one for one in stated if not replaced.get(one.kind, False)]
    from_lines = _cost(part, lines)
    if not rates:
        return from_lines
    duty = sum(_share(rate, goods, carried, 0) for rate in rates if rate.kind == DUTY)
    tax = sum(_share(rate, goods, carried, duty) for rate in rates if rate.kind == TAX)
    missing = () if DUTY in typed else from_lines.missing
    return Cost(part, from_lines.amount + duty + tax, "rate", missing, from_lines.estimated + duty + tax)


def _share(rate: Rate, goods: int, carried: int, duty: int) -> int:
    """The typed share, rounded half up; carriage and duty count by the lines' part of the price."""
    if rate.basis not in BASES:
        raise TermsError("unknown-basis", basis=rate.basis)
    beyond = {"goods": 0, "carried": carried, "carried_and_duty": carried + duty}[rate.basis]
    numerator = rate.value * (goods + beyond) if goods else 0
    return (2 * numerator * rate.basis_points + goods * WHOLE) // (2 * goods * WHOLE) if goods else 0


def _carried(costs: Sequence[Cost]) -> int:
    """What carriage and insurance add to the price until the place of entry."""
    return sum(cost.amount for cost in costs if cost.part.id in CARRIED)
