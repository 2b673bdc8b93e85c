"""The ways out of a block: the minimal sets of documents that would clear a dossier, the least work first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import product
from typing import NamedTuple

from audits.compliance.applicable import ApplicableRequirements, applicable_requirements, state_of
from audits.compliance.dossier import Dossier, Evidence, Statement
from audits.compliance.expression import Documents, fits, is_met, leaves, several
from audits.compliance.remediation_effort import EffortEstimates
from audits.compliance.rulebook import AllOf, Confidence, Expression, Leaf, Requirement, Rulebook
from audits.compliance.verdict import State

MAX_SETS = 64
"""Sets kept at every step of combining branches, the smallest first. The widest pair of the shipped rules needs far
fewer; beyond it a way out may go unnamed, but each one named is a way out and holds nothing that could be left out."""


class MissingDocument(NamedTuple):
    """A document to be got: its type, and what it must state."""

    type: str
    narrowing: tuple[tuple[str, Statement], ...]


LeafSet = frozenset[Leaf]


class BuyerDocument(NamedTuple):
    """A document that the buyer's side must add, and the rows that ask for it."""

    type: str
    narrowing: tuple[tuple[str, Statement], ...]
    requirements: tuple[Requirement, ...]


def missing(dossier: Dossier, rulebook: Rulebook, *, on: date) -> tuple[tuple[MissingDocument, ...], ...]:
    """The minimal sets of documents that would clear the dossier on that day: the least work first, then smallest, then by name.

    Empty unless it is blocked. Where only low-confidence routes stand, there or out of China, the sets are those that
    make it conditional. A set that demands more of a document than another one does is left out.
    """
    applicable = applicable_requirements(dossier, rulebook).on(on)
    case = _BlockedDossier(applicable, dossier.evidence, rulebook, on.toordinal())
    if case.state(frozenset()) is not State.BLOCKED:
        return ()
    efforts = EffortEstimates(dossier, rulebook, on)
    ways = case.ways(State.CLEARED if _can_be_firm(applicable) else State.CONDITIONAL)
    return tuple(
        tuple(sorted((MissingDocument(leaf.evidence, leaf.narrowing) for leaf in way), key=repr))
        for way in sorted(ways, key=efforts.total)
    )


def missing_from_buyer(dossier: Dossier, rulebook: Rulebook, *, on: date) -> tuple[tuple[BuyerDocument, ...], ...]:
    """The minimal sets of documents that only the buyer's side can hold and that would make it ship: smallest first.

    Empty unless the supplier's part is complete and something is left to arrange. The sets make it as sure as the
    buyer's documents can.
    """
    applicable = applicable_requirements(dossier, rulebook).on(on)
    case = _BlockedDossier(
        applicable,
        dossier.evidence,
        rulebook,
        on.toordinal(),
        may_add=lambda leaf: rulebook.is_buyer_side(leaf.evidence),
    )
    if case.state(frozenset()) is not State.BLOCKED:
        return ()
    every = frozenset(leaf for row in applicable.all for leaf in leaves(row.expression) if case.may_add(leaf))
    target = case.state(every)
    return tuple(
        tuple(_buyer_document(leaf, applicable) for leaf in sorted(way, key=repr)) for way in case.ways(target)
    )


def _buyer_document(leaf: Leaf, applicable: ApplicableRequirements) -> BuyerDocument:
    return BuyerDocument(
        leaf.evidence, leaf.narrowing, tuple(row for row in applicable.all if leaf in leaves(row.expression))
    )


def _order(leaves: LeafSet) -> tuple[int, list[str]]:
    return (len(leaves), sorted(map(repr, leaves)))


