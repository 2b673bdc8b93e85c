"""The documents of a shipment, computed for a product, a destination, a day, a way of transport and a delivery term.

Every line says how the document stands, who brings it, until when, and why. Rows of our file that are not sure show it and
stop nothing until an officer has confirmed them; what both signed and what the rulebook is sure of counts at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from buyers.terms.delivery import apostille
from buyers.terms.delivery.document_kinds import (
    BUYER,
    FILE,
    SUPPLIER,
    Doer,
    Kind,
    document_kinds,
    is_due_before_shipment,
    kinds_of_market,
    stages,
)
from buyers.terms.delivery.document_needs import AUTHENTICATED, doer_of_duty, not_needed_because
from buyers.terms.delivery.pack_facts import LawDocument, LawState, OnFile, PackFacts
from buyers.terms.files import Label

SURE = "high"


class LineState(StrEnum):
    """How a document of a shipment stands."""

    HAVE = "have"
    MISSING = "missing"
    LAPSED = "lapsed"
    TO_ARRANGE = "to_arrange"
    NOT_NEEDED = "not_needed"


class Why(StrEnum):
    """What a line rests on."""

    RULEBOOK = "rulebook"
    SIGNED = "signed"
    LAW = "law"
    PRACTICE = "practice"
    NOT_NEEDED = "not-needed"


OPEN = frozenset({LineState.MISSING, LineState.LAPSED, LineState.TO_ARRANGE})
_BY_RULEBOOK = {LawState.MET: LineState.HAVE, LawState.LAPSED: LineState.LAPSED, LawState.ABSENT: LineState.MISSING}
_WORST = (LineState.MISSING, LineState.LAPSED, LineState.TO_ARRANGE, LineState.HAVE)


@dataclass(frozen=True)
class PackLine:
    """One document. ``side`` is who has to see to it, ``doer`` who makes it; ``needed_by`` until when, ``valid_until`` of
    what is on file.

    ``because`` says why it is not needed; ``basis`` is the law, ``source`` where we have it from. ``is_sure``: it stops the
    shipment while it is open. ``lines`` are lines of the order that a rule speaks of. ``taken_back`` as of a ``LawDocument``.
    """

    kind: str
    label: Label
    state: LineState
    stage: str
    side: str
    doer: Doer | None
    why: Why
    confidence: str
    is_sure: bool
    basis: Label | None = None
    source: str = ""
    because: str = ""
    needed_by: date | None = None
    valid_until: date | None = None
    on_file: tuple[OnFile, ...] = ()
    lines: tuple[int, ...] = ()
    market: str = ""
    made_here: bool = False
    authentication: apostille.Authentication | None = None
    taken_back: str = ""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_blocking(self) -> bool:
        """Whether the goods are not ready to ship because of it."""
        return self.is_open and self.is_sure and is_due_before_shipment(self.stage)

    def is_late(self, on: date) -> bool:
        """Whether it should have been there before that day."""
        return self.is_open and self.needed_by is not None and self.needed_by < on


def pack(facts: PackFacts) -> tuple[PackLine, ...]:
    """Every document of the shipment, by stage; within a stage the rulebook's first, what is not needed last."""
    kinds = (*document_kinds().values(), *(kinds_of_market(facts.market or "") or ()))
    lines = [*_of_rulebook(facts), *(_of_kind(kind, facts) for kind in kinds)]
    order = list(stages())
    return tuple(
        sorted(lines, key=lambda one: (order.index(one.stage), not one.lines, one.state is LineState.NOT_NEEDED))
    )


def is_market_known(facts: PackFacts) -> bool:
    """Whether somebody looked up what the destination asks for at import besides the rulebook."""
    return kinds_of_market(facts.market or "") is not None


def blocking(lines: Iterable[PackLine]) -> tuple[PackLine, ...]:
    """Those for which the goods are not ready to ship."""
    return tuple(one for one in lines if one.is_blocking)


def _of_kind(kind: Kind, facts: PackFacts) -> PackLine:
    because = not_needed_because(kind, facts)
    is_agreed = kind.id in facts.agreed
    is_signed = is_agreed or (kind.id == "inspection_report" and facts.is_inspected)
    line = PackLine(
        kind=kind.id,
        label=kind.label,
        state=LineState.NOT_NEEDED,
        stage=kind.stage,
        side=_side(kind, facts),
        doer=kind.doer,
        why=Why.SIGNED if is_signed else (Why.LAW if kind.basis else Why.PRACTICE),
        confidence=kind.confidence,
        is_sure=is_signed or _is_sure(kind, facts),
        basis=kind.basis,
        source=kind.source,
        because=because,
        needed_by=_needed_by(kind.stage, kind.days_ahead, facts),
        on_file=tuple(one for one in facts.on_file if one.kind == kind.id),
        market=kind.market,
        made_here=kind.made_here,
    )
    if kind.id in AUTHENTICATED and not because:
        line = replace(line, authentication=apostille.authentication(facts.country, facts.arrives_on or facts.on))
    if because:
        return replace(line, why=Why.NOT_NEEDED)
    return _with_state(line, kind, facts)


