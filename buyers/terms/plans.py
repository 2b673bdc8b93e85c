"""Payment plans, the events of an order and what proves them, as ``data/milestones.yaml`` states them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from buyers.terms import money
from buyers.terms.contract import PartTerms
from buyers.terms.errors import TermsError
from buyers.terms.files import Label, check_source, label_of, read_data

PARTIES = frozenset({"buyer", "supplier", "inspector", "forwarder"})
OTHER = "other"
"""Answered by the side that did not submit it."""
FACT_TYPES = frozenset({"text", "day", "number", "choice", "container", "part", "amount"})
"""``number`` counts units; ``part`` is the number of a part of the price, ``amount`` minor units of the order's currency."""


@dataclass(frozen=True)
class EventKind:
    """A kind of event of an order. ``place`` counts the events in the order in which they usually happen.

    ``by``: who may report it. ``answered_by``: who answers its evidence within ``working_days``, ``other`` for the side that
    did not report it, empty where nobody has to.
    ``by_silence``: no answer accepts evidence that is complete and good. ``of_quantity``: it may concern a part of a line.
    """

    id: str
    place: int
    label: Label
    by: tuple[str, ...]
    answered_by: str
    working_days: int
    by_silence: bool
    of_quantity: bool


@dataclass(frozen=True)
class Fact:
    """A field of a kind of evidence. ``good``: the answers with which silence may accept; empty where every answer is.

    ``is_asked`` is false where no form of evidence asks for it: it comes with a report that was made here.
    """

    id: str
    type: Literal["text", "day", "number", "choice", "container", "part", "amount"]
    label: Label
    is_required: bool
    options: tuple[str, ...]
    good: frozenset[str]
    is_asked: bool = True


@dataclass(frozen=True)
class EvidenceKind:
    """What proves an event: a document, with facts about it, or only the word of who may give it."""

    id: str
    event: str
    label: Label
    by: tuple[str, ...]
    has_document: bool
    facts: tuple[Fact, ...]
    needs_proof: bool = False
    """Whether a file is needed, whichever side submits it."""

    def missing(self, facts: Mapping[str, object]) -> tuple[str, ...]:
        """The required facts that are not stated."""
        return tuple(fact.id for fact in self.facts if fact.is_required and facts.get(fact.id) in (None, ""))

    def is_good(self, facts: Mapping[str, object]) -> bool:
        """Whether silence may accept it: nothing required is missing, and no answer is bad news."""
        return not self.missing(facts) and all(facts.get(fact.id) in fact.good for fact in self.facts if fact.good)


@dataclass(frozen=True)
class PlannedPart:
    """A part of the price before the total is known; see ``PartTerms``."""

    number: int
    share_bp: int
    due: str
    pay_within_days: int
    release: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """How an order is paid. ``is_held``: a holder keeps each part until it is released, where the order has a holder.

    ``is_outside_ledger``: the banks pay each other. ``credit_days``: for so long what was paid counts for the next order.
    """

    id: str
    label: Label
    note: Label | None
    parts: tuple[PlannedPart, ...]
    is_default: bool
    is_held: bool
    is_outside_ledger: bool
    credit_days: int | None


@dataclass(frozen=True)
class Tolerances:
    """What may be missing. ``payment_short`` by currency in minor units, ``payment_short_bp`` of the part."""

    quantity_bp: int
    usual_quantity_bp: tuple[int, ...]
    payment_short: Mapping[str, int]
    payment_short_bp: int

    def bank_charges(self, amount: int, currency: str) -> int:
        """How much of a part banks on the way may keep: the smaller of the two limits; 0 in a currency without one."""
        return min(self.payment_short.get(currency, 0), money.share_of(amount, self.payment_short_bp))


@dataclass(frozen=True)
class Milestones:
    """The whole file, by id; plans in the order in which they are offered."""

    events: Mapping[str, EventKind]
    evidence: Mapping[str, EvidenceKind]
    plans: Mapping[str, Plan]
    tolerances: Tolerances

    @property
    def default_plan(self) -> Plan:
        return next(plan for plan in self.plans.values() if plan.is_default)


@cache
def milestones() -> Milestones:
    """What the site offers."""
    return milestones_of(read_data("milestones.yaml"))


def parts_of(plan: Plan, total: int) -> tuple[PartTerms, ...]:
    """The parts of a total in minor units. Their sum is the total. Raises TermsError ``negative``."""
    amounts = money.shares(total, [part.share_bp for part in plan.parts])
    return tuple(
        PartTerms(part.number, part.share_bp, amount, part.due, part.pay_within_days, part.release, part.evidence)
        for part, amount in zip(plan.parts, amounts, strict=True)
    )


