"""The answer over all days of arrival. It can only change where a document, a requirement, an edition of a standard or an
issuer's entitlement begins or ends. With a day of shipping the origin's part is the same on all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from audits.compliance import days
from audits.compliance.applicable import (
    ApplicableRequirements,
    applicable_requirements,
    state_of,
    state_with_remarks,
)
from audits.compliance.buyer_side import judge_if_buyer_complies, with_buyer_documents
from audits.compliance.causes import Cause, cause_of_fit, cause_of_row
from audits.compliance.dossier import Dossier
from audits.compliance.expression import Documents, days_met, is_met
from audits.compliance.origin import with_origin_settled
from audits.compliance.rulebook import Leaf, Requirement, Rulebook
from audits.compliance.verdict import Answer, State


@dataclass(frozen=True, slots=True)
class Interval(Answer):
    """An unbroken run of days with one answer; ``None`` as an end means no known start or end.

    ``ends_because`` is filled for a run that ends and that ships, or would with the buyer's documents. It lists each cause
    without which the state would have lasted; where several coincide and none is such alone, each that would have ended the
    state by itself.
    """

    first_day: date | None
    last_day: date | None
    ends_because: tuple[Cause, ...] = ()

    def has(self, day: date) -> bool:
        """Whether the day is in the run."""
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Holding(Answer):
    """How long an answer has held and will hold with the documents on file.

    ``holds_until`` is ``None`` when no end is known, and for what is blocked, prohibited or not assessed: nothing holds there.
    ``ready_until`` is filled for what is ready: the last day on which only documents of the buyer's side are missing, or
    none at all; ``None`` when no end is known.
    """

    holds_from: date | None
    holds_until: date | None
    ends_because: tuple[Cause, ...]
    ready_until: date | None = None
    ready_because: tuple[Cause, ...] = ()


def timeline(dossier: Dossier, rulebook: Rulebook) -> tuple[Interval, ...]:
    """Every run of days with its answer, first to last, from the first day of the calendar to its last."""
    history = _History(dossier, rulebook)
    complete = with_buyer_documents(dossier, rulebook, history.possible)
    if complete is dossier:
        return tuple(history.interval(run, run.state) for run in history.runs())
    return tuple(_split_by_readiness(history, _History(complete, rulebook, history)))


def _split_by_readiness(history: _History, complete: _History) -> Iterator[Interval]:
    """The runs of what is on file; those that do not ship are cut where the answer with the buyer's documents changes."""
    complete_runs = complete.runs()
    for run in history.runs():
        if run.state.ships:
            yield history.interval(run, run.state)
            continue
        for other in complete_runs:
            first, last = max(run.first, other.first), min(run.last, other.last)
            if first <= last:
                interval = history.interval(_Run(first, last, run.state), other.state)
                ends = other.state.ships and last == other.last < days.LAST
                yield replace(interval, ends_because=complete.causes_of_end(other)) if ends else interval


def holding_on(dossier: Dossier, rulebook: Rulebook, *, on: date) -> Holding:
    """The run of days around that day, and how long it stays ready if it is ready that day."""
    holding = holding_on_without_readiness(dossier, rulebook, on=on)
    if not holding.is_ready:
        return holding
    complete = _History(with_buyer_documents(dossier, rulebook), rulebook)
    run = complete.run_around(on)
    ready = complete.interval(run, run.state)
    return replace(holding, ready_until=ready.last_day, ready_because=ready.ends_because)


def holding_on_without_readiness(dossier: Dossier, rulebook: Rulebook, *, on: date) -> Holding:
    """The run of days around that day. Quicker than ``holding_on``: how long it stays ready is not computed."""
    history = _History(dossier, rulebook)
    around = history.run_around(on)
    run = history.interval(around, around.state)
    is_blocked = run.state is State.BLOCKED
    return Holding(
        run.state,
        history.state_if_buyer_complies(on) if is_blocked else run.state,
        run.first_day,
        run.last_day if run.state.ships else None,
        run.ends_because,
    )


class _Run(NamedTuple):
    """Days as ordinals, both ends included."""

    first: int
    last: int
    state: State