class _BlockedDossier:
    """A blocked dossier on one day, and what it would be with more documents."""

    def __init__(
        self,
        applicable: ApplicableRequirements,
        held: tuple[Evidence, ...],
        rulebook: Rulebook,
        day: int,
        may_add: Callable[[Leaf], bool] = lambda leaf: True,
    ) -> None:
        self.applicable, self.rulebook, self.day, self.may_add = applicable, rulebook, day, may_add
        self.documents = Documents(held, rulebook)

    def ways(self, target: State) -> list[LeafSet]:
        """The minimal sets that make it so, the smallest first, then by name; none where nothing that may be added does."""
        minimal = sorted({self.shrink(candidate, target) for candidate in self.candidates(target)}, key=_order)
        return [way for place, way in enumerate(minimal) if not self.is_redundant(way, minimal[:place], minimal)]

    def candidates(self, target: State) -> Iterable[LeafSet]:
        """Each way through the branches: one route, every additional requirement, one way out of China."""
        ways: list[LeafSet] = [frozenset()]
        for row in self.applicable.additional:
            ways = _unions(ways, self.missing_sets(row.expression))
        for routes in (self.applicable.alternatives, self.applicable.export):
            if routes:
                ways = _unions(ways, self._ways_through(routes, target))
        return ways

    def _ways_through(self, routes: tuple[Requirement, ...], target: State) -> list[LeafSet]:
        firm = [row for row in routes if row.confidence is not Confidence.LOW]
        of_use = firm if target is State.CLEARED else routes
        return _minimal_sets(way for row in of_use for way in self.missing_sets(row.expression))

    def missing_sets(self, expression: Expression) -> list[LeafSet]:
        """The sets of leaves that the tree still needs."""
        if isinstance(expression, Leaf):
            if self.documents.meets(expression, self.day):
                return [frozenset()]
            return [frozenset({expression})] if self.may_add(expression) else []
        if isinstance(expression, AllOf):
            ways: list[LeafSet] = [frozenset()]
            for part in expression.parts:
                ways = _unions(ways, self.missing_sets(part))
            return ways
        return _minimal_sets(way for part in expression.parts for way in self.missing_sets(part))

    def state(self, added: LeafSet) -> State:
        """The state with documents added that say just what is required."""
        return state_of(
            self.applicable,
            lambda row: is_met(
                row.expression, lambda leaf: self.documents.meets(leaf, self.day) or self.meets(leaf, added)
            ),
        )

    def meets(self, leaf: Leaf, added: LeafSet) -> bool:
        """Whether one of the added documents meets the leaf."""
        return leaf in added or any(
            self._covers_leaf(other, leaf) for other in added if other.evidence == leaf.evidence
        )

    def _covers_leaf(self, other: Leaf, leaf: Leaf) -> bool:
        """Whether a document for the other leaf meets this one, whichever of the values that it admits the document states."""
        return all(self._meets(leaf, document) for document in _documents_for(other))

    def _meets(self, leaf: Leaf, document: Evidence) -> bool:
        return any(fit.first <= self.day <= fit.last for fit in fits(leaf, document, self.rulebook))

    def shrink(self, added: LeafSet, target: State) -> LeafSet:
        """The set without what it can spare, the least demanding documents first."""
        for leaf in sorted(added, key=lambda leaf: (len(leaf.narrowing), repr(leaf))):
            if self.state(added - {leaf}) is target:
                added -= {leaf}
        return added

    def is_redundant(self, way: LeafSet, earlier: list[LeafSet], all_ways: list[LeafSet]) -> bool:
        """Whether another way demands less of the documents, or the same and comes first."""
        if any(self.covers(way, other) for other in earlier):
            return True
        return any(self.covers(way, other) and not self.covers(other, way) for other in all_ways)

    def covers(self, added: LeafSet, other: LeafSet) -> bool:
        """Whether getting these documents gets all of the others."""
        return all(self.meets(leaf, added) for leaf in other)


def _documents_for(leaf: Leaf) -> Iterator[Evidence]:
    """A document for each way of stating what the leaf admits."""
    keys = [key for key, _asked in leaf.narrowing]
    for values in product(*(several(required) for _key, required in leaf.narrowing)):
        yield Evidence(leaf.evidence, stated=tuple(zip(keys, values, strict=True)))


def _can_be_firm(applicable: ApplicableRequirements) -> bool:
    groups: Iterator[tuple[Requirement, ...]] = (
        group for group in (applicable.alternatives, applicable.export) if group
    )
    return all(any(row.confidence is not Confidence.LOW for row in group) for group in groups)


def _unions(some: list[LeafSet], others: list[LeafSet]) -> list[LeafSet]:
    return _minimal_sets(one | other for one in some for other in others)


def _minimal_sets(ways: Iterable[LeafSet]) -> list[LeafSet]:
    """Those that contain no other, the smallest first, as many as we keep."""
    kept: list[LeafSet] = []
    for way in sorted(set(ways), key=_order):
        if not any(other <= way for other in kept):
            kept.append(way)
    return kept[:MAX_SETS]
