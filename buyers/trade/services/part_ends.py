"""Ending part of an order: units that are not shipped, by both sides, or by one for a cause that gives it the right to.

Either way a version of the contract says what is left. One that both sign is proposed like every change; one by right holds
by the signature of who had the right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from audits.desk import log
from buyers.terms.amending import FREIGHT, without_units
from buyers.terms.contract import Terms
from buyers.terms.money import line_amount
from buyers.terms.watch import shares_of
from buyers.trade.models import Contract, Order, Side
from buyers.trade.services import contracts, ended_parts, order_letters, parties
from buyers.trade.services.cancelling import CLAIM, CancelCause, is_too_late, lasts_too_long
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.facts import order_facts
from buyers.trade.services.ledger import lock_order
from kpmarket.accounts.models import User


class PartNotPossible(Exception):
    """The cause does not hold, or not for these units or this sum."""


class WholeOrder(Exception):
    """Nothing would be left, and one side alone ends the whole order in another way."""


@dataclass(frozen=True)
class PartWay:
    """A cause for which units may end now. ``units``: the most of each line. ``most_kept``: minor units that the supplier may
    keep; None where both sides agree on them.
    """

    cause: CancelCause
    units: Mapping[int, int]
    most_kept: int | None = 0


@dataclass(frozen=True)
class PartEnd:
    """What a side wants to end: units by number of line, for a cause; ``kept`` minor units are the supplier's for them.

    ``charges``: what freight or tooling becomes where both sides agree on another sum than the contract gives.
    """

    cause: str
    units: Mapping[int, int]
    kept: int = 0
    charges: Mapping[str, int] = field(default_factory=dict)


def ways_to_end_part(order: Order, side: Side, *, at: datetime) -> tuple[PartWay, ...]:
    """What this side may propose or do now; the agreement first. Empty where nothing is left to end."""
    return _ways(order_facts(order, at=at), side) if order.status == Order.Status.CONFIRMED else ()


def terms_without(order: Order, side: Side, wanted: PartEnd, *, at: datetime) -> Terms:
    """The terms as they would be. Raises PartNotPossible, WholeOrder or TermsError."""
    facts = order_facts(order, at=at)
    way = next((one for one in _ways(facts, side) if one.cause == wanted.cause), None)
    if order.status != Order.Status.CONFIRMED or facts.terms is None or way is None:
        raise PartNotPossible
    if any(number > way.units.get(line, 0) for line, number in wanted.units.items()):
        raise PartNotPossible
    is_by_right = way.cause != CancelCause.AGREED
    if is_by_right and wanted.charges:
        raise PartNotPossible
    new = without_units(
        facts.terms,
        wanted.units,
        kept=wanted.kept,
        settled=ended_parts.settled_parts(facts),
        by_right=str(way.cause) if is_by_right else "",
        agreed=wanted.charges,
    )
    if wanted.kept > _most_kept(way, facts, wanted, is_whole=not new.open_lines):
        raise PartNotPossible
    if is_by_right and not new.open_lines:
        raise WholeOrder
    return new


@transaction.atomic
def end_part(order_pk: int, wanted: PartEnd, *, reason: str, by: User, at: datetime) -> Contract:
    """Propose it to the other side, or end it at once where this side may alone. Raises as ``terms_without`` and ``acting_side`` do."""
    order = lock_order(order_pk)
    side = parties.acting_side(order, by)
    before = order_facts(order, at=at)
    terms = terms_without(order, side, wanted, at=at)
    contract = contracts.propose(order, terms, side=side, by=by, at=at, reason=reason)
    contract.order = order
    if not terms.by_right:
        order_letters.announce_amendment(contract, at=at)
        return contract
    content = {"cause": terms.by_right, "side": str(side), "version": contract.version, "digest": contract.digest}
    log.append(act="order_part_ended", subject=f"order:{order.pk}", by=by, at=at, content=content)
    ended_parts.settle(contract, unapplied=before.balances.unapplied, by=by, at=at)
    freight = (before.terms.charge(FREIGHT), terms.charge(FREIGHT)) if before.terms else (0, 0)
    order_letters.announce_part_ended(contract, CancelCause(terms.by_right).label, freight, at=at)
    return contract


def _ways(facts: OrderFacts, side: Side) -> tuple[PartWay, ...]:
    shipped = ended_parts.handed_over(facts)
    free = {line.terms.number: line.terms.quantity - shipped[line.terms.number] for line in facts.lines}
    units = {line: number for line, number in free.items() if number}
    if not units or not facts.is_in_force:
        return ()
    ways = [PartWay(CancelCause.AGREED, units, None)]
    if CLAIM in facts.claims.values():
        return tuple(ways)
    if side == Side.BUYER and is_too_late(facts):
        ways.append(PartWay(CancelCause.LATE, units))
    if side == Side.BUYER and (way := _of_clearance(facts, units)):
        ways.append(way)
    if lasts_too_long(facts):
        ways.append(PartWay(CancelCause.FORCE_MAJEURE, units))
    return tuple(ways)


def _of_clearance(facts: OrderFacts, units: Mapping[int, int]) -> PartWay | None:
    """Lines whose hold has lasted long enough; the supplier keeps what its cause allows of their price."""
    ripe = [one for one in facts.holds if one.free_to_cancel_from and one.free_to_cancel_from <= facts.on]
    lines = {one.line.number: units[one.line.number] for one in ripe if one.line.number in units}
    if not lines:
        return None
    worth = _price_of(facts, lines)
    shares = [shares_of(worth, one.money, documented_cost=worth) for one in ripe]
    return PartWay(CancelCause.CLEARANCE, lines, min((one.to_supplier for one in shares if one), default=0))


def _most_kept(way: PartWay, facts: OrderFacts, wanted: PartEnd, *, is_whole: bool) -> int:
    """Never more than the price of the units; of a whole order never more than is held for it."""
    price = _price_of(facts, wanted.units)
    if is_whole:
        return min(price, facts.balances.held_in_all)
    return price if way.most_kept is None else min(price, way.most_kept)


def _price_of(facts: OrderFacts, units: Mapping[int, int]) -> int:
    lines = {line.terms.number: line.terms for line in facts.lines}
    return sum(
        line_amount(number, lines[line].unit_price, facts.order.currency)
        for line, number in units.items()
        if line in lines
    )
