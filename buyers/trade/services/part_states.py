"""Parts of the price as the ledger, accepted evidence and holds make them today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from buyers.terms.contract import PartTerms, Terms
from buyers.terms.events import Event, complete_on
from buyers.terms.evidence import INSPECTION_REPORT
from buyers.terms.parts import PartFacts, PartMoney, PartState, part_state
from buyers.terms.plans import milestones
from buyers.terms.watch import Stop
from buyers.trade.models import Evidence, Order
from buyers.trade.services.balances import Balances
from buyers.trade.services.watch_judging import Hold
from kpmarket.foundation.working_days import due_on

COMPUTED = "arrival_or_silence"
"""What a payment plan asks for and nobody has to submit: it is there when the goods are accepted."""
RECEIVED = "payment_receipt"
"""The supplier's word that a payment arrived, where nobody holds the money."""


@dataclass(frozen=True)
class Proof:
    """Accepted evidence of one order: its rows, and the events that they and silence make."""

    rows: Sequence[Evidence]
    events: Sequence[Event]


def is_held_here(order: Order, terms: Terms) -> bool:
    """Whether a holder keeps the money of this order: there is one, and the payment plan lets it."""
    plan = milestones().plans.get(terms.plan)
    return order.holder_id is not None and (plan is None or plan.is_held)


def is_outside_ledger(terms: Terms) -> bool:
    """Whether banks pay each other against documents: nothing is demanded here."""
    plan = milestones().plans.get(terms.plan)
    return plan is not None and plan.is_outside_ledger


def part_states(
    order: Order, terms: Terms, proof: Proof, balances: Balances, holds: Iterable[Hold], claims: Mapping[int, str]
) -> tuple[PartState, ...]:
    """Every part by its number. ``claims`` are codes of what else stops the release of a part."""
    happened = _happened(terms, proof.events)
    accepted = _accepted_kinds(terms, proof)
    paid_out = _paid_out(balances)
    direct = _paid_directly(proof.rows)
    states = []
    for part in terms.parts:
        is_last = part.number == terms.parts[-1].number
        stops = _codes(holds, Stop.RELEASE_LAST if is_last else Stop.RELEASE)
        facts = PartFacts(
            happened=happened,
            accepted=accepted,
            stops_demand=_codes(holds, Stop.DEMAND),
            stops_release=(*stops, *((claims[part.number],) if part.number in claims else ())),
            is_cancelled=order.status == Order.Status.CANCELLED,
        )
        money = PartMoney(
            held=balances.held.get(part.number, 0),
            released=balances.released.get(part.number, 0),
            refunded=balances.refunded.get(part.number, 0),
            paid_out=paid_out.get(part.number, 0),
            paid_directly=direct.get(part.number, 0),
        )
        states.append(_state(order, part, facts, money))
    return tuple(states)


def _state(order: Order, part: PartTerms, facts: PartFacts, money: PartMoney) -> PartState:
    tolerance = milestones().tolerances.bank_charges(part.amount, order.currency)
    due = partial(due_on, country=order.buyer.country)
    return part_state(part, facts, money, tolerance=tolerance, due_on=due)


def _codes(holds: Iterable[Hold], what: Stop) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(hold.kind) for hold in holds if hold.stops(what)))


def _happened(terms: Terms, events: Sequence[Event]) -> dict[str, date]:
    """From which day on each event counts for all lines."""
    asked = dict.fromkeys(event for part in terms.parts for event in (part.due, part.release))
    found = {event: complete_on(event, terms.lines, events, tolerance_bp=terms.tolerance_bp) for event in asked}
    return {event: day for event, day in found.items() if day}


def _accepted_kinds(terms: Terms, proof: Proof) -> frozenset[str]:
    """Kinds of evidence that are accepted, those of a quantity only with all of it."""
    known = milestones()
    complete = {
        event: complete_on(event, terms.lines, proof.events, tolerance_bp=terms.tolerance_bp) is not None
        for event, row in known.events.items()
        if row.of_quantity
    }
    kinds = {row.kind for row in proof.rows} | ({INSPECTION_REPORT} if terms.accepts_failed else set())
    found = {kind for kind in kinds if complete.get(known.evidence[kind].event, True)}
    return frozenset(found | ({COMPUTED} if complete.get("accepted") else set()))


def _paid_out(balances: Balances) -> dict[int, int]:
    """What left the holder of each released part, the first part first: the bank names no parts."""
    left, found = balances.paid_to_supplier + balances.fee, {}
    for number, released in sorted(balances.released.items()):
        found[number] = min(released, left)
        left -= found[number]
    return found


def _paid_directly(rows: Iterable[Evidence]) -> dict[int, int]:
    """What the supplier says arrived without a holder, by part."""
    found: dict[int, int] = {}
    for row in rows:
        if row.kind == RECEIVED:
            part = int(row.facts["part"])
            found[part] = found.get(part, 0) + int(row.facts["amount"])
    return found
