"""May this product be shipped there on that day, and why: answered from facts alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from audits.compliance import days
from audits.compliance.acceptance import (
    has_permitted_holder,
    is_established_rightly,
    is_of_the_manufacturer,
    is_of_the_model,
)
from audits.compliance.applicable import CHINA, ApplicableRequirements, applicable_requirements, state_with_remarks
from audits.compliance.buyer_question import buyer_question
from audits.compliance.buyer_side import judge_if_buyer_complies
from audits.compliance.dossier import Dossier, Evidence
from audits.compliance.expression import Documents, Fit, fits_whoever_issued
from audits.compliance.home_market import home_market_facts
from audits.compliance.label_languages import asks_for_languages, judge_languages, lacking_languages
from audits.compliance.parameters import is_for_the_quantity, judge_authority
from audits.compliance.reference import CONFIDENCE_ORDER, Confidence
from audits.compliance.rulebook import AllOf, Expression, Leaf, Requirement, Rulebook
from audits.compliance.verdict import (
    BranchVerdict,
    BuyerQuestion,
    Finding,
    FindingCode,
    LeafCode,
    LeafVerdict,
    RequirementVerdict,
    State,
    Verdict,
)


def assess(dossier: Dossier, rulebook: Rulebook, *, on: date) -> Verdict:
    """The answer for that day, on which the goods arrive, with the tree of reasons."""
    applicable = applicable_requirements(dossier, rulebook).on(on)
    documents = Documents(dossier, rulebook)

    def judge_rows(rows: Iterable[Requirement]) -> tuple[RequirementVerdict, ...]:
        return tuple(_judge_row(row, documents, applicable.day_of(row, on).toordinal(), rulebook) for row in rows)

    judged = _JudgedRows(*map(judge_rows, (applicable.alternatives, applicable.additional, applicable.export)))
    met_by_id = {verdict.requirement.id: verdict.met for verdict in judged.all}
    firm_by_id = {verdict.requirement.id: _is_firm(verdict.tree) for verdict in judged.all}
    state = state_with_remarks(applicable, lambda row: met_by_id[row.id], lambda row: firm_by_id[row.id])
    home_market = home_market_facts(dossier, rulebook, on=dossier.shipped_on or on)
    question = buyer_question(dossier, rulebook, documents, on=on)
    common = Verdict(state, state, on, dossier.market, home_market=home_market, question=question)
    if state is State.PROHIBITED:
        return _prohibited(common, judge_rows(applicable.prohibitions))
    if state is State.NOT_ASSESSED:
        return replace(common, findings=_reasons_not_assessed(dossier, rulebook, applicable, question))
    is_blocked = state is State.BLOCKED
    return replace(
        common,
        state_if_buyer_complies=judge_if_buyer_complies(applicable, documents, on) if is_blocked else state,
        rows=tuple(verdict.requirement.id for verdict in judged.all if verdict.met or is_blocked),
        confidence=_confidence(state, judged),
        alternatives=judged.alternatives,
        additional=judged.additional,
        export=judged.export,
        findings=tuple(_reasons(state, judged, question)),
    )


class _JudgedRows(NamedTuple):
    """The rows that apply on the day, judged, by how they combine."""

    alternatives: tuple[RequirementVerdict, ...]
    additional: tuple[RequirementVerdict, ...]
    export: tuple[RequirementVerdict, ...]

    @property
    def all(self) -> tuple[RequirementVerdict, ...]:
        return (*self.alternatives, *self.additional, *self.export)


def _prohibited(common: Verdict, prohibitions: tuple[RequirementVerdict, ...]) -> Verdict:
    """What forbids the product, as sure as the surest of it."""
    ids = _ids(prohibitions)
    return replace(
        common,
        rows=ids,
        confidence=_highest_confidence(prohibitions),
        prohibitions=prohibitions,
        findings=(Finding(FindingCode.PROHIBITED, ids),),
    )


def _judge_row(row: Requirement, documents: Documents, day: int, rulebook: Rulebook) -> RequirementVerdict:
    tree = _explain_tree(row.expression, documents, day)
    known = tuple(rulebook.sources[source] for source in row.sources if source in rulebook.sources)
    return RequirementVerdict(row, tree.met, tree, known)


def _explain_tree(expression: Expression, documents: Documents, day: int) -> LeafVerdict | BranchVerdict:
    if isinstance(expression, Leaf):
        return _explain_leaf(expression, documents, day)
    parts = tuple(_explain_tree(part, documents, day) for part in expression.parts)
    if isinstance(expression, AllOf):
        return BranchVerdict("all_of", all(part.met for part in parts), parts)
    return BranchVerdict("any_of", any(part.met for part in parts), parts)


def _explain_leaf(leaf: Leaf, documents: Documents, day: int) -> LeafVerdict:
    in_force = [fit for fit in documents.fits(leaf) if fit.first <= day <= fit.last]
    if documents.suffice(leaf, in_force):
        return _explain_met(leaf, in_force, documents)
    held = tuple(documents.of_type.get(leaf.evidence, ()))
    fitting = [fit for document in held for fit in fits_whoever_issued(leaf, document, documents.rulebook)]
    if not fitting:
        return LeafVerdict(leaf, LeafCode.DOES_NOT_FIT if held else LeafCode.ABSENT, held)
    if refused := [fit.document for fit in fitting if fit.first <= day <= fit.last]:
        return _explain_refused(leaf, refused, documents)
    if named := [fit.document for fit in fitting if _in_force(fit.document, day)]:
        return LeafVerdict(leaf, LeafCode.EDITION_NOT_ACCEPTED, _distinct(named))
    if later := [fit.document for fit in fitting if fit.first > day]:
        return LeafVerdict(leaf, LeafCode.NOT_YET_IN_FORCE, _distinct(later))
    return LeafVerdict(leaf, LeafCode.LAPSED, _distinct(fit.document for fit in fitting))


def _explain_met(leaf: Leaf, in_force: list[Fit], documents: Documents) -> LeafVerdict:
    """The documents that meet the leaf; where one of them does so firmly, no remark is left."""
    firm = [fit for fit in in_force if not fit.remarks]
    counted = firm if documents.suffice(leaf, firm) else in_force
    remarks = () if counted is firm else in_force[0].remarks
    if not asks_for_languages(leaf.evidence, documents.rulebook):
        return LeafVerdict(leaf, LeafCode.MET, _distinct(fit.document for fit in in_force), remarks)
    together = documents.languages_of(counted)
    alone = [fit for fit in counted if documents.languages_of([fit]) == together]
    needed = _distinct(fit.document for fit in alone or counted)
    return LeafVerdict(leaf, LeafCode.MET, needed, (*remarks, *together.remarks))


def _explain_refused(leaf: Leaf, refused: list[Evidence], documents: Documents) -> LeafVerdict:
    """Documents that state what is required on the day, but do not count for this product or destination, or because of
    their holder or issuer: those that come closest, with what stands in their way."""
    dossier, rulebook = documents.dossier, documents.rulebook
    kind = rulebook.evidence_types.get(leaf.evidence)
    tests: tuple[tuple[LeafCode, Callable[[Evidence], bool]], ...] = (
        (LeafCode.HELD_BY_ANOTHER, lambda one: kind is None or has_permitted_holder(one, kind)),
        (LeafCode.OF_ANOTHER_MANUFACTURER, lambda one: is_of_the_manufacturer(one, dossier)),
        (LeafCode.NAMES_OTHER_MODELS, lambda one: is_of_the_model(one, dossier)),
        (LeafCode.ESTABLISHED_ELSEWHERE, lambda one: is_established_rightly(one, dossier, rulebook)),
        (LeafCode.AUTHORITY_NOT_ACCEPTED, lambda one: judge_authority(one, dossier, rulebook) is not None),
        (LeafCode.QUANTITY_EXCEEDED, lambda one: is_for_the_quantity(one, dossier)),
    )
    left = refused
    for code, passes in tests:
        passed = [document for document in left if passes(document)]
        if not passed:
            return LeafVerdict(leaf, code, _distinct(left))
        left = passed
    if asks_for_languages(leaf.evidence, rulebook) and not judge_languages(left, dossier, rulebook).are_enough:
        return LeafVerdict(
            leaf, LeafCode.OTHER_LANGUAGES, _distinct(left), lacking=lacking_languages(left, dossier, rulebook)
        )
    return LeafVerdict(leaf, LeafCode.ISSUER_NOT_ENTITLED, _distinct(left))


def _is_firm(tree: LeafVerdict | BranchVerdict) -> bool:
    """Whether the tree is met by documents without a remark."""
    if isinstance(tree, LeafVerdict):
        return tree.met and not tree.remarks
    parts = (_is_firm(part) for part in tree.parts)
    return all(parts) if tree.kind == "all_of" else any(parts)


def _in_force(document: Evidence, day: int) -> bool:
    first, last = days.span(document.valid_from, document.valid_until)
    return first <= day <= last


def _distinct(documents: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(documents))


def _reasons_not_assessed(
    dossier: Dossier, rulebook: Rulebook, applicable: ApplicableRequirements, question: BuyerQuestion | None
) -> tuple[Finding, ...]:
    if dossier.market is None or dossier.market == CHINA:
        return (Finding(FindingCode.NO_MARKET),)
    if question:
        return (_depends_on_buyer(applicable.all, question),)
    if applicable.manual:
        return (Finding(FindingCode.MANUAL_REVIEW, tuple(row.id for row in applicable.manual)),)
    known = rulebook.requirements_for(dossier.product_type, dossier.market)
    return (Finding(FindingCode.NO_ROUTE_FITS if known else FindingCode.NO_REQUIREMENT),)


def _depends_on_buyer(rows: Iterable[Requirement], question: BuyerQuestion) -> Finding:
    """The rows that ask the question."""
    asking = (row.id for row in rows if question.fact in dict(row.buyer))
    return Finding(FindingCode.DEPENDS_ON_BUYER, tuple(asking))


def _reasons(state: State, judged: _JudgedRows, question: BuyerQuestion | None) -> Iterable[Finding]:
    alternatives, additional, export = judged
    if not any(verdict.met for verdict in alternatives):
        yield Finding(FindingCode.NO_ROUTE_MET, _ids(alternatives))
    if unmet := [verdict for verdict in additional if not verdict.met]:
        yield Finding(FindingCode.ADDITIONAL_NOT_MET, _ids(unmet))
    if export and not any(verdict.met for verdict in export):
        yield Finding(FindingCode.EXPORT_NOT_MET, _ids(export))
    if state is State.CONDITIONAL:
        low = [one for one in (*alternatives, *export) if one.met and one.requirement.confidence is Confidence.LOW]
        yield from [Finding(FindingCode.LOW_CONFIDENCE_ONLY, _ids(low))] if low else []
        remarked = [one for one in judged.all if one.met and not _is_firm(one.tree)]
        yield from [Finding(FindingCode.REMARKS_ONLY, _ids(remarked))] if remarked else []
    if question:
        yield _depends_on_buyer((one.requirement for one in judged.all), question)


def _ids(verdicts: Iterable[RequirementVerdict]) -> tuple[str, ...]:
    return tuple(verdict.requirement.id for verdict in verdicts)


def _confidence(state: State, judged: _JudgedRows) -> Confidence:
    """The confidence of the answer.

    If it ships: that of its surest route, of the destination's and of China's export rows the lower. If it is blocked:
    that of the surest requirement that is not met, or of all where what is met depends on the buyer's side.
    """
    if state is State.CONDITIONAL:
        return Confidence.LOW
    routes = (judged.alternatives, judged.export)
    if state.ships:
        groups = [_highest_confidence(one for one in group if one.met) for group in routes if group]
        return min(groups, key=CONFIDENCE_ORDER.index)
    unmet = [one for one in judged.additional if not one.met]
    for group in routes:
        if not any(one.met for one in group):
            unmet.extend(group)
    return _highest_confidence(unmet or judged.all)


def _highest_confidence(verdicts: Iterable[RequirementVerdict]) -> Confidence:
    return max((one.requirement.confidence for one in verdicts), key=CONFIDENCE_ORDER.index)
