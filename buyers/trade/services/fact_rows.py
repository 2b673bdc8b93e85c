"""What is known of an order at a moment: values computed from rows that were read, and nothing stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from buyers.terms.contract import LineTerms, Terms
from buyers.terms.events import Event, Withheld, complete_on, quantity_of
from buyers.terms.evidence import INSPECTION_PASSED, INSPECTION_REPORT, is_late, planned_on
from buyers.terms.force_majeure import Hindrance, free_to_end_from, moved_by, moved_terms
from buyers.terms.parts import PartState
from buyers.terms.plans import milestones
from buyers.terms.progress import Contradiction, contradicted_parts, contradictions, resting_parts
from buyers.trade.models import Contract, Evidence, EvidenceAnswer, EvidenceFile, EvidencePage, Order, OrderLine
from buyers.trade.services.balances import Balances
from buyers.trade.services.part_states import Proof, is_held_here, is_outside_ledger, part_states
from buyers.trade.services.release_stops import AFTER_SHIPMENT
from buyers.trade.services.watch_judging import Hold, LineWatch
from buyers.trade.services.watching import watch_orders
from kpmarket.foundation.working_days import due_on

CONTRADICTION = "contradiction"
"""The code of a stop: reports that cannot both be true."""
ALWAYS = frozenset({"order_confirmed", "transport_document", "delivered", "accepted"})
"""Those that every order has, whatever its payment plan asks for."""


@dataclass(frozen=True)
class Submitted:
    """One submission, with what was said to it. Days are those of the buyer's place.

    ``silent_on`` is the day from which on silence accepts it, None where it never does; ``doubts`` are codes of what is
    not complete or not good in it.
    """

    row: Evidence
    pages: tuple[EvidencePage, ...]
    answer: EvidenceAnswer | None
    accepted_on: date | None
    silent_on: date | None
    is_late: bool
    doubts: tuple[str, ...]
    on: date

    @property
    def is_accepted(self) -> bool:
        return self.accepted_on is not None and self.accepted_on <= self.on

    @property
    def is_by_silence(self) -> bool:
        """Whether nobody answered, and the days to answer are over."""
        return self.is_accepted and self.answer is None and self.accepted_on == self.silent_on

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.answer is None and not self.is_accepted

    @property
    def files(self) -> tuple[EvidenceFile, ...]:
        return tuple(dict.fromkeys(page.file for page in self.pages))


@dataclass(frozen=True)
class LineState:
    """A line of the contract with the product that it names and what happened to how many of it."""

    terms: LineTerms
    row: OrderLine
    events: tuple[Event, ...]

    def quantity_of(self, event: str) -> int:
        """How many of its units that event happened to."""
        return quantity_of(event, self.terms, self.events)


@dataclass(frozen=True)
class Milestone:
    """An event on the timeline. ``happened_on`` is the day of the last that completed it; None while any is missing."""

    event: str
    planned_on: date | None
    happened_on: date | None
    is_begun: bool
    is_late: bool


@dataclass
class AskedTogether:
    """Facts that were read together: their watch is read for all of them when it is first wanted for one."""

    facts: list[OrderFacts] = field(default_factory=list)
    watched: dict[int, tuple[LineWatch, ...]] = field(default_factory=dict)

    def watch_of(self, wanted: OrderFacts) -> tuple[LineWatch, ...]:
        """Every line of that order. Orders whose buyers have another day are read apart."""
        if wanted.order.pk not in self.watched:
            same_day = [one for one in self.facts if one.on == wanted.on]
            terms = {one.order.pk: one.terms for one in same_day if one.terms}
            events = {one.order.pk: one.events for one in same_day}
            orders = [one.order for one in same_day]
            self.watched |= watch_orders(orders, wanted.on, terms=terms, events=events)
        return self.watched[wanted.order.pk]


@dataclass(frozen=True)
class OrderFacts:
    """An order as it stands at a moment. ``on`` is that day where the buyer is.

    ``contract`` is the version in force, or the last one proposed while none is; ``events`` are those that count by now.
    ``withheld`` is what silence does not accept, by the number of the line; ``hindrances`` is force majeure.
    ``on_record``: subjects of which the order has rows.
    """

    order: Order
    at: datetime
    on: date
    contract: Contract | None
    is_in_force: bool
    evidence: tuple[Submitted, ...]
    events: tuple[Event, ...]
    rows: tuple[OrderLine, ...]
    balances: Balances
    claims: Mapping[int, str]
    withheld: Mapping[int, Withheld]
    asked_together: AskedTogether
    hindrances: tuple[Hindrance, ...] = ()
    on_record: frozenset[str] = frozenset()

    @cached_property
    def terms(self) -> Terms | None:
        return self.contract.terms if self.contract else None

    @cached_property
    def days_moved(self) -> int:
        """By how many days force majeure moved shipment and entry so far."""
        return moved_by(self.terms, self.hindrances, self.on, due_on) if self.terms else 0

    @cached_property
    def due_terms(self) -> Terms | None:
        """The terms with those days moved: lateness is measured by them."""
        return moved_terms(self.terms, self.days_moved) if self.terms else None

    @cached_property
    def free_to_end_from(self) -> date | None:
        """The first day on which either side may end what is not shipped, as force majeure lasts; None where it may not."""
        return free_to_end_from(self.terms, self.hindrances, self.on, due_on) if self.terms else None

    @cached_property
    def lines(self) -> tuple[LineState, ...]:
        rows = {row.number: row for row in self.rows}
        lines = self.terms.lines if self.terms else ()
        return tuple(LineState(line, rows[line.number], self.events) for line in lines if line.number in rows)

    @cached_property
    def watch(self) -> tuple[LineWatch, ...]:
        """How the clearance of each line stands; read for all orders that were asked for together."""
        return self.asked_together.watch_of(self)

    @cached_property
    def holds(self) -> tuple[Hold, ...]:
        """What stops lines of this order today."""
        return tuple(line.hold for line in self.watch if line.hold)

    @cached_property
    def parts(self) -> tuple[PartState, ...]:
        """The parts of the price as they stand."""
        if self.terms is None:
            return ()
        proof = Proof([one.row for one in self.evidence if one.is_accepted], self.events)
        return part_states(self.order, self.terms, proof, self.balances, self.holds, self.stops)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """What was reported of the lines and cannot be true."""
        return contradictions(self.terms.lines, self.events, self.terms) if self.terms else ()

    @cached_property
    def stops(self) -> Mapping[int, str]:
        """Parts that are not released, whatever is proven, with a code of the reason: claims, and what contradicts itself."""
        if self.terms is None:
            return self.claims
        found = dict.fromkeys(contradicted_parts(self.terms, self.contradictions), CONTRADICTION)
        if code := self.claims.get(AFTER_SHIPMENT):
            found |= dict.fromkeys(resting_parts(self.terms), code)
        return found | {part: code for part, code in self.claims.items() if part != AFTER_SHIPMENT}

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """The timeline: what every order has and what this payment plan asks for."""
        if self.terms is None:
            return ()
        asked = ALWAYS.union(*((part.due, part.release) for part in self.terms.parts))
        due = self.due_terms or self.terms
        return tuple(self._milestone(event, due) for event in milestones().events if event in asked)

    @cached_property
    def is_held_here(self) -> bool:
        """Whether a holder keeps the money of this order; without one nothing is assured."""
        return self.terms is not None and is_held_here(self.order, self.terms)

    @cached_property
    def is_outside_ledger(self) -> bool:
        """Whether banks pay each other against documents, and nothing is demanded here."""
        return self.terms is not None and is_outside_ledger(self.terms)

    def is_released_by_banks(self, part: PartState) -> bool:
        """Whether what the banks pay this part on has happened and is proven."""
        asked = part.part.evidence
        return bool(self.complete_on(part.part.release)) and all(self.is_proven(kind) for kind in asked)

    def complete_on(self, event: str) -> date | None:
        """From which day on that event counts for all lines; None where it does not yet."""
        if self.terms is None:
            return None
        return complete_on(event, self.terms.lines, self.events, tolerance_bp=self.terms.tolerance_bp)

    def is_proven(self, kind: str) -> bool:
        """Whether evidence of that kind is accepted by now, or both sides signed to do without it."""
        if kind == INSPECTION_REPORT and self.terms and self.terms.accepts_failed:
            return self.complete_on(INSPECTION_PASSED) is not None
        return any(one.row.kind == kind and one.is_accepted for one in self.evidence)

    def _milestone(self, event: str, terms: Terms) -> Milestone:
        days = [one.day for one in self.events if one.event == event]
        happened_on = max(days) if days and self.complete_on(event) else None
        late = any(is_late(event, day, terms) for day in days)
        return Milestone(event, planned_on(event, terms), happened_on, bool(days), late)