class _History:
    """When each requirement applies and when the documents meet it, in spans of days."""

    def __init__(self, dossier: Dossier, rulebook: Rulebook, without: _History | None = None) -> None:
        """``without`` is the history of the same dossier without documents of the buyer's side that it has here."""
        self.documents: Documents = Documents(dossier, rulebook, without.documents if without else None)
        self.possible: ApplicableRequirements = (
            without.possible if without else applicable_requirements(dossier, rulebook)
        )
        """What applies on some day, whatever documents there are."""
        self.applicable = with_origin_settled(self.possible, self.documents)
        rows = self.applicable.all
        self.in_force = {row.id: days.span(row.effective_from, row.effective_until) for row in rows}
        self.met = {row.id: self._days_met(row) for row in rows}
        remarked = self.documents.have_remarks
        self.firm = {row.id: self._days_met(row, firmly=True) for row in rows} if remarked else self.met

    def _days_met(self, row: Requirement, *, firmly: bool = False) -> tuple[days.Span, ...]:
        return days.intersection(days_met(row.expression, self.documents, firmly=firmly), (self.in_force[row.id],))

    def runs(self) -> list[_Run]:
        """The runs of days with the same state, first to last."""
        runs: list[_Run] = []
        for first, after in pairwise([*self._days_of_change(), days.LAST + 1]):
            state = self._state(first)
            if runs and runs[-1].state is state:
                runs[-1] = runs[-1]._replace(last=after - 1)
            else:
                runs.append(_Run(first, after - 1, state))
        return runs

    def _days_of_change(self) -> list[int]:
        """The days on which the state may differ from that of the day before."""
        points = {days.FIRST}
        for identifier, in_force in self.in_force.items():
            for first, last in (in_force, *self.met[identifier], *self.firm[identifier]):
                points.update((first, last + 1))
        return sorted(point for point in points if point <= days.LAST)

    def _state(self, day: int) -> State:
        rows = self.applicable.only(lambda row: self.in_force[row.id][0] <= day <= self.in_force[row.id][1])

        def is_met(row: Requirement) -> bool:
            return days.includes(self.met[row.id], day)

        if self.firm is self.met:
            return state_of(rows, is_met)
        return state_with_remarks(rows, is_met, lambda row: days.includes(self.firm[row.id], day))

    def run_around(self, on: date) -> _Run:
        """The run that has that day."""
        return next(run for run in self.runs() if run.first <= on.toordinal() <= run.last)

    def state_if_buyer_complies(self, on: date) -> State:
        """The state on that day with the buyer's documents."""
        return judge_if_buyer_complies(self.possible.on(on), self.documents, on)

    def interval(self, run: _Run, state_if_buyer_complies: State) -> Interval:
        """The run as days, with what ends it."""
        return Interval(
            state=run.state,
            state_if_buyer_complies=state_if_buyer_complies,
            first_day=date.fromordinal(run.first) if run.first > days.FIRST else None,
            last_day=date.fromordinal(run.last) if run.last < days.LAST else None,
            ends_because=self.causes_of_end(run) if run.last < days.LAST and run.state.ships else (),
        )

    def causes_of_end(self, run: _Run) -> tuple[Cause, ...]:
        """What ends a run that ships."""
        return _Boundary(self.applicable, self.documents, run.last).causes(run.state)


def _sort_key(cause: Cause) -> tuple[str, ...]:
    return tuple(part or "" for part in (cause.code, cause.type, cause.ref, cause.id))


class _Boundary:
    """The change from a run's last day to the next: what the state would be if only some of its causes had happened."""

    def __init__(self, applicable: ApplicableRequirements, documents: Documents, last: int) -> None:
        self.applicable, self.documents, self.last = applicable, documents, last

    def causes(self, state: State) -> tuple[Cause, ...]:
        """Which of the candidates end the state.

        Each is undone alone: if the state then lasts, it is a cause. When there is none such (two documents of one route
        lapse), each is done alone: if the state then ends, it is a cause.
        """
        candidates = frozenset(self.candidates())
        if len(candidates) == 1:
            return tuple(candidates)
        undone = {cause for cause in candidates if self.state(candidates - {cause}) is state}
        causes = undone or {cause for cause in candidates if self.state(frozenset({cause})) is not state}
        return tuple(sorted(causes or candidates, key=_sort_key))

    def candidates(self) -> Iterator[Cause]:
        """What begins or ends there: rows in force before or after, and documents where no other one takes over."""
        for row in self.applicable.all:
            cause = cause_of_row(row, self.last)
            if cause:
                yield cause
            if cause or row.in_force(date.fromordinal(self.last)):
                for leaf in row.leaves:
                    if self._changes(leaf, firmly=False) or self._changes(leaf, firmly=True):
                        yield from filter(None, (cause_of_fit(fit, self.last) for fit in self.documents.fits(leaf)))

    def _changes(self, leaf: Leaf, *, firmly: bool) -> bool:
        """Whether the leaf is met on one of the two days alone."""
        before, after = (self.documents.meets(leaf, day, firmly=firmly) for day in (self.last, self.last + 1))
        return before is not after

    def state(self, happened: frozenset[Cause]) -> State:
        """The state if exactly these had happened."""
        rows = self.applicable.only(lambda row: self._is_in_force(row, happened))
        return state_with_remarks(
            rows,
            lambda row: is_met(row.expression, lambda leaf: self._meets(leaf, happened, firmly=False)),
            lambda row: is_met(row.expression, lambda leaf: self._meets(leaf, happened, firmly=True)),
        )

    def _is_in_force(self, row: Requirement, happened: frozenset[Cause]) -> bool:
        begins, ends = days.span(row.effective_from, row.effective_until)
        return self._is_on(begins, ends, cause_of_row(row, self.last), happened)

    def _meets(self, leaf: Leaf, happened: frozenset[Cause], *, firmly: bool) -> bool:
        if not self._changes(leaf, firmly=firmly):
            return self.documents.meets(leaf, self.last, firmly=firmly)
        fits = self.documents.fits(leaf)
        on = (fit for fit in fits if self._is_on(fit.first, fit.last, cause_of_fit(fit, self.last), happened))
        return self.documents.suffice(leaf, on, firmly=firmly)

    def _is_on(self, first: int, last: int, cause: Cause | None, happened: frozenset[Cause]) -> bool:
        if cause is None:
            return first <= self.last < last
        return (cause in happened) == (first == self.last + 1)
