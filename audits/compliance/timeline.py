"""The answer over all days: it can only change where a document, a requirement or an edition of a standard turns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from audits.compliance import days
from audits.compliance.applicable import ApplicableRequirements, applicable_requirements, state_of
from audits.compliance.buyer_side import judge_if_buyer_complies, with_buyer_documents
from audits.compliance.dossier import Dossier
from audits.compliance.expression import Documents, Fit, days_met, is_met, leaves
from audits.compliance.rulebook import Leaf, Requirement, Rulebook, StandardEdition
from audits.compliance.verdict import State, SupplierPart, supplier_part


class CauseCode(StrEnum):
    """What can turn an answer."""

    EVIDENCE_ENDS = "evidence-ends"
    EVIDENCE_BEGINS = "evidence-begins"
    REQUIREMENT_ENDS = "requirement-ends"
    REQUIREMENT_BEGINS = "requirement-begins"
    EDITION_ENDS = "standard-edition-ends"
    EDITION_BEGINS = "standard-edition-begins"
    ISSUER_ENDS = "issuer-entitlement-ends"
    ISSUER_BEGINS = "issuer-entitlement-begins"


@dataclass(frozen=True, slots=True, order=True)
class Cause:
    """One thing that turns an answer. ``type`` and ``ref`` name a document or a standard and its edition, ``id`` a row, or
    the body that issued the document."""

    code: CauseCode
    type: str | None = None
    ref: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """An unbroken run of days with one answer; ``None`` as an end means no known start or end.

    ``ends_because`` is told for what ships, or would with the buyer's documents, and ends: what would, had it not turned,
    have kept the state; or, where several turn together, each that would have ended it alone.
    """

    first_day: date | None
    last_day: date | None
    state: State
    state_if_buyer_complies: State
    """The state with every document that only the buyer's side can hold; of what ships already, its own state."""
    ends_because: tuple[Cause, ...] = ()

    @property
    def supplier_part(self) -> SupplierPart | None:
        """Whether the supplier's side is complete; ``None`` when nothing was assessed."""
        return supplier_part(self.state_if_buyer_complies)

    @property
    def is_ready(self) -> bool:
        """Not shipping, and only documents of the buyer's side are missing."""
        return self.state_if_buyer_complies.ships and not self.state.ships

    def has(self, day: date) -> bool:
        """Whether the day is in the run."""
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Holding:
    """How long an answer has stood and will stand with the documents on file.

    ``holds_until`` is ``None`` when no end is known, and for what is blocked or not assessed: nothing holds there.
    ``ready_until`` is the last day on which only documents of the buyer's side are missing, or none at all, of what is
    blocked for want of them today; ``None`` for everything else and when no end is known.
    """

    state: State
    state_if_buyer_complies: State
    holds_from: date | None
    holds_until: date | None
    ends_because: tuple[Cause, ...]
    ready_until: date | None = None
    ready_because: tuple[Cause, ...] = ()

    @property
    def supplier_part(self) -> SupplierPart | None:
        """Whether the supplier's side is complete; ``None`` when nothing was assessed."""
        return supplier_part(self.state_if_buyer_complies)

    @property
    def is_ready(self) -> bool:
        """Not shipping, and only documents of the buyer's side are missing."""
        return self.state_if_buyer_complies.ships and not self.state.ships


def timeline(dossier: Dossier, rulebook: Rulebook) -> tuple[Interval, ...]:
    """Every run of days with its answer, first to last, from the first day of the calendar to its last."""
    history = _History(dossier, rulebook)
    with_yours = with_buyer_documents(dossier, rulebook)
    if with_yours is dossier:
        return tuple(history.interval(run, run.state) for run in history.runs())
    return tuple(_side_by_side(history, _History(with_yours, rulebook)))


def _side_by_side(history: _History, with_yours: _History) -> Iterator[Interval]:
    """The runs of what is on file; those that do not ship are cut where the answer with the buyer's documents turns."""
    others = with_yours.runs()
    for run in history.runs():
        if run.state.ships:
            yield history.interval(run, run.state)
            continue
        for other in others:
            first, last = max(run.first, other.first), min(run.last, other.last)
            if first <= last:
                interval = history.interval(_Run(first, last, run.state), other.state)
                ends = other.state.ships and last == other.last < days.LAST
                yield replace(interval, ends_because=with_yours.why_ends(other)) if ends else interval


