"""Matches what a requirement asks for with the documents: on which days each leaf and each branch is met."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from audits.compliance import days, standards
from audits.compliance.acceptance import (
    AcceptedDays,
    accepted_days,
    days_of_validity,
    is_established_rightly,
    is_of_the_product,
)
from audits.compliance.dossier import Attribute, Dossier, Evidence, Statement
from audits.compliance.label_languages import DESTINATION_LANGUAGES, judge_languages
from audits.compliance.reference import Entitlement
from audits.compliance.remarks import Remark
from audits.compliance.rulebook import AllOf, AnyOf, Expression, Leaf, Requirement, Rulebook, StandardEdition

STANDARD, AT_LEAST, COVERS_PRODUCT = "standard", "at_least", "covers_product"
"""Keys of a narrowing: the id of a standard, the least grade of it, and that the document covers the product."""
NO_CLAIM = "none"
BEFORE = "_before"


class Fit(NamedTuple):
    """The days (ordinals, inclusive) on which one document meets one leaf, and the editions and entitlement that this needs.

    With ``remarks`` it meets the leaf, but not firmly: what needs it is conditional.
    """

    first: int
    last: int
    document: Evidence
    editions: tuple[StandardEdition, ...] = ()
    entitlement: Entitlement | None = None
    remarks: tuple[Remark, ...] = ()


class Documents:
    """The documents on file by type. The fits of each leaf are cached."""

    def __init__(self, dossier: Dossier, rulebook: Rulebook) -> None:
        self.dossier, self.rulebook = dossier, rulebook
        self.have_remarks = False
        """Whether any fit so far has a remark."""
        self._fits: dict[Leaf, tuple[Fit, ...]] = {}
        self.of_type: dict[str, list[Evidence]] = {}
        for document in dossier.evidence:
            self.of_type.setdefault(document.type, []).append(document)

    def fits(self, leaf: Leaf) -> tuple[Fit, ...]:
        """Every way in which a document meets the leaf on some day."""
        known = self._fits.get(leaf)
        if known is None:
            held = self.of_type.get(leaf.evidence, ())
            known = self._fits[leaf] = tuple(
                fit for document in held for fit in fits(leaf, document, self.dossier, self.rulebook)
            )
            self.have_remarks = self.have_remarks or any(fit.remarks for fit in known)
        return known

    def meets(self, leaf: Leaf, day: int, *, firmly: bool = False) -> bool:
        """Whether a document meets the leaf on that day; ``firmly``: without a remark."""
        return any(fit.first <= day <= fit.last and not (firmly and fit.remarks) for fit in self.fits(leaf))


def fits(leaf: Leaf, document: Evidence, dossier: Dossier, rulebook: Rulebook) -> Iterator[Fit]:
    """Days on which the document counts, states every key of the leaf's narrowing and agrees; other keys are ignored."""
    remarks = remarks_on(document, dossier, rulebook) if is_of_the_product(document, dossier) else None
    if remarks is None:
        return
    for fit in _matching_days(leaf, document, accepted_days(document, rulebook), rulebook):
        yield fit._replace(remarks=(*fit.remarks, *remarks)) if remarks else fit


def fits_whoever_issued(leaf: Leaf, document: Evidence, rulebook: Rulebook) -> Iterator[Fit]:
    """The same, as if anybody might hold and issue such a document, for any product and destination."""
    return _matching_days(leaf, document, days_of_validity(document), rulebook)


def _matching_days(
    leaf: Leaf, document: Evidence, counted: tuple[AcceptedDays, ...], rulebook: Rulebook
) -> Iterator[Fit]:
    ways = [Fit(first, last, document, (), entitlement) for first, last, entitlement in counted]
    stated = dict(document.stated) if leaf.narrowing else {}
    for key, required in leaf.narrowing:
        if key == STANDARD:
            ways = _on_accepted_days(ways, leaf, stated, rulebook)
        elif key != AT_LEAST and not _agrees(key, required, stated, rulebook):
            return
    yield from ways


def remarks_on(document: Evidence, dossier: Dossier, rulebook: Rulebook) -> tuple[Remark, ...] | None:
    """What is open about a document whose kind has a parameter of the destination; None where it does not meet it."""
    if not is_established_rightly(document, dossier, rulebook):
        return None
    kind = rulebook.evidence_types.get(document.type)
    if kind is None or kind.parameter != DESTINATION_LANGUAGES:
        return ()
    languages = judge_languages(document, dossier, rulebook)
    return languages.remarks if languages.are_enough else None


