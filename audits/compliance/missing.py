"""The ways out of a block: the minimal sets of documents that would clear a dossier, the least work first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import product
from typing import NamedTuple

from audits.compliance.asked import Asked, asked_of, state_of
from audits.compliance.dossier import Dossier, Evidence, Statement
from audits.compliance.effort import Efforts
from audits.compliance.expression import Documents, fits, is_met, leaves, several
from audits.compliance.rulebook import AllOf, Confidence, Expression, Leaf, Requirement, Rulebook
from audits.compliance.verdict import State

MOST_SETS = 64
"""Sets kept at every step of combining branches, the smallest first. The widest pair of the shipped rules needs far
fewer; beyond it a way out may go unnamed, but each one named is a way out and holds nothing that could be left out."""


class Wanted(NamedTuple):
    """A document to be got: its type, and what it must state."""

    type: str
    narrowing: tuple[tuple[str, Statement], ...]


Set = frozenset[Leaf]


class Arrange(NamedTuple):
    """A document that the buyer's side must add, and the rows that ask for it."""

    type: str
    narrowing: tuple[tuple[str, Statement], ...]
    requirements: tuple[Requirement, ...]


def missing(dossier: Dossier, rulebook: Rulebook, *, on: date) -> tuple[tuple[Wanted, ...], ...]:
    """The minimal sets of documents that would clear the dossier on that day: the least work first, then smallest, then by name.

    Empty unless it is blocked. Where only low-confidence routes stand, there or out of China, the sets are those that
    make it conditional. A set that demands more of a document than another one does is left out.
    """
    asked = asked_of(dossier, rulebook).on(on)
    case = _Case(asked, dossier.evidence, rulebook, on.toordinal())
    if case.state(frozenset()) is not State.BLOCKED:
        return ()
    efforts = Efforts(dossier, rulebook, on)
    ways = case.ways(State.CLEARED if _can_be_firm(asked) else State.CONDITIONAL)
    return tuple(
        tuple(sorted((Wanted(leaf.evidence, leaf.narrowing) for leaf in way), key=repr))
        for way in sorted(ways, key=efforts.total)
    )


def to_arrange(dossier: Dossier, rulebook: Rulebook, *, on: date) -> tuple[tuple[Arrange, ...], ...]:
    """The minimal sets of documents that only the buyer's side can hold and that would make it ship: smallest first.

    Empty unless the supplier's part is complete and something is left to arrange. The sets make it as sure as the
    buyer's documents can.
    """
    asked = asked_of(dossier, rulebook).on(on)
    case = _Case(
        asked,
        dossier.evidence,
        rulebook,
        on.toordinal(),
        may_add=lambda leaf: rulebook.is_yours(leaf.evidence),
    )
    if case.state(frozenset()) is not State.BLOCKED:
        return ()
    every = frozenset(leaf for row in asked.all for leaf in leaves(row.expression) if case.may_add(leaf))
    target = case.state(every)
    return tuple(tuple(_arrange(leaf, asked) for leaf in sorted(way, key=repr)) for way in case.ways(target))


def _arrange(leaf: Leaf, asked: Asked) -> Arrange:
    return Arrange(leaf.evidence, leaf.narrowing, tuple(row for row in asked.all if leaf in leaves(row.expression)))


def _order(leaves: Set) -> tuple[int, list[str]]:
    return (len(leaves), sorted(map(repr, leaves)))


