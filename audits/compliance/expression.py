"""What a requirement asks for, held against the documents: on which days each leaf and each branch is met."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from audits.compliance import days, standards
from audits.compliance.acceptance import AcceptedDays, accepted_days, days_of_validity
from audits.compliance.dossier import Attribute, Evidence, Statement
from audits.compliance.rulebook import (
    AllOf,
    AnyOf,
    Entitlement,
    Expression,
    Leaf,
    Requirement,
    Rulebook,
    StandardEdition,
)

Editions = Mapping[str, Mapping[str, tuple[StandardEdition, ...]]]
STANDARD = "standard"
NO_CLAIM = "none"
BEFORE = "_before"


class Fit(NamedTuple):
    """The days on which one document meets one leaf, and what this rests on: listed editions, its issuer's entitlement."""

    first: int
    last: int
    document: Evidence
    editions: tuple[StandardEdition, ...] = ()
    entitlement: Entitlement | None = None


class Documents:
    """The documents on file, by type, asked leaf by leaf; what a leaf found is remembered."""

    def __init__(self, evidence: tuple[Evidence, ...], rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._fits: dict[Leaf, tuple[Fit, ...]] = {}
        self.of_type: dict[str, list[Evidence]] = {}
        for document in evidence:
            self.of_type.setdefault(document.type, []).append(document)

    def fits(self, leaf: Leaf) -> tuple[Fit, ...]:
        """Every way in which a document meets the leaf on some day."""
        found = self._fits.get(leaf)
        if found is None:
            held = self.of_type.get(leaf.evidence, ())
            found = self._fits[leaf] = tuple(fit for document in held for fit in fits(leaf, document, self.rulebook))
        return found

    def meets(self, leaf: Leaf, day: int) -> bool:
        """Whether a document meets the leaf on that day."""
        return any(fit.first <= day <= fit.last for fit in self.fits(leaf))


def fits(leaf: Leaf, document: Evidence, rulebook: Rulebook) -> Iterator[Fit]:
    """Days on which the document counts, states every key of the leaf's narrowing and agrees; other keys do no harm."""
    return _stating(leaf, document, accepted_days(document, rulebook), rulebook.editions_by_number)


def fits_by_what_it_says(leaf: Leaf, document: Evidence, rulebook: Rulebook) -> Iterator[Fit]:
    """The same as if anybody might hold and issue such a document."""
    return _stating(leaf, document, days_of_validity(document), rulebook.editions_by_number)


def _stating(leaf: Leaf, document: Evidence, counted: tuple[AcceptedDays, ...], editions: Editions) -> Iterator[Fit]:
    ways = [Fit(first, last, document, (), entitlement) for first, last, entitlement in counted]
    stated = dict(document.stated) if leaf.narrowing else {}
    for key, asked in leaf.narrowing:
        if key not in stated:
            return
        if key == STANDARD:
            ways = [fit for way in ways for fit in _on_accepted_days(way, asked, stated[key], editions)]
        elif not agrees(asked, stated[key]):
            return
    yield from ways


def agrees(asked: Statement, stated: Statement) -> bool:
    """Whether the words are the same; of a list, on either side, any one is enough."""
    said = {standards.plain(one) for one in several(stated)}
    return any(standards.plain(one) in said for one in several(asked))


def several(statement: Statement) -> tuple[str, ...]:
    """A statement as a list: one text is a list of one."""
    return (statement,) if isinstance(statement, str) else statement


def _on_accepted_days(way: Fit, asked: Statement, stated: Statement, editions: Editions) -> Iterator[Fit]:
    """The way's days, cut to those on which the editions that the document cites are accepted."""
    for one in several(asked):
        for said in several(stated):
            for cited in standards.agreement(one, said):
                yield from _cut(way, cited, editions)


def _cut(way: Fit, cited: tuple[standards.Cited, ...], editions: Editions) -> list[Fit]:
    ways = [way]
    for citation in cited:
        listed = editions.get(citation.number)
        if listed:
            accepted = [entry for key in citation.editions for entry in listed.get(key, ())]
            ways = [cut for one in ways for entry in accepted for cut in _within(one, entry)]
    return ways


def _within(way: Fit, entry: StandardEdition) -> Iterator[Fit]:
    opens, closes = days.span(entry.effective_from, entry.effective_until)
    first, last = max(way.first, opens), min(way.last, closes)
    if first <= last:
        yield Fit(first, last, way.document, (*way.editions, entry), way.entitlement)


def is_met(expression: Expression, meets: Callable[[Leaf], bool]) -> bool:
    """Whether the tree holds when ``meets`` says which leaves do."""
    if isinstance(expression, Leaf):
        return meets(expression)
    if isinstance(expression, AllOf):
        return all(is_met(part, meets) for part in expression.parts)
    return any(is_met(part, meets) for part in expression.parts)


def days_met(expression: Expression, documents: Documents) -> tuple[days.Span, ...]:
    """The days on which the documents meet the tree."""
    if isinstance(expression, Leaf):
        return days.union((fit.first, fit.last) for fit in documents.fits(expression))
    if isinstance(expression, AnyOf):
        return days.union(span for part in expression.parts for span in days_met(part, documents))
    spans = days.ALWAYS
    for part in expression.parts:
        spans = days.intersection(spans, days_met(part, documents))
        if not spans:
            break
    return spans


def leaves(expression: Expression) -> Iterator[Leaf]:
    """Every document that the tree names."""
    if isinstance(expression, Leaf):
        yield expression
        return
    for part in expression.parts:
        yield from leaves(part)


def condition_fits(requirement: Requirement, attributes: Mapping[str, Attribute]) -> bool:
    """Whether the product states every attribute that the requirement is conditional on, and as it wants it."""
    return all(_attribute_fits(key, wanted, attributes) for key, wanted in requirement.condition)


def _attribute_fits(key: str, wanted: bool | str | date, attributes: Mapping[str, Attribute]) -> bool:
    """Words are enumerations: exactly the same or not. ``X_before`` a day fits when the product's ``X_on`` is earlier."""
    if isinstance(wanted, date) and key.endswith(BEFORE):
        stated = attributes.get(key.removesuffix(BEFORE) + "_on")
        return isinstance(stated, date) and stated < wanted
    stated = attributes.get(key)
    if isinstance(stated, tuple):
        return stated == (wanted,) if wanted == NO_CLAIM else wanted in stated
    return type(stated) is type(wanted) and stated == wanted
