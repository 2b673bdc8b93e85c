"""Ways out of a block: the minimal sets of documents that would clear a dossier, the least work first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import product
from typing import NamedTuple

from audits.compliance.applicable import ApplicableRequirements, applicable_requirements, state_of
from audits.compliance.dossier import Dossier, Evidence, Statement
from audits.compliance.expression import Documents, as_list, fits, is_met
from audits.compliance.label_languages import LANGUAGES, asks_for_languages, lacking_languages
from audits.compliance.reference import Confidence
from audits.compliance.remediation_effort import EffortEstimates
from audits.compliance.rulebook import AllOf, Expression, Leaf, Requirement, Rulebook
from audits.compliance.verdict import State

MAX_SETS = 64
"""Sets kept at every step of combining branches, the smallest first. The shipped rules need far fewer. Beyond it a way out
may be left out, but each one returned is a way out and minimal."""


class MissingDocument(NamedTuple):
    """A document that is required and not there: its type, and what it must state.

    Of a list one value is enough; of ``languages`` all are needed that the labels on file do not have.
    """

    type: str
    narrowing: tuple[tuple[str, Statement], ...]


LeafSet = frozenset[Leaf]


class BuyerDocument(NamedTuple):
    """A document that the buyer's side must provide, and the requirements that ask for it."""

    type: str
    narrowing: tuple[tuple[str, Statement], ...]
    requirements: tuple[Requirement, ...]


def missing(dossier: Dossier, rulebook: Rulebook, *, on: date) -> tuple[tuple[MissingDocument, ...], ...]:
    """The minimal sets of documents that would clear the dossier on that day.

    The least work comes first, then the smallest set, then by name.

    Empty unless it is blocked. Where only low-confidence routes are open, in the destination or out of China, the sets
    are those that make it conditional. A set that requires more of a document than another set is left out.
    """
    applicable = applicable_requirements(dossier, rulebook).on(on)
    case = _BlockedDossier(applicable, dossier, rulebook, on)
    if case.state(frozenset()) is not State.BLOCKED:
        return ()
    efforts = EffortEstimates(dossier, rulebook, on)
    ways = case.ways(State.CLEARED if _can_be_firm(applicable) else State.CONDITIONAL)
    return tuple(
        tuple(sorted((case.missing_document(leaf) for leaf in way), key=repr))
        for way in sorted(ways, key=efforts.total)
    )


def missing_from_buyer(dossier: Dossier, rulebook: Rulebook, *, on: date) -> tuple[tuple[BuyerDocument, ...], ...]:
    """The minimal sets of buyer-side documents that would make a ready dossier ship, the smallest first.

    Empty unless the supplier's part is complete and a document of the buyer's side is missing. The sets reach the
    highest confidence that such documents can give.
    """
    applicable = applicable_requirements(dossier, rulebook).on(on)
    case = _BlockedDossier(
        applicable,
        dossier,
        rulebook,
        on,
        may_add=lambda leaf: rulebook.is_buyer_side(leaf.evidence),
    )
    if case.state(frozenset()) is not State.BLOCKED:
        return ()
    all_leaves = frozenset(leaf for row in applicable.all for leaf in row.leaves if case.may_add(leaf))
    target = case.state(all_leaves)
    return tuple(
        tuple(_buyer_document(leaf, applicable) for leaf in sorted(way, key=repr)) for way in case.ways(target)
    )


def _buyer_document(leaf: Leaf, applicable: ApplicableRequirements) -> BuyerDocument:
    return BuyerDocument(leaf.evidence, leaf.narrowing, tuple(row for row in applicable.all if leaf in row.leaves))


def _sort_key(leaves: LeafSet) -> tuple[int, list[str]]:
    return (len(leaves), sorted(map(repr, leaves)))