def _is_sure(kind: Kind, facts: PackFacts) -> bool:
    """Whether the row may stop a shipment; a certificate of free sale only where the rule that asks for it may."""
    if "free_sale" in kind.needs and all(one.confidence == "low" for one in facts.law or () if one.type in kind.law):
        return False
    return kind.confidence == SURE or (FILE, kind.row) in facts.confirmed


def _with_state(line: PackLine, kind: Kind, facts: PackFacts) -> PackLine:
    """The line as what is on file says: in force on the day on which it must be, ended before, or not there."""
    last_day = max(_last_day(kind, facts), facts.departs_on or facts.on)
    held = sorted(line.on_file, key=lambda one: one.valid_until or date.max, reverse=True)
    by_law = [one for one in facts.law or () if one.type in kind.law and one.state is LawState.MET]
    valid_until = held[0].valid_until if held else min((one.valid_until or date.max for one in by_law), default=None)
    if (held and (valid_until is None or valid_until >= last_day)) or (not held and by_law):
        until = None if valid_until == date.max else valid_until
        return replace(line, state=LineState.HAVE, valid_until=until)
    if held:
        return replace(line, state=LineState.LAPSED, valid_until=valid_until)
    if kind.instead_of == "" and _is_replaced(kind.id, facts):
        return replace(line, state=LineState.NOT_NEEDED, why=Why.NOT_NEEDED, because="other-kind")
    return replace(line, state=LineState.TO_ARRANGE if line.side == BUYER else LineState.MISSING)


def _is_replaced(kind: str, facts: PackFacts) -> bool:
    """Whether another kind that does as well is on file."""
    others = {one.id for one in document_kinds().values() if one.instead_of == kind}
    return any(one.kind in others for one in facts.on_file)


def _side(kind: Kind, facts: PackFacts) -> str:
    if not kind.duty:
        return kind.doer.side
    return BUYER if doer_of_duty(kind.duty, facts.incoterm) == BUYER else SUPPLIER


def _last_day(kind: Kind, facts: PackFacts) -> date:
    day = facts.arrives_on if kind.lasts == "arrival" else facts.departs_on
    return day or facts.on


def _needed_by(stage: str, days_ahead: int, facts: PackFacts) -> date | None:
    if stage in ("at_arrival", "after_delivery"):
        return facts.arrives_on
    if stage not in ("before_shipment", "at_shipment") or facts.departs_on is None:
        return None
    return facts.departs_on - timedelta(days=days_ahead)


def _of_rulebook(facts: PackFacts) -> Iterator[PackLine]:
    """What the rulebook asks for, each document once with the lines of the order that it concerns."""
    found: dict[tuple[str, str], PackLine] = {}
    for one in facts.law or ():
        line = _law_line(one, facts)
        known = found.get((one.type, one.name))
        found[one.type, one.name] = _together(known, line) if known else line
    yield from found.values()


BY_LAW = "law:"
"""With this begins the kind of a line that the rulebook asks for; the type of evidence follows."""


def _law_line(one: LawDocument, facts: PackFacts) -> PackLine:
    stage = "at_arrival" if one.is_buyers else "before_shipment"
    state = _BY_RULEBOOK[one.state]
    return PackLine(
        kind=f"{BY_LAW}{one.type}",
        label=Label(one.name, one.name),
        state=_state_of_buyers(f"{BY_LAW}{one.type}", state, facts) if one.is_buyers else state,
        stage=stage,
        side=BUYER if one.is_buyers else SUPPLIER,
        doer=None,
        why=Why.RULEBOOK,
        confidence=one.confidence,
        is_sure=one.confidence != "low",
        basis=Label(one.basis, one.basis),
        needed_by=_needed_by(stage, 0, facts),
        valid_until=one.valid_until,
        lines=(one.line,),
        on_file=tuple(row for row in facts.on_file if row.kind == f"{BY_LAW}{one.type}"),
        taken_back=one.taken_back,
    )


def _state_of_buyers(kind: str, state: LineState, facts: PackFacts) -> LineState:
    """What the buyer put on file itself counts as there while it is valid on arrival; else it stays the buyer's to arrange."""
    day = facts.arrives_on or facts.on
    is_there = any(row.kind == kind and (row.valid_until is None or row.valid_until >= day) for row in facts.on_file)
    return LineState.HAVE if is_there or state is LineState.HAVE else LineState.TO_ARRANGE


def _together(known: PackLine, line: PackLine) -> PackLine:
    """Of two lines about the same document the worse, with the lines of both."""
    worse = min(known, line, key=lambda one: _WORST.index(one.state))
    ends = [one.valid_until for one in (known, line) if one.valid_until]
    taken_back = known.taken_back or line.taken_back
    lines = (*known.lines, *line.lines)
    return replace(worse, lines=lines, valid_until=min(ends, default=None), taken_back=taken_back)