def milestones_of(data: Mapping[str, Any]) -> Milestones:
    """The content of such a file. Raises TermsError where it contradicts itself, KeyError where something is missing."""
    events = _by_id([_event(place, row) for place, row in enumerate(data["events"])])
    evidence = _by_id([_kind(row, events) for row in data["evidence"]])
    plans = _by_id([_plan(row, events, evidence) for row in data["plans"]])
    if sum(plan.is_default for plan in plans.values()) != 1:
        raise TermsError("no-single-default")
    return Milestones(events, evidence, plans, _tolerances(data["tolerances"]))


def _by_id(rows: list[Any]) -> Mapping[str, Any]:
    by_id = {row.id: row for row in rows}
    if len(by_id) != len(rows):
        raise TermsError("id-twice")
    return by_id


def _event(place: int, row: dict[str, Any]) -> EventKind:
    check_source(row)
    by = _parties(row)
    answered_by, days = row.get("answered_by", ""), row.get("working_days", 0)
    by_silence = row.get("by_silence", False)
    if (
        bool(answered_by) != bool(days)
        or (by_silence and not answered_by)
        or not {answered_by} - {""} <= PARTIES | {OTHER}
    ):
        raise TermsError("answer-without-days", event=row["id"])
    return EventKind(row["id"], place, label_of(row), by, answered_by, days, by_silence, row.get("of_quantity", False))


def _kind(row: dict[str, Any], events: Mapping[str, EventKind]) -> EvidenceKind:
    if row["event"] not in events:
        raise TermsError("unknown-event", event=row["event"], row=row["id"])
    facts = tuple(_fact(fact) for fact in row.get("facts", ()))
    return EvidenceKind(
        row["id"],
        row["event"],
        label_of(row),
        _parties(row),
        row.get("document", False),
        facts,
        row.get("proof_needed", False),
    )


def _parties(row: dict[str, Any]) -> tuple[str, ...]:
    if not row["by"] or not set(row["by"]) <= PARTIES:
        raise TermsError("unknown-party", row=row["id"])
    return tuple(row["by"])


def _fact(row: dict[str, Any]) -> Fact:
    options, good = tuple(row.get("options", ())), frozenset(row.get("good", ()))
    if row["type"] not in FACT_TYPES or (row["type"] == "choice") != bool(options) or not good <= set(options):
        raise TermsError("unknown-fact", fact=row["id"])
    is_asked = row.get("asked", True)
    return Fact(row["id"], row["type"], label_of(row), row.get("required", False), options, good, is_asked)


def _plan(row: dict[str, Any], events: Mapping[str, EventKind], evidence: Mapping[str, EvidenceKind]) -> Plan:
    check_source(row)
    parts = tuple(_part(part, events, evidence) for part in row["parts"])
    if [part.number for part in parts] != list(range(1, len(parts) + 1)):
        raise TermsError("parts-not-numbered", plan=row["id"])
    if sum(part.share_bp for part in parts) != money.WHOLE or any(part.share_bp < 1 for part in parts):
        raise TermsError("shares-not-whole", plan=row["id"])
    return Plan(
        id=row["id"],
        label=label_of(row),
        note=label_of(row, "note") if "note" in row else None,
        parts=parts,
        is_default=row.get("default", False),
        is_held=row.get("is_held", True),
        is_outside_ledger=row.get("outside_ledger", False),
        credit_days=row.get("credit_days"),
    )


def _part(row: dict[str, Any], events: Mapping[str, EventKind], evidence: Mapping[str, EvidenceKind]) -> PlannedPart:
    for event in (row["due"], row["release"]):
        if event not in events:
            raise TermsError("unknown-event", event=event)
    for kind in row["evidence"]:
        if kind not in evidence:
            raise TermsError("unknown-evidence", kind=kind)
    if events[row["due"]].place > events[row["release"]].place:
        raise TermsError("released-before-due", due=row["due"], release=row["release"])
    days = row["pay_within_days"]
    if days < 0:
        raise TermsError("negative", days=days)
    return PlannedPart(row["n"], row["share_bp"], row["due"], days, row["release"], tuple(row["evidence"]))


def _tolerances(rows: dict[str, Any]) -> Tolerances:
    quantity, short = rows["quantity"], rows["payment_short"]
    check_source(quantity)
    check_source(short)
    for currency in short["most"]:
        money.places_of(currency)
    return Tolerances(quantity["default_bp"], tuple(quantity["usual_bp"]), short["most"], short["bp"])
