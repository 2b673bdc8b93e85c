"""When evidence is good, whose word counts at once, and what is late: from the kinds of ``milestones.yaml`` and the contract."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from buyers.terms.contract import LineTerms, Terms
from buyers.terms.events import least_of
from buyers.terms.plans import EvidenceKind, milestones

BUYER, SUPPLIER = "buyer", "supplier"
COMPUTED = frozenset({"arrival_or_silence"})
"""What a payment plan asks for and nobody submits as a document: it has happened when its event has."""
INSPECTION_REPORT, INSPECTION_PASSED = "inspection_report", "inspection_passed"
"""What both sides may agree to do without, line by line, at a lower price: ``Terms.accepts_failed``."""


def kinds_for(side: str) -> tuple[EvidenceKind, ...]:
    """What that side may submit."""
    return tuple(kind for kind in milestones().evidence.values() if side in kind.by)


def stands_at_once(kind: EvidenceKind, side: str, *, is_by_guest: bool = False) -> bool:
    """Whether that side's own word is enough: it may report the event, and nobody else has to answer.

    The word of somebody whom a side gave a link is not the side's own: whoever answers the event answers it.
    """
    event = milestones().events[kind.event]
    return side in event.by and (not event.answered_by or (event.answered_by == side and not is_by_guest))


def may_be_silent(kind: EvidenceKind, side: str, *, is_by_guest: bool = False) -> bool:
    """Whether the silence of who has to answer may accept it."""
    event = milestones().events[kind.event]
    return event.by_silence and (is_by_guest or event.answered_by != side)


def answering_side(kind: EvidenceKind, side: str, *, is_by_guest: bool = False) -> str:
    """Who answers: the other side; what a guest of either side handed in is answered by whom the event names."""
    named = milestones().events[kind.event].answered_by
    if is_by_guest and named:
        return named
    return SUPPLIER if side == BUYER else BUYER


def doubts(
    kind: EvidenceKind, facts: Mapping[str, Any], *, line: LineTerms | None, quantity: int | None, terms: Terms
) -> tuple[str, ...]:
    """Codes of what is not complete or not good in it; silence accepts only what has none.

    ``incomplete``: a fact is missing. ``failed``: it does not say passed. ``bad_news``: goods are not sound. ``short``: fewer
    counted or delivered than stated. ``other_consignee``: a transport document names somebody else than the buyer.
    ``verdicts_differ``: the inspector's own verdict is not what the figures of the report say.
    """
    found = []
    if kind.missing(facts):
        found.append("incomplete")
    if has_failed(kind, facts):
        found.append("failed")
    elif not kind.missing(facts) and not kind.is_good(facts):
        found.append("bad_news")
    if facts.get("own_result") not in (None, "", facts.get("result")):
        found.append("verdicts_differ")
    if facts.get("missing") or _is_short(facts.get("counted"), line=line, quantity=quantity, terms=terms):
        found.append("short")
    if facts.get("consignee") and letters_of(facts["consignee"]) != letters_of(terms.buyer):
        found.append("other_consignee")
    return tuple(found)


def has_failed(kind: EvidenceKind, facts: Mapping[str, Any]) -> bool:
    """Whether it is a test or an inspection that did not say passed: no answer makes it one that did."""
    return any(fact.id == "result" and facts.get("result") not in fact.good for fact in kind.facts)


def is_late(event: str, happened_on: date, terms: Terms) -> bool:
    """Whether it happened after the day that the contract names for it. Late stays late, and is true all the same."""
    planned = planned_on(event, terms)
    return planned is not None and happened_on > planned


def planned_on(event: str, terms: Terms) -> date | None:
    """The day that the contract names for an event; None where it names none."""
    return {"transport_document": terms.latest_shipment, "delivered": terms.expected_entry}.get(event)


def proven_quantity(
    facts: Mapping[str, Any], *, line: LineTerms | None, quantity: int | None, terms: Terms
) -> int | None:
    """How many units it proves: what was counted, or what arrived; None means all of it."""
    stated = quantity or (line.quantity if line else None)
    if facts.get("missing") and stated:
        return max(0, stated - int(facts["missing"]))
    if _is_short(facts.get("counted"), line=line, quantity=quantity, terms=terms):
        return int(facts["counted"])
    return quantity


def _is_short(counted: int | None, *, line: LineTerms | None, quantity: int | None, terms: Terms) -> bool:
    if counted is None:
        return False
    if quantity is not None:
        return counted < quantity
    wanted = (line,) if line else terms.lines
    return counted < sum(least_of(one, terms.tolerance_bp) for one in wanted)


def letters_of(name: str) -> str:
    """A name without case, punctuation and spaces."""
    return re.sub(r"\W+", "", name).casefold()