def holding_on(dossier: Dossier, rulebook: Rulebook, *, on: date) -> Holding:
    """The run of days around that day, and of what is ready that day, how long it is."""
    found = holding_on_without_readiness(dossier, rulebook, on=on)
    if not found.is_ready:
        return found
    with_yours = _History(with_buyer_documents(dossier, rulebook), rulebook)
    around = with_yours.around(on)
    ready = with_yours.interval(around, around.state)
    return replace(found, ready_until=ready.last_day, ready_because=ready.ends_because)


def holding_on_without_readiness(dossier: Dossier, rulebook: Rulebook, *, on: date) -> Holding:
    """The run of days around that day; how long it stays ready is not computed."""
    history = _History(dossier, rulebook)
    around = history.around(on)
    run = history.interval(around, around.state)
    blocked = run.state is State.BLOCKED
    state_if_buyer_complies = history.state_if_buyer_complies(on) if blocked else run.state
    return Holding(
        run.state, state_if_buyer_complies, run.first_day, run.last_day if run.state.ships else None, run.ends_because
    )


class _Run(NamedTuple):
    first: int
    last: int
    state: State


class _History:
    """When each requirement stands and when the documents meet it."""

    def __init__(self, dossier: Dossier, rulebook: Rulebook) -> None:
        self.applicable = applicable_requirements(dossier, rulebook)
        self.documents = Documents(dossier.evidence, rulebook)
        rows = self.applicable.all
        self.stands = {row.id: days.span(row.effective_from, row.effective_until) for row in rows}
        self.met = {row.id: self._days_met(row) for row in rows}

    def _days_met(self, row: Requirement) -> tuple[days.Span, ...]:
        return days.intersection(days_met(row.expression, self.documents), (self.stands[row.id],))

    def runs(self) -> list[_Run]:
        """The runs of days with the same state, first to last."""
        found: list[_Run] = []
        points = self._turning_points()
        for first, after in pairwise([*points, days.LAST + 1]):
            state = self._state(first)
            if found and found[-1].state is state:
                found[-1] = found[-1]._replace(last=after - 1)
            else:
                found.append(_Run(first, after - 1, state))
        return found

    def _turning_points(self) -> list[int]:
        points = {days.FIRST}
        for identifier, stands in self.stands.items():
            for first, last in (stands, *self.met[identifier]):
                points.update((first, last + 1))
        return sorted(point for point in points if point <= days.LAST)

    def _state(self, day: int) -> State:
        standing = self.applicable.only(lambda row: self.stands[row.id][0] <= day <= self.stands[row.id][1])
        return state_of(standing, lambda row: days.includes(self.met[row.id], day))

    def around(self, on: date) -> _Run:
        """The run that has that day."""
        return next(run for run in self.runs() if run.first <= on.toordinal() <= run.last)

    def state_if_buyer_complies(self, on: date) -> State:
        """The state on that day with the buyer's documents."""
        return judge_if_buyer_complies(self.applicable.on(on), self.documents, on.toordinal())

    def interval(self, run: _Run, state_if_buyer_complies: State) -> Interval:
        """The run as days, with what ends it."""
        return Interval(
            first_day=date.fromordinal(run.first) if run.first > days.FIRST else None,
            last_day=date.fromordinal(run.last) if run.last < days.LAST else None,
            state=run.state,
            state_if_buyer_complies=state_if_buyer_complies,
            ends_because=self.why_ends(run) if run.last < days.LAST and run.state.ships else (),
        )

    def why_ends(self, run: _Run) -> tuple[Cause, ...]:
        """What ends a run that ships."""
        return _Night(self.applicable, self.documents, run.last).causes(run.state)


def _order(turn: Cause) -> tuple[str, ...]:
    return tuple(part or "" for part in (turn.code, turn.type, turn.ref, turn.id))


