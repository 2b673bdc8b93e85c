"""The answer over all days: it can only change where a paper, a requirement or an edition of a standard turns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audits.compliance import days
from audits.compliance.assess import Asked, asked_of, state_of
from audits.compliance.dossier import Dossier
from audits.compliance.expression import Fit, Papers, days_met, is_met, leaves
from audits.compliance.rulebook import Leaf, Requirement, Rulebook
from audits.compliance.verdict import State


class TurnCode(StrEnum):
    """What can turn an answer."""

    EVIDENCE_ENDS = "evidence-ends"
    EVIDENCE_BEGINS = "evidence-begins"
    REQUIREMENT_ENDS = "requirement-ends"
    REQUIREMENT_BEGINS = "requirement-begins"
    EDITION_ENDS = "standard-edition-ends"
    EDITION_BEGINS = "standard-edition-begins"


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """One thing that turns an answer. ``type`` and ``ref`` name a paper or a standard and its edition, ``id`` a row."""

    code: TurnCode
    type: str | None = None
    ref: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """An unbroken run of days with one state; ``None`` as an end means no known start or end.

    ``ends_because`` is told for a state that ships and ends: what would, had it not turned, have kept the state; or,
    where several turn together, each that would have ended it alone.
    """

    first_day: date | None
    last_day: date | None
    state: State
    ends_because: tuple[Turn, ...] = ()

    def has(self, day: date) -> bool:
        """Whether the day is in the run."""
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Holding:
    """How long an answer has stood and will stand with the papers on file.

    ``holds_until`` is ``None`` when no end is known, and for what is blocked or not assessed: nothing holds there.
    """

    state: State
    holds_from: date | None
    holds_until: date | None
    ends_because: tuple[Turn, ...]


def timeline(dossier: Dossier, rulebook: Rulebook) -> tuple[Interval, ...]:
    """Every run of days with its state, first to last, from the first day of the calendar to its last."""
    asked = asked_of(dossier, rulebook)
    papers = Papers(dossier.evidence, rulebook.editions_by_number)
    stands = {row.id: days.span(row.effective_from, row.effective_until) for row in asked.all}
    met = {row.id: days_met(row.expression, papers) for row in asked.all}
    runs = list(_runs(asked, stands, met))
    ends = [first - 1 for first, _ in runs[1:]]
    return tuple(
        Interval(
            first_day=None if first == days.FIRST else date.fromordinal(first),
            last_day=None if last is None else date.fromordinal(last),
            state=state,
            ends_because=_why_ends(asked, papers, last, state) if last is not None and state.ships else (),
        )
        for (first, state), last in zip(runs, [*ends, None], strict=True)
    )


def holds(dossier: Dossier, rulebook: Rulebook, *, on: date) -> Holding:
    """The run of days around that day."""
    run = next(interval for interval in timeline(dossier, rulebook) if interval.has(on))
    return Holding(run.state, run.first_day, run.last_day if run.state.ships else None, run.ends_because)


def _runs(
    asked: Asked, stands: dict[str, days.Span], met: dict[str, tuple[days.Span, ...]]
) -> Iterator[tuple[int, State]]:
    """The first day of each run and its state."""
    before = None
    for day in _turning_points(stands, met):
        standing = asked.only(lambda row, day=day: stands[row.id][0] <= day <= stands[row.id][1])  # type: ignore[misc]
        state = state_of(standing, lambda row, day=day: days.includes(met[row.id], day))  # type: ignore[misc]
        if state is not before:
            yield day, state
            before = state


def _turning_points(stands: dict[str, days.Span], met: dict[str, tuple[days.Span, ...]]) -> list[int]:
    points = {days.FIRST}
    for identifier, (first, last) in stands.items():
        points.update((first, last + 1))
        for span in days.intersection(met[identifier], ((first, last),)):
            points.update((span[0], span[1] + 1))
    return sorted(point for point in points if days.FIRST <= point <= days.LAST)


def _why_ends(asked: Asked, papers: Papers, last: int, state: State) -> tuple[Turn, ...]:
    """Which of the things that turn after the last day end the run.

    Each is undone alone: what then keeps the state is a cause. When none does (two lapse at once), each is done alone:
    what then ends the state is a cause.
    """
    turns = frozenset(_turns(asked, papers, last))
    if len(turns) == 1:
        return tuple(turns)
    night = _Night(asked, papers, last)
    undone = {turn for turn in turns if night.state(turns - {turn}) is state}
    causes = undone or {turn for turn in turns if night.state(frozenset({turn})) is not state}
    return tuple(sorted(causes or turns, key=_order))


def _order(turn: Turn) -> tuple[str, ...]:
    return tuple(part or "" for part in (turn.code, turn.type, turn.ref, turn.id))


def _turns(asked: Asked, papers: Papers, last: int) -> Iterable[Turn]:
    for row in asked.all:
        if turn := _turn_of_row(row, last):
            yield turn
        for leaf in leaves(row.expression):
            for fit in papers.fits(leaf):
                if turn := _turn_of_fit(fit, last):
                    yield turn


def _turn_of_row(row: Requirement, last: int) -> Turn | None:
    begins, ends = days.span(row.effective_from, row.effective_until)
    if ends == last:
        return Turn(TurnCode.REQUIREMENT_ENDS, id=row.id)
    return Turn(TurnCode.REQUIREMENT_BEGINS, id=row.id) if begins == last + 1 else None


def _turn_of_fit(fit: Fit, last: int) -> Turn | None:
    """What ends or begins a paper's days: the paper itself, or else an edition that it rests on."""
    begins, ends = days.span(fit.paper.valid_from, fit.paper.valid_until)
    if fit.last == last:
        if ends == last:
            return Turn(TurnCode.EVIDENCE_ENDS, fit.paper.type, fit.paper.ref)
        edition = next(one for one in fit.editions if days.span(None, one.effective_until)[1] == last)
        return Turn(TurnCode.EDITION_ENDS, edition.standard, edition.edition)
    if fit.first == last + 1:
        if begins == last + 1:
            return Turn(TurnCode.EVIDENCE_BEGINS, fit.paper.type, fit.paper.ref)
        edition = next(one for one in fit.editions if days.span(one.effective_from, None)[0] == last + 1)
        return Turn(TurnCode.EDITION_BEGINS, edition.standard, edition.edition)
    return None


class _Night:
    """The night between a run's last day and the next: what the state would be had only some things turned."""

    def __init__(self, asked: Asked, papers: Papers, last: int) -> None:
        self.asked, self.papers, self.last = asked, papers, last

    def state(self, turned: frozenset[Turn]) -> State:
        """The state when exactly these have turned."""
        standing = self.asked.only(lambda row: self._stands(row, turned))
        return state_of(standing, lambda row: is_met(row.expression, lambda leaf: self._meets(leaf, turned)))

    def _stands(self, row: Requirement, turned: frozenset[Turn]) -> bool:
        begins, ends = days.span(row.effective_from, row.effective_until)
        return self._is_on(begins, ends, _turn_of_row(row, self.last), turned)

    def _meets(self, leaf: Leaf, turned: frozenset[Turn]) -> bool:
        fits = self.papers.fits(leaf)
        return any(self._is_on(fit.first, fit.last, _turn_of_fit(fit, self.last), turned) for fit in fits)

    def _is_on(self, first: int, last: int, turn: Turn | None, turned: frozenset[Turn]) -> bool:
        if turn is None:
            return first <= self.last < last
        return (turn in turned) == (first == self.last + 1)