class _Case:
    """A blocked dossier on one day, and what it would be with more documents."""

    def __init__(
        self,
        asked: Asked,
        held: tuple[Evidence, ...],
        rulebook: Rulebook,
        day: int,
        may_add: Callable[[Leaf], bool] = lambda leaf: True,
    ) -> None:
        self.asked, self.rulebook, self.day, self.may_add = asked, rulebook, day, may_add
        self.documents = Documents(held, rulebook)

    def ways(self, target: State) -> list[Set]:
        """The minimal sets that make it so, the smallest first, then by name; none where nothing that may be added does."""
        minimal = sorted({self.shrink(candidate, target) for candidate in self.candidates(target)}, key=_order)
        return [way for place, way in enumerate(minimal) if not self.is_outdone(way, minimal[:place], minimal)]

    def candidates(self, target: State) -> Iterable[Set]:
        """Each way through the branches: one route, every additional requirement, one way out of China."""
        ways: list[Set] = [frozenset()]
        for row in self.asked.additional:
            ways = _both(ways, self.lacking(row.expression))
        for routes in (self.asked.alternatives, self.asked.export):
            if routes:
                ways = _both(ways, self._ways_through(routes, target))
        return ways

    def _ways_through(self, routes: tuple[Requirement, ...], target: State) -> list[Set]:
        firm = [row for row in routes if row.confidence is not Confidence.LOW]
        of_use = firm if target is State.CLEARED else routes
        return _smallest(way for row in of_use for way in self.lacking(row.expression))

    def lacking(self, expression: Expression) -> list[Set]:
        """The sets of leaves that the tree still needs."""
        if isinstance(expression, Leaf):
            if self.documents.meets(expression, self.day):
                return [frozenset()]
            return [frozenset({expression})] if self.may_add(expression) else []
        if isinstance(expression, AllOf):
            ways: list[Set] = [frozenset()]
            for part in expression.parts:
                ways = _both(ways, self.lacking(part))
            return ways
        return _smallest(way for part in expression.parts for way in self.lacking(part))

    def state(self, added: Set) -> State:
        """The state with documents added that say just what is asked."""
        return state_of(
            self.asked,
            lambda row: is_met(
                row.expression, lambda leaf: self.documents.meets(leaf, self.day) or self.meets(leaf, added)
            ),
        )

    def meets(self, leaf: Leaf, added: Set) -> bool:
        """Whether one of the added documents meets the leaf."""
        return leaf in added or any(self._does(other, leaf) for other in added if other.evidence == leaf.evidence)

    def _does(self, other: Leaf, leaf: Leaf) -> bool:
        """Whether a document for the other leaf meets this one, whichever of the values that it admits the document states."""
        return all(self._meets(leaf, document) for document in _documents_for(other))

    def _meets(self, leaf: Leaf, document: Evidence) -> bool:
        return any(fit.first <= self.day <= fit.last for fit in fits(leaf, document, self.rulebook))

    def shrink(self, added: Set, target: State) -> Set:
        """The set without what it can spare, the least demanding documents first."""
        for leaf in sorted(added, key=lambda leaf: (len(leaf.narrowing), repr(leaf))):
            if self.state(added - {leaf}) is target:
                added -= {leaf}
        return added

    def is_outdone(self, way: Set, earlier: list[Set], all_ways: list[Set]) -> bool:
        """Whether another way demands less of the documents, or the same and comes first."""
        if any(self.covers(way, other) for other in earlier):
            return True
        return any(self.covers(way, other) and not self.covers(other, way) for other in all_ways)

    def covers(self, added: Set, other: Set) -> bool:
        """Whether getting these documents gets all of the others."""
        return all(self.meets(leaf, added) for leaf in other)


def _documents_for(leaf: Leaf) -> Iterator[Evidence]:
    """A document for each way of stating what the leaf admits."""
    keys = [key for key, _asked in leaf.narrowing]
    for values in product(*(several(asked) for _key, asked in leaf.narrowing)):
        yield Evidence(leaf.evidence, stated=tuple(zip(keys, values, strict=True)))


def _can_be_firm(asked: Asked) -> bool:
    groups: Iterator[tuple[Requirement, ...]] = (group for group in (asked.alternatives, asked.export) if group)
    return all(any(row.confidence is not Confidence.LOW for row in group) for group in groups)


def _both(some: list[Set], others: list[Set]) -> list[Set]:
    return _smallest(one | other for one in some for other in others)


def _smallest(ways: Iterable[Set]) -> list[Set]:
    """Those that contain no other, the smallest first, as many as we keep."""
    kept: list[Set] = []
    for way in sorted(set(ways), key=_order):
        if not any(other <= way for other in kept):
            kept.append(way)
    return kept[:MOST_SETS]
