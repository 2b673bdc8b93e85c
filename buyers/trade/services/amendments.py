"""Changing the terms of a confirmed order: one side proposes a version, the other signs it; until then the old one holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from buyers.terms.amending import with_lines
from buyers.terms.contract import Terms
from buyers.terms.evidence import INSPECTION_REPORT
from buyers.trade.models import Contract, Order
from buyers.trade.services import contracts, ended_parts, order_letters, parties, payments
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.facts import order_facts
from buyers.trade.services.ledger import lock_order
from buyers.trade.services.order_deadlines import sign_by
from buyers.trade.services.orders import NotOpen
from kpmarket.accounts.models import User

OF_DELIVERY = ("incoterm", "place", "mode")
"""Where and how goods are handed over: it stays once any were."""
ALSO_CHANGED = frozenset(
    {
        *OF_DELIVERY,
        "documents",
        "label_language",
        "force_majeure_days",
        "shelf_life_months",
        "shelf_life_bp",
        "law",
        "forum",
        "seat",
        "arbitration_language",
        "arbitrators",
    }
)
"""Terms besides days, quantities and prices that an amendment may change."""


class NothingChanges(Exception):
    """The proposal says what is in force."""


class BelowShipped(Exception):
    """A line cannot become smaller than what was shipped of it."""

    def __init__(self, line: int, shipped: int) -> None:
        super().__init__(line, shipped)
        self.line, self.shipped = line, shipped


class ShippedAlready(Exception):
    """Goods are on their way: place, rule and transport stay."""


class NoLowerPrice(Exception):
    """A line whose inspection failed is accepted only at a lower price than before."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class ProposalOver(Exception):
    """The days to sign it are over."""


@dataclass(frozen=True)
class Changes:
    """What a side wants to change: quantity and price by number of line, and days, tolerance and a remark.

    ``accepts_failed``: lines that the buyer takes although their inspection failed. ``also``: other terms by their names in
    ``Terms``, of ``ALSO_CHANGED``; those that are not named stay.
    """

    lines: Mapping[int, tuple[int, Decimal]]
    latest_shipment: date
    expected_entry: date
    tolerance_bp: int
    acceptance_days: int
    note: str
    accepts_failed: tuple[int, ...] = ()
    also: Mapping[str, Any] = field(default_factory=dict)


def amended(order: Order, changes: Changes, *, at: datetime) -> Terms:
    """The terms as they would be after the amendment; parts are recomputed and their sum is the new total.

    Raises NotOpen, NothingChanges, BelowShipped, ShippedAlready, NoLowerPrice, or TermsError.
    """
    if order.status != Order.Status.CONFIRMED:
        raise NotOpen(order.status)
    facts = order_facts(order, at=at)
    if facts.terms is None:
        raise NotOpen(order.status)
    for line in facts.lines:
        wanted = changes.lines.get(line.terms.number)
        shipped = line.quantity_of("transport_document")
        if wanted and wanted[0] < shipped:
            raise BelowShipped(line.terms.number, shipped)
        if line.terms.number in changes.accepts_failed and (wanted is None or wanted[1] >= line.terms.unit_price):
            raise NoLowerPrice(line.terms.number)
    if not ALSO_CHANGED.issuperset(changes.also):
        raise ValueError(f"not to be changed: {sorted(changes.also)}")
    is_moved = any(
        changes.also.get(name, getattr(facts.terms, name)) != getattr(facts.terms, name) for name in OF_DELIVERY
    )
    if is_moved and any(line.quantity_of("transport_document") for line in facts.lines):
        raise ShippedAlready
    new = replace(
        with_lines(facts.terms, changes.lines, ended_parts.settled_parts(facts)),
        **changes.also,
        by_right="",
        latest_shipment=changes.latest_shipment,
        expected_entry=changes.expected_entry,
        tolerance_bp=changes.tolerance_bp,
        acceptance_days=changes.acceptance_days,
        note=changes.note,
        accepts_failed=tuple(sorted({*facts.terms.accepts_failed, *changes.accepts_failed})),
    )
    if new == replace(facts.terms, by_right=""):
        raise NothingChanges
    return new


@transaction.atomic
def propose_amendment(order_pk: int, changes: Changes, *, reason: str, by: User, at: datetime) -> Contract:
    """The side of this person proposes a version and signs it; an earlier proposal is over. Raises as ``amended`` does."""
    order = lock_order(order_pk)
    side = parties.acting_side(order, by)
    terms = amended(order, changes, at=at)
    contract = contracts.propose(order, terms, side=side, by=by, at=at, reason=reason)
    order_letters.announce_amendment(contract, at=at)
    return contract


@transaction.atomic
def sign_amendment(order_pk: int, version: int, digest: str, *, by: User, at: datetime) -> Contract:
    """The other side signs the version whose digest it was shown; it is in force from now on.

    Raises NotOpen, DigestDiffers where another version waits by now, SignedAlready, ProposalOver, and BelowShipped or
    SettledMeanwhile where more was shipped, or money was released, since it was proposed.
    """
    order = lock_order(order_pk)
    side = parties.acting_side(order, by)
    if order.status != Order.Status.CONFIRMED:
        raise NotOpen(order.status)
    contract = order.contracts.filter(version=version).first()
    if contract is None:
        raise contracts.DigestDiffers(0)
    contract.order = order
    if sign_by(contract).is_over(at):
        raise ProposalOver
    facts = order_facts(order, at=at)
    _refuse_below_shipped(facts, contract.terms)
    ended_parts.refuse_other_sums(facts, contract.terms)
    is_ending = facts.terms is not None and contract.terms.cancelled != facts.terms.cancelled
    contracts.sign(contract, digest, side=side, by=by, at=at)
    order_letters.announce_amendment_signed(contract, at=at)
    if is_ending:
        ended_parts.settle(contract, unapplied=facts.balances.unapplied, by=by, at=at)
    else:
        payments.carry_out(lock_order(order_pk), at=at, by=by)  # read again: what holds has changed
    return contract


def failed_lines(order: Order, *, at: datetime) -> tuple[int, ...]:
    """Lines whose last inspection did not say passed, and that nobody agreed to accept all the same."""
    facts = order_facts(order, at=at)
    if facts.terms is None:
        return ()
    last: dict[int, bool] = {}
    for one in facts.evidence:
        if one.row.kind == INSPECTION_REPORT:
            numbers = (one.row.line,) if one.row.line else tuple(line.number for line in facts.terms.lines)
            last |= dict.fromkeys(numbers, "failed" in one.doubts)
    return tuple(sorted(line for line, failed in last.items() if failed and line not in facts.terms.accepts_failed))


def _refuse_below_shipped(facts: OrderFacts, terms: Terms) -> None:
    wanted = {line.number: line.quantity for line in terms.lines}
    reported = ended_parts.handed_over(facts) if terms.cancelled else {}
    for line in facts.lines:
        shipped = max(line.quantity_of("transport_document"), reported.get(line.terms.number, 0))
        if wanted[line.terms.number] < shipped:
            raise BelowShipped(line.terms.number, shipped)
