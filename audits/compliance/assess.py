"""May this product go there on that day, and why: the one question, answered from facts alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from audits.compliance import days
from audits.compliance.acceptance import has_permitted_holder
from audits.compliance.applicable import CHINA, ApplicableRequirements, applicable_requirements, state_of
from audits.compliance.buyer_side import judge_if_buyer_complies
from audits.compliance.dossier import Dossier, Evidence
from audits.compliance.expression import Documents, fits_by_what_it_says
from audits.compliance.home_market import home_market_facts
from audits.compliance.rulebook import CONFIDENCE_ORDER, AllOf, Confidence, Expression, Leaf, Requirement, Rulebook
from audits.compliance.verdict import (
    BranchVerdict,
    Finding,
    FindingCode,
    LeafCode,
    LeafVerdict,
    RequirementVerdict,
    State,
    Verdict,
)


def assess(dossier: Dossier, rulebook: Rulebook, *, on: date) -> Verdict:
    """The answer for that day with the whole tree of why."""
    applicable = applicable_requirements(dossier, rulebook).on(on)
    documents = Documents(dossier.evidence, rulebook)
    day = on.toordinal()

    def judge(rows: Iterable[Requirement]) -> tuple[RequirementVerdict, ...]:
        return tuple(_judge(row, documents, day, rulebook) for row in rows)

    alternatives, additional, export = (
        judge(applicable.alternatives),
        judge(applicable.additional),
        judge(applicable.export),
    )
    outcomes = {one.requirement.id: one.met for one in (*alternatives, *additional, *export)}
    state = state_of(applicable, lambda row: outcomes[row.id])
    if state is State.NOT_ASSESSED:
        findings = _unassessed(dossier, rulebook, applicable)
        return Verdict(
            state, state, on, dossier.market, findings=findings, home_market=home_market_facts(dossier, rulebook, on=on)
        )
    judged = (*alternatives, *additional, *export)
    return Verdict(
        state=state,
        state_if_buyer_complies=judge_if_buyer_complies(applicable, documents, day)
        if state is State.BLOCKED
        else state,
        on=on,
        market=dossier.market,
        rows=tuple(one.requirement.id for one in judged if one.met or state is State.BLOCKED),
        confidence=_confidence(state, alternatives, additional, export),
        alternatives=alternatives,
        additional=additional,
        export=export,
        findings=tuple(_findings(state, alternatives, additional, export)),
        home_market=home_market_facts(dossier, rulebook, on=on),
    )


def _judge(row: Requirement, documents: Documents, day: int, rulebook: Rulebook) -> RequirementVerdict:
    tree = _explain(row.expression, documents, day)
    known = tuple(rulebook.sources[source] for source in row.sources if source in rulebook.sources)
    return RequirementVerdict(row, tree.met, tree, known)


def _explain(expression: Expression, documents: Documents, day: int) -> LeafVerdict | BranchVerdict:
    if isinstance(expression, Leaf):
        return _explain_leaf(expression, documents, day)
    parts = tuple(_explain(part, documents, day) for part in expression.parts)
    if isinstance(expression, AllOf):
        return BranchVerdict("all_of", all(part.met for part in parts), parts)
    return BranchVerdict("any_of", any(part.met for part in parts), parts)


def _explain_leaf(leaf: Leaf, documents: Documents, day: int) -> LeafVerdict:
    if meeting := [fit.document for fit in documents.fits(leaf) if fit.first <= day <= fit.last]:
        return LeafVerdict(leaf, LeafCode.MET, _distinct(meeting))
    held = tuple(documents.of_type.get(leaf.evidence, ()))
    found = [fit for document in held for fit in fits_by_what_it_says(leaf, document, documents.rulebook)]
    if not found:
        return LeafVerdict(leaf, LeafCode.DOES_NOT_FIT if held else LeafCode.ABSENT, held)
    if refused := [fit.document for fit in found if fit.first <= day <= fit.last]:
        return _explain_refused(leaf, refused, documents.rulebook)
    if in_force := [fit.document for fit in found if _in_force(fit.document, day)]:
        return LeafVerdict(leaf, LeafCode.EDITION_NOT_ACCEPTED, _distinct(in_force))
    if later := [fit.document for fit in found if fit.first > day]:
        return LeafVerdict(leaf, LeafCode.NOT_YET_IN_FORCE, _distinct(later))
    return LeafVerdict(leaf, LeafCode.LAPSED, _distinct(fit.document for fit in found))


def _explain_refused(leaf: Leaf, refused: list[Evidence], rulebook: Rulebook) -> LeafVerdict:
    """Documents that say what is asked on the day, and do not count for who holds or who issued them."""
    kind = rulebook.evidence_types[leaf.evidence]
    issued = [document for document in refused if has_permitted_holder(document, kind)]
    code = LeafCode.ISSUER_NOT_ENTITLED if issued else LeafCode.HELD_BY_ANOTHER
    return LeafVerdict(leaf, code, _distinct(issued or refused))


def _in_force(document: Evidence, day: int) -> bool:
    first, last = days.span(document.valid_from, document.valid_until)
    return first <= day <= last


def _distinct(documents: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(documents))


def _unassessed(dossier: Dossier, rulebook: Rulebook, applicable: ApplicableRequirements) -> tuple[Finding, ...]:
    if dossier.market is None or dossier.market == CHINA:
        return (Finding(FindingCode.NO_MARKET),)
    if applicable.manual:
        return (Finding(FindingCode.MANUAL_REVIEW, tuple(row.id for row in applicable.manual)),)
    known = rulebook.requirements_for(dossier.product_type, dossier.market)
    return (Finding(FindingCode.NO_ROUTE_FITS if known else FindingCode.NO_REQUIREMENT),)


def _findings(
    state: State,
    alternatives: tuple[RequirementVerdict, ...],
    additional: tuple[RequirementVerdict, ...],
    export: tuple[RequirementVerdict, ...],
) -> Iterable[Finding]:
    if not any(one.met for one in alternatives):
        yield Finding(FindingCode.NO_ROUTE_MET, _ids(alternatives))
    if unmet := [one for one in additional if not one.met]:
        yield Finding(FindingCode.ADDITIONAL_NOT_MET, _ids(unmet))
    if export and not any(one.met for one in export):
        yield Finding(FindingCode.EXPORT_NOT_MET, _ids(export))
    if state is State.CONDITIONAL:
        met = [one for one in (*alternatives, *export) if one.met and one.requirement.confidence is Confidence.LOW]
        yield Finding(FindingCode.LOW_CONFIDENCE_ONLY, _ids(met))


def _ids(verdicts: Iterable[RequirementVerdict]) -> tuple[str, ...]:
    return tuple(one.requirement.id for one in verdicts)


def _confidence(
    state: State,
    alternatives: tuple[RequirementVerdict, ...],
    additional: tuple[RequirementVerdict, ...],
    export: tuple[RequirementVerdict, ...],
) -> Confidence:
    """Of an answer that ships: its surest route, there and out of China, the less sure of the two. Of a blocked one:
    the surest requirement that stands in the way."""
    if state.ships:
        groups = [_surest(one for one in group if one.met) for group in (alternatives, export) if group]
        return min(groups, key=CONFIDENCE_ORDER.index)
    in_the_way = [one for one in additional if not one.met]
    for group in (alternatives, export):
        if not any(one.met for one in group):
            in_the_way.extend(group)
    return _surest(in_the_way)


def _surest(verdicts: Iterable[RequirementVerdict]) -> Confidence:
    return max((one.requirement.confidence for one in verdicts), key=CONFIDENCE_ORDER.index)