def _agrees(key: str, required: Statement, stated: Mapping[str, Statement], rulebook: Rulebook) -> bool:
    """Whether the document says what is required. A document of a dossier covers its product unless it says otherwise."""
    if key == COVERS_PRODUCT:
        return stated.get(key, required) == required
    return key in stated and rulebook.terms.agree(key, as_list(required), as_list(stated[key]))


def as_list(statement: Statement) -> tuple[str, ...]:
    """A statement as a list: one text is a list of one."""
    return (statement,) if isinstance(statement, str) else statement


def _on_accepted_days(ways: list[Fit], leaf: Leaf, stated: Mapping[str, Statement], rulebook: Rulebook) -> list[Fit]:
    """The ways, cut to the days on which the editions that the document cites are accepted."""
    asked = dict(leaf.narrowing)
    at_least, stated_grade = str(asked.get(AT_LEAST, "")), str(stated.get(AT_LEAST, ""))
    texts = as_list(stated.get(STANDARD, ()))
    met: list[Fit] = []
    for standard in as_list(asked[STANDARD]):
        groups = standards.cited_editions(rulebook.vocabulary, standard, at_least, texts, stated_grade)
        if groups is not None:
            met += _cut_to_editions(ways, groups, rulebook)
    return met


def _cut_to_editions(
    ways: list[Fit], groups: tuple[tuple[standards.Citation, ...], ...], rulebook: Rulebook
) -> list[Fit]:
    """The ways on the days of one cited edition of each group. An edition that is superseded, or not listed, is remarked on."""
    for group in groups:
        listed = rulebook.editions_of.get(group[0].key)
        if listed:
            accepted = dict.fromkeys(entry for citation in group for entry in listed.get(citation.edition, ()))
            are_all_listed = all(citation.edition in listed for citation in group)
            open_ways = () if are_all_listed else tuple(_with_remark(way, Remark.UNLISTED_EDITION) for way in ways)
            ways = [*(cut for way in ways for entry in accepted for cut in _cut_to_edition(way, entry)), *open_ways]
    return ways


def _cut_to_edition(way: Fit, entry: StandardEdition) -> Iterator[Fit]:
    opens, closes = days.span(entry.effective_from, entry.effective_until)
    of_edition = way._replace(editions=(*way.editions, entry))
    spans = [(opens, closes, of_edition)]
    if not entry.is_forbidden_after:
        spans.append((closes + 1, days.LAST, _with_remark(of_edition, Remark.SUPERSEDED_EDITION)))
    for since, until, cut in spans:
        first, last = max(way.first, since), min(way.last, until)
        if first <= last:
            yield cut._replace(first=first, last=last)


def _with_remark(way: Fit, remark: Remark) -> Fit:
    return way._replace(remarks=(*way.remarks, remark))


def is_met(expression: Expression, meets: Callable[[Leaf], bool]) -> bool:
    """Whether the tree holds when ``meets`` says which leaves do."""
    if isinstance(expression, Leaf):
        return meets(expression)
    if isinstance(expression, AllOf):
        return all(is_met(part, meets) for part in expression.parts)
    return any(is_met(part, meets) for part in expression.parts)


def days_met(expression: Expression, documents: Documents, *, firmly: bool = False) -> tuple[days.Span, ...]:
    """The days on which the documents meet the tree; ``firmly``: without a remark."""
    if isinstance(expression, Leaf):
        return days.union((one.first, one.last) for one in documents.fits(expression) if not (firmly and one.remarks))
    if isinstance(expression, AnyOf):
        return days.union(span for part in expression.parts for span in days_met(part, documents, firmly=firmly))
    spans = days.ALWAYS
    for part in expression.parts:
        spans = days.intersection(spans, days_met(part, documents, firmly=firmly))
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
    """Whether the product states every attribute that the requirement is conditional on, with the required value."""
    return all(_attribute_fits(key, required, attributes) for key, required in requirement.condition)


def _attribute_fits(key: str, required: bool | str | date, attributes: Mapping[str, Attribute]) -> bool:
    """Texts are enumerations: they must be equal. ``X_before`` a day fits when the product's ``X_on`` is earlier."""
    if isinstance(required, date) and key.endswith(BEFORE):
        stated = attributes.get(key.removesuffix(BEFORE) + "_on")
        return isinstance(stated, date) and stated < required
    stated = attributes.get(key)
    if isinstance(stated, tuple):
        return stated == (required,) if required == NO_CLAIM else required in stated
    return type(stated) is type(required) and stated == required
