"""Matches what a requirement asks for with the documents: on which days each leaf and each branch is met."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from audits.compliance import days, standards
from audits.compliance.acceptance import AcceptedDays, accepted_days, days_of_validity, is_of_the_product
from audits.compliance.dossier import Attribute, Dossier, Evidence, Statement
from audits.compliance.label_languages import NO_LANGUAGES_ASKED, Languages, asks_for_languages, judge_languages
from audits.compliance.parameters import remarks_on
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


class _Counted(NamedTuple):
    """A document that is of the product and suits the destination: its days, what is open about it, what it states."""

    days: tuple[AcceptedDays, ...]
    remarks: tuple[Remark, ...]
    stated: Mapping[str, Statement]


class LeafDays(NamedTuple):
    """The days on which documents meet a leaf, and those on which they do so without a remark."""

    at_all: tuple[days.Span, ...]
    firm: tuple[days.Span, ...]


NO_DAYS = LeafDays(days.NEVER, days.NEVER)


class Documents:
    """The documents on file by type. The fits of each leaf and its days are cached."""

    def __init__(self, dossier: Dossier, rulebook: Rulebook, without: Documents | None = None) -> None:
        """``without`` are the documents of the same dossier with none of the buyer's side added: what is known of the others
        is taken from it."""
        self.dossier, self.rulebook = dossier, rulebook
        self.have_remarks = False
        """Whether any leaf so far is met with a remark on some day and not without."""
        self._fits: dict[Leaf, tuple[Fit, ...]] = {}
        self._days: dict[Leaf, LeafDays] = {}
        self._counted: dict[str, list[tuple[Evidence, _Counted]]] = {}
        self.of_type: dict[str, list[Evidence]] = {}
        for document in dossier.evidence:
            self.of_type.setdefault(document.type, []).append(document)
        if without is not None:
            self.have_remarks = without.have_remarks
            added = rulebook.buyer_side
            self._days = {leaf: known for leaf, known in without._days.items() if leaf.evidence not in added}

    def fits(self, leaf: Leaf) -> tuple[Fit, ...]:
        """Every way in which a document meets the leaf on some day. Labels may do so only together: ask ``suffice``."""
        known = self._fits.get(leaf)
        if known is None:
            known = self._fits[leaf] = tuple(
                fit
                for document, counted in self._counted_of(leaf.evidence)
                for fit in _fits_of(leaf, document, counted, self.rulebook)
            )
        return known

    def _counted_of(self, type_: str) -> list[tuple[Evidence, _Counted]]:
        known = self._counted.get(type_)
        if known is None:
            held = ((one, _count(one, self.dossier, self.rulebook)) for one in self.of_type.get(type_, ()))
            known = self._counted[type_] = [(document, counted) for document, counted in held if counted]
        return known

    def meets(self, leaf: Leaf, day: int, *, firmly: bool = False) -> bool:
        """Whether documents meet the leaf on that day; ``firmly``: without a remark."""
        if leaf.evidence not in self.of_type:
            return False
        return self.suffice(leaf, (one for one in self.fits(leaf) if one.first <= day <= one.last), firmly=firmly)

    def suffice(self, leaf: Leaf, in_force: Iterable[Fit], *, firmly: bool = False) -> bool:
        """Whether these fits meet the leaf: any one does, or labels that are together in the languages that are asked for."""
        held = [one for one in in_force if not (firmly and one.remarks)]
        if not held or not asks_for_languages(leaf.evidence, self.rulebook):
            return bool(held)
        languages = self.languages_of(held)
        return languages.are_enough and not (firmly and languages.remarks)

    def languages_of(self, labels: Iterable[Fit]) -> Languages:
        """How these labels together meet the destination."""
        return judge_languages([one.document for one in labels], self.dossier, self.rulebook)

    def days_of(self, leaf: Leaf) -> LeafDays:
        """The days on which documents meet the leaf."""
        if leaf.evidence not in self.of_type:
            return NO_DAYS
        known = self._days.get(leaf)
        if known is None:
            known = self._days[leaf] = self._find_days(leaf)
            self.have_remarks = self.have_remarks or known.firm != known.at_all
        return known

    def _find_days(self, leaf: Leaf) -> LeafDays:
        held = self.fits(leaf)
        if not held:
            return NO_DAYS
        if asks_for_languages(leaf.evidence, self.rulebook):
            return LeafDays(self._days_together(leaf, firmly=False), self._days_together(leaf, firmly=True))
        at_all = days.union((one.first, one.last) for one in held)
        if not any(one.remarks for one in held):
            return LeafDays(at_all, at_all)
        return LeafDays(at_all, days.union((one.first, one.last) for one in held if not one.remarks))

    def _days_together(self, leaf: Leaf, *, firmly: bool) -> tuple[days.Span, ...]:
        """The days on which what is in force is enough together. Between two days on which a document begins or ends
        nothing changes."""
        points = sorted({day for one in self.fits(leaf) for day in (one.first, one.last + 1)})
        return days.union(
            (first, after - 1) for first, after in pairwise(points) if self.meets(leaf, first, firmly=firmly)
        )


def fits(leaf: Leaf, document: Evidence, dossier: Dossier, rulebook: Rulebook) -> Iterator[Fit]:
    """Days on which the document by itself states every key of the leaf's narrowing and agrees; other keys are ignored."""
    counted = _count(document, dossier, rulebook)
    if counted is None:
        return
    languages = NO_LANGUAGES_ASKED
    if asks_for_languages(document.type, rulebook):
        languages = judge_languages([document], dossier, rulebook)
    if languages.are_enough:
        yield from _fits_of(leaf, document, counted, rulebook)


def _count(document: Evidence, dossier: Dossier, rulebook: Rulebook) -> _Counted | None:
    """None for a document that is not of the product, or that does not suit the destination."""
    remarks = remarks_on(document, dossier, rulebook) if is_of_the_product(document, dossier) else None
    if remarks is None:
        return None
    return _Counted(accepted_days(document, rulebook), remarks, dict(document.stated))


def _fits_of(leaf: Leaf, document: Evidence, counted: _Counted, rulebook: Rulebook) -> Iterator[Fit]:
    for fit in _matching_days(leaf, document, counted.days, counted.stated, rulebook):
        yield fit._replace(remarks=(*fit.remarks, *counted.remarks)) if counted.remarks else fit


def fits_whoever_issued(leaf: Leaf, document: Evidence, rulebook: Rulebook) -> Iterator[Fit]:
    """The same, as if anybody might hold and issue such a document, for any product and destination."""
    return _matching_days(leaf, document, days_of_validity(document), dict(document.stated), rulebook)


def _matching_days(
    leaf: Leaf,
    document: Evidence,
    counted: tuple[AcceptedDays, ...],
    stated: Mapping[str, Statement],
    rulebook: Rulebook,
) -> Iterator[Fit]:
    """Days on which the document states every key of the leaf's narrowing and agrees; other keys are ignored."""
    ways = [Fit(first, last, document, (), entitlement) for first, last, entitlement in counted]
    for key, required in leaf.narrowing:
        if key == STANDARD:
            ways = _on_accepted_days(ways, leaf, stated, rulebook)
        elif key != AT_LEAST and not _agrees(key, required, stated, rulebook):
            return
    yield from ways


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
        met = documents.days_of(expression)
        return met.firm if firmly else met.at_all
    if isinstance(expression, AnyOf):
        return days.union(span for part in expression.parts for span in days_met(part, documents, firmly=firmly))
    spans = days.ALWAYS
    for part in expression.parts:
        spans = days.intersection(spans, days_met(part, documents, firmly=firmly))
        if not spans:
            break
    return spans


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