class _BlockedDossier:
    """A blocked dossier on one day, and the state that it would have with more documents."""

    def __init__(
        self,
        applicable: ApplicableRequirements,
        dossier: Dossier,
        rulebook: Rulebook,
        on: date,
        may_add: Callable[[Leaf], bool] = lambda leaf: True,
    ) -> None:
        self.applicable, self.rulebook, self.on, self.may_add = applicable, rulebook, on, may_add
        self.documents = Documents(dossier, rulebook)

    def ways(self, target: State) -> list[LeafSet]:
        """The minimal sets that give the target state, the smallest first, then by name; none where no addition does."""
        minimal = sorted({self.shrink(candidate, target) for candidate in self.candidates(target)}, key=_sort_key)
        return [way for place, way in enumerate(minimal) if not self.is_redundant(way, minimal[:place], minimal)]

    def candidates(self, target: State) -> Iterable[LeafSet]:
        """Sets that are enough whatever the buyer's side answers to what it left open."""
        ways: list[LeafSet] = [frozenset()]
        for buyer in self.applicable.possible_buyers:
            ways = _unions(ways, self._candidates_of(self.applicable.for_buyer(buyer), target))
        return ways

    def _candidates_of(self, applicable: ApplicableRequirements, target: State) -> list[LeafSet]:
        """Each combination of one route, every additional requirement and one export route out of China."""
        ways: list[LeafSet] = [frozenset()]
        for row in applicable.additional:
            ways = _unions(ways, self.missing_sets(row.expression, self._day_of(row)))
        for routes in (applicable.alternatives, applicable.export):
            if routes:
                ways = _unions(ways, self._ways_through(routes, target))
        return ways

    def _day_of(self, row: Requirement) -> int:
        """The day, as an ordinal, by which a row is judged."""
        return self.applicable.day_of(row, self.on).toordinal()

    def _ways_through(self, routes: tuple[Requirement, ...], target: State) -> list[LeafSet]:
        firm = [row for row in routes if row.confidence is not Confidence.LOW]
        of_use = firm if target is State.CLEARED else routes
        return _minimal_sets(way for row in of_use for way in self.missing_sets(row.expression, self._day_of(row)))

    def missing_sets(self, expression: Expression, day: int) -> list[LeafSet]:
        """The minimal sets of leaves that the tree still needs."""
        if isinstance(expression, Leaf):
            if self.documents.meets(expression, day):
                return [frozenset()]
            return [frozenset({expression})] if self.may_add(expression) else []
        if isinstance(expression, AllOf):
            ways: list[LeafSet] = [frozenset()]
            for part in expression.parts:
                ways = _unions(ways, self.missing_sets(part, day))
            return ways
        return _minimal_sets(way for part in expression.parts for way in self.missing_sets(part, day))

    def state(self, added: LeafSet) -> State:
        """The state with documents added that state what these leaves require, whatever remarks those on file have."""

        def holds(row: Requirement) -> bool:
            day = self._day_of(row)
            return is_met(row.expression, lambda leaf: self.documents.meets(leaf, day) or self.meets(leaf, added, day))

        return state_of(self.applicable, holds)

    def meets(self, leaf: Leaf, added: LeafSet, day: int) -> bool:
        """Whether one of the added documents meets the leaf on that day."""
        return leaf in added or any(
            self._covers_leaf(other, leaf, day) for other in added if other.evidence == leaf.evidence
        )

    def _covers_leaf(self, other: Leaf, leaf: Leaf, day: int) -> bool:
        """Whether any document for the other leaf meets this one, whichever of the admitted values it states."""
        return all(self._document_meets(leaf, document, day) for document in _documents_for(other))

    def _document_meets(self, leaf: Leaf, document: Evidence, day: int) -> bool:
        return any(fit.first <= day <= fit.last for fit in fits(leaf, document, self.documents.dossier, self.rulebook))

    def missing_document(self, leaf: Leaf) -> MissingDocument:
        """What to get for a leaf: a label in the languages that those in force on the day lack."""
        if not asks_for_languages(leaf.evidence, self.rulebook):
            return MissingDocument(leaf.evidence, leaf.narrowing)
        day = self.on.toordinal()
        held = [fit.document for fit in self.documents.fits(leaf) if fit.first <= day <= fit.last]
        lacking = lacking_languages(held, self.documents.dossier, self.rulebook)
        return MissingDocument(leaf.evidence, (*leaf.narrowing, *([(LANGUAGES, lacking)] if lacking else ())))

    def shrink(self, added: LeafSet, target: State) -> LeafSet:
        """The set without the leaves that are not needed, trying the least demanding first."""
        for leaf in sorted(added, key=lambda leaf: (len(leaf.narrowing), repr(leaf))):
            if self.state(added - {leaf}) is target:
                added -= {leaf}
        return added

    def is_redundant(self, way: LeafSet, earlier: list[LeafSet], all_ways: list[LeafSet]) -> bool:
        """Whether another way requires less of the documents, or the same and comes first."""
        if any(self.covers(way, other) for other in earlier):
            return True
        return any(self.covers(way, other) and not self.covers(other, way) for other in all_ways)

    def covers(self, added: LeafSet, other: LeafSet) -> bool:
        """Whether documents for these leaves meet all of the others."""
        return all(self.meets(leaf, added, self.on.toordinal()) for leaf in other)


def _documents_for(leaf: Leaf) -> Iterator[Evidence]:
    """A document for each combination of values that the leaf admits."""
    keys = [key for key, _asked in leaf.narrowing]
    for values in product(*(as_list(required) for _key, required in leaf.narrowing)):
        yield Evidence(leaf.evidence, stated=tuple(zip(keys, values, strict=True)))


def _can_be_firm(applicable: ApplicableRequirements) -> bool:
    """Whether firm routes are open to every possible buyer's side, in the destination and out of China."""
    of_buyers = (applicable.for_buyer(buyer) for buyer in applicable.possible_buyers)
    groups = (group for one in of_buyers for group in (one.alternatives, one.export) if group)
    return all(any(row.confidence is not Confidence.LOW for row in group) for group in groups)


def _unions(sets: list[LeafSet], others: list[LeafSet]) -> list[LeafSet]:
    return _minimal_sets(one | other for one in sets for other in others)


def _minimal_sets(ways: Iterable[LeafSet]) -> list[LeafSet]:
    """Those that contain no other, the smallest first, at most ``MAX_SETS``."""
    kept: list[LeafSet] = []
    for way in sorted(set(ways), key=_sort_key):
        if not any(other <= way for other in kept):
            kept.append(way)
    return kept[:MAX_SETS]
