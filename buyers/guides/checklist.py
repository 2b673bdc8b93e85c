"""Who brings what: every document that a guide names, in one list to tick off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from audits.compliance.rulebook import AllOf, Expression, Leaf, Requirement, Rulebook
from audits.law.guide import Guide
from buyers.guides import words
from buyers.guides.words import Document


@dataclass(frozen=True)
class Item:
    """One document; ``is_always`` is False where another way does without it, or only some products need it."""

    document: Document
    is_always: bool


@dataclass(frozen=True)
class Part:
    """The items of one side: ``code`` is supplier, you or leaving."""

    code: str
    items: list[Item]

    @property
    def always(self) -> int:
        return sum(item.is_always for item in self.items)

    @property
    def sometimes(self) -> int:
        return len(self.items) - self.always


def checklist(rulebook: Rulebook, said: Guide) -> list[Part]:
    """What the supplier brings, what you bring, and what leaving China asks of the supplier; parts without items are left out."""
    always = _in_all(said.routes) | frozenset().union(
        *(needed(row.expression) for row in said.additional if not _is_conditional(row))
    )
    arriving = words.documents(rulebook, (*said.routes, *said.additional))
    here = {one.key for one in arriving}
    leaving = [one for one in words.documents(rulebook, said.export) if one.key not in here]
    parts = [
        Part("supplier", _items((one for one in arriving if not one.is_yours), always)),
        Part("you", _items((one for one in arriving if one.is_yours), always)),
        Part("leaving", _items(leaving, _in_all(said.export))),
    ]
    return [part for part in parts if part.items]


def _in_all(rows: Iterable[Requirement]) -> frozenset[str]:
    """What each of the routes needs: whichever a product takes, it needs these."""
    ways = [needed(row.expression) for row in rows]
    return reduce(frozenset.intersection, ways) if ways else frozenset()


def needed(asked: Expression) -> frozenset[str]:
    """Kinds of documents without which the expression cannot be met."""
    if isinstance(asked, Leaf):
        return frozenset({asked.evidence})
    parts = [needed(part) for part in asked.parts]
    if isinstance(asked, AllOf):
        return frozenset().union(*parts)
    return reduce(frozenset.intersection, parts) if parts else frozenset()


def _is_conditional(row: Requirement) -> bool:
    """Whether the row is for some products of the type only, or depends on the buyer's side."""
    return bool(row.condition or row.buyer)


def _items(documents: Iterable[Document], always: frozenset[str]) -> list[Item]:
    """What is always needed first."""
    return sorted((Item(one, one.key in always) for one in documents), key=lambda item: not item.is_always)