def _turn_of_row(row: Requirement, last: int) -> Cause | None:
    begins, ends = days.span(row.effective_from, row.effective_until)
    if ends == last:
        return Cause(CauseCode.REQUIREMENT_ENDS, id=row.id)
    return Cause(CauseCode.REQUIREMENT_BEGINS, id=row.id) if begins == last + 1 else None


def _turn_of_fit(fit: Fit, last: int) -> Cause | None:
    """What ends or begins a document's days: the document itself, or else an edition or an issuer that it rests on."""
    begins, ends = days.span(fit.document.valid_from, fit.document.valid_until)
    if fit.last == last:
        if ends == last:
            return Cause(CauseCode.EVIDENCE_ENDS, fit.document.type, fit.document.ref)
        ended = [one for one in fit.editions if days.span(None, one.effective_until)[1] == last]
        return _turn_of_edition(CauseCode.EDITION_ENDS, ended) or _turn_of_issuer(CauseCode.ISSUER_ENDS, fit)
    if fit.first == last + 1:
        if begins == last + 1:
            return Cause(CauseCode.EVIDENCE_BEGINS, fit.document.type, fit.document.ref)
        begun = [one for one in fit.editions if days.span(one.effective_from, None)[0] == last + 1]
        return _turn_of_edition(CauseCode.EDITION_BEGINS, begun) or _turn_of_issuer(CauseCode.ISSUER_BEGINS, fit)
    return None


def _turn_of_edition(code: CauseCode, editions: list[StandardEdition]) -> Cause | None:
    return Cause(code, editions[0].standard, editions[0].edition) if editions else None


def _turn_of_issuer(code: CauseCode, fit: Fit) -> Cause:
    return Cause(code, fit.document.type, fit.document.ref, fit.document.issuer)


class _Night:
    """The night between a run's last day and the next: what the state would be had only some things turned."""

    def __init__(self, applicable: ApplicableRequirements, documents: Documents, last: int) -> None:
        self.applicable, self.documents, self.last = applicable, documents, last

    def causes(self, state: State) -> tuple[Cause, ...]:
        """Which of the things that turn end the state.

        Each is undone alone: what then keeps the state is a cause. When none does (two documents of one route lapse), each
        is done alone: what then ends the state is a cause.
        """
        turns = frozenset(self.turns())
        if len(turns) == 1:
            return tuple(turns)
        undone = {turn for turn in turns if self.state(turns - {turn}) is state}
        causes = undone or {turn for turn in turns if self.state(frozenset({turn})) is not state}
        return tuple(sorted(causes or turns, key=_order))

    def turns(self) -> Iterator[Cause]:
        """What turns of the rows that stand before or after, and of documents where not another takes over."""
        for row in self.applicable.all:
            turn = _turn_of_row(row, self.last)
            if turn:
                yield turn
            if turn or row.in_force(date.fromordinal(self.last)):
                for leaf in filter(self._changes, leaves(row.expression)):
                    yield from filter(None, (_turn_of_fit(fit, self.last) for fit in self.documents.fits(leaf)))

    def _changes(self, leaf: Leaf) -> bool:
        return self.documents.meets(leaf, self.last) is not self.documents.meets(leaf, self.last + 1)

    def state(self, turned: frozenset[Cause]) -> State:
        """The state when exactly these have turned."""
        standing = self.applicable.only(lambda row: self._stands(row, turned))
        return state_of(standing, lambda row: is_met(row.expression, lambda leaf: self._meets(leaf, turned)))

    def _stands(self, row: Requirement, turned: frozenset[Cause]) -> bool:
        begins, ends = days.span(row.effective_from, row.effective_until)
        return self._is_on(begins, ends, _turn_of_row(row, self.last), turned)

    def _meets(self, leaf: Leaf, turned: frozenset[Cause]) -> bool:
        if not self._changes(leaf):
            return self.documents.meets(leaf, self.last)
        fits = self.documents.fits(leaf)
        return any(self._is_on(fit.first, fit.last, _turn_of_fit(fit, self.last), turned) for fit in fits)

    def _is_on(self, first: int, last: int, turn: Cause | None, turned: frozenset[Cause]) -> bool:
        if turn is None:
            return first <= self.last < last
        return (turn in turned) == (first == self.last + 1)
