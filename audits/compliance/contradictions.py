"""Two facts that cannot both be true: what a product is stated to be, and what its document is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from audits.compliance.dossier import Attribute, Evidence, Statement
from audits.compliance.standards import Vocabulary, citations, normalise

CLASS_DIFFERS = "class_of_product_differs"
"""Code of the finding, and of auditors' answers to it."""
STERILITY_DIFFERS = "sterility_differs"
MANUFACTURER_DIFFERS = "manufacturer_of_product_differs"
NOT_STERILE = re.compile(r"\bnon[\s-]?steri|\bunsteri|\bnot\s+steri|非无菌|未灭菌", re.IGNORECASE)
STERILE = re.compile(r"(?<![a-z-])steril|(?<!非)无菌", re.IGNORECASE)
EXCLUSIVE = frozenset({"filter_class"})
"""Facts that name the one class of a product: a document for another class, of whatever standard, is not for it."""


class Graded(NamedTuple):
    """A standard with a grade of it: EN 149, FFP2."""

    standard: str
    grade: str

    def __str__(self) -> str:
        return f"{self.standard} {self.grade}".strip()


class Contradiction(NamedTuple):
    """What the product is, and what the document is for."""

    own: str
    stated: str


def contradiction(
    facts: Mapping[str, Attribute], standards: Iterable[str], document: Evidence, vocabulary: Vocabulary
) -> Contradiction | None:
    """Whether a document is for another class than the product's.

    ``standards`` are those that the product is said to meet, as written. Only standards that have grades are compared: a
    grade of the same standard that the product does not have, or, for a product of one class, none of its standards. What
    names no grade contradicts nothing. Besides, a document for other standards of the same kind of product than those that
    the product is said to meet: for EN 14683, where it is said to meet YY 0469.
    """
    standards = tuple(standards)
    own = set(_own_grades(facts, standards, vocabulary))
    stated = dict(document.stated)
    cited = set(_cited(_texts(stated.get("standard")), _texts(stated.get("class")), vocabulary))
    shared = {one.standard for one in own} & {one.standard for one in cited}
    if shared:
        differing = [one for one in sorted(cited) if one.standard in shared and one.grade and one not in own]
        agrees = bool(own & cited) or not differing
        return None if agrees else Contradiction(_names(own, shared), str(differing[0]))
    graded = sorted(one for one in cited if one.grade)
    if own and graded and not EXCLUSIVE.isdisjoint(facts):
        return Contradiction(", ".join(map(str, sorted(own))), str(graded[0]))
    return _of_another_standard(facts, standards, _texts(stated.get("standard")), vocabulary)


def _of_another_standard(
    facts: Mapping[str, Attribute], standards: Iterable[str], cited: Iterable[str], vocabulary: Vocabulary
) -> Contradiction | None:
    """Whether the document cites standards of a kind of product, and none of those of that kind that the product meets.

    What the product is said to meet are its standards as written; its facts may add others ("Type IIR" is of EN 14683).
    """
    named, stated = (_by_kind(texts, vocabulary) for texts in (standards, cited))
    graded = {one.standard for one in _own_grades(facts, (), vocabulary)}
    for kind in named.keys() & stated.keys():
        if not (named[kind] | graded) & stated[kind]:
            return Contradiction(", ".join(sorted(named[kind])), ", ".join(sorted(stated[kind])))
    return None


def _by_kind(texts: Iterable[str], vocabulary: Vocabulary) -> dict[str, set[str]]:
    """The standards that the texts cite and that specify a kind of product, by that kind."""
    kinds: dict[str, set[str]] = {}
    for text in texts:
        for one in citations(vocabulary, text):
            known = vocabulary.standards.get(one.standard or "")
            if known and known.specifies:
                kinds.setdefault(known.specifies, set()).add(known.id)
    return kinds


def line_that_is_not_sterile(lines: Sequence[str]) -> int | None:
    """The place of the first line that speaks of goods that are not sterile, in a text that speaks of no others."""
    place = next((place for place, line in enumerate(lines) if NOT_STERILE.search(line)), None)
    if place is None or any(STERILE.search(NOT_STERILE.sub(" ", line)) for line in lines):
        return None
    return place


def _names(own: set[Graded], shared: set[str]) -> str:
    return ", ".join(str(one) for one in sorted(own) if one.standard in shared)


def _own_grades(facts: Mapping[str, Attribute], standards: Iterable[str], vocabulary: Vocabulary) -> Iterator[Graded]:
    """Standards with grades that the product states, as a fact ("FFP2") or in words ("EN 149 FFP2").

    A grade without its standard may be that of any standard that has it.
    """
    for text in (*(value for value in facts.values() if isinstance(value, str)), *standards):
        yield from (one for one in _cited((text,), (), vocabulary) if one.grade)
        yield from _by_name(text, vocabulary)


def _by_name(text: str, vocabulary: Vocabulary) -> Iterator[Graded]:
    """The standards that have a grade of that name."""
    wanted = normalise(text)
    for standard in vocabulary.standards.values():
        for grade in standard.grades:
            if wanted in {normalise(name) for name in (grade.id, *grade.aliases)}:
                yield Graded(standard.id, grade.id)


def _cited(texts: Iterable[str], classes: Iterable[str], vocabulary: Vocabulary) -> Iterator[Graded]:
    """The standards with grades that the texts cite; a class that stands apart belongs to the standard that has it."""
    found = [
        Graded(one.standard, one.grade)
        for text in texts
        for one in citations(vocabulary, text)
        if one.standard and vocabulary.grades_of(one.standard)
    ]
    apart = [one for text in classes for one in _by_name(text, vocabulary)]
    named = {one.standard for one in found if not one.grade}
    yield from (one for one in found if one.grade)
    yield from (one for one in apart if one.standard in named)
    yield from (one for one in found if not one.grade and one.standard not in {other.standard for other in apart})


def _texts(value: Statement | None) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else value
