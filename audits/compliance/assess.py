"""May this product go there on that day, and why: the one question, answered from facts alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from audits.compliance.dossier import Dossier, Evidence
from audits.compliance.expression import Papers, condition_fits
from audits.compliance.rulebook import AllOf, Combine, Confidence, Expression, Leaf, Outcome, Requirement, Rulebook
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

CHINA = "CN"
SURENESS = {Confidence.LOW: 0, Confidence.MEDIUM: 1, Confidence.HIGH: 2}
IsMet = Callable[[Requirement], bool]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a product, sorted by how it stands beside its neighbours."""

    alternatives: tuple[Requirement, ...] = ()
    additional: tuple[Requirement, ...] = ()
    manual: tuple[Requirement, ...] = ()
    export: tuple[Requirement, ...] = ()

    @property
    def all(self) -> tuple[Requirement, ...]:
        """Every requirement, of any kind."""
        return (*self.alternatives, *self.additional, *self.manual, *self.export)

    def only(self, keep: Callable[[Requirement], bool]) -> Asked:
        """The same without the requirements that ``keep`` turns down."""
        kinds = (self.alternatives, self.additional, self.manual, self.export)
        return Asked(*(tuple(row for row in kind if keep(row)) for kind in kinds))

    def on(self, day: date) -> Asked:
        """What is asked on that day."""
        return self.only(lambda row: row.in_force(day))


def asked_of(dossier: Dossier, rulebook: Rulebook) -> Asked:
    """What is asked of this product on any day: the requirements of its pair whose condition it fits.

    China asks only of what is shipped from China, and as the exporter only: it is no destination here.
    """
    if dossier.market is None or dossier.market == CHINA:
        return Asked()
    here = _fitting(dossier, rulebook, dossier.market)
    export = _fitting(dossier, rulebook, CHINA) if dossier.shipped_from_china else []
    clearing = [row for row in here if row.outcome is Outcome.ALLOWED_IF]
    return Asked(
        alternatives=tuple(row for row in clearing if row.combine is Combine.ALTERNATIVE),
        additional=tuple(row for row in clearing if row.combine is Combine.ADDITIONAL),
        manual=tuple(row for row in here if row.outcome is Outcome.MANUAL_REVIEW),
        export=tuple(
            row for row in export if row.outcome is Outcome.ALLOWED_IF and row.combine is not Combine.INFORMATIONAL
        ),
    )


def _fitting(dossier: Dossier, rulebook: Rulebook, market: str) -> list[Requirement]:
    rows = rulebook.requirements_for(dossier.product_type, market)
    return [row for row in rows if condition_fits(row, dossier.attributes)]


def state_of(asked: Asked, met: IsMet) -> State:
    """The state that a day's requirements give when ``met`` says which are.

    One alternative is enough and every additional one is needed. Nobody answers for a product that must be looked at
    by a person or that no alternative fits. What rests on low-confidence alternatives alone is conditional.
    """
    if asked.manual or not asked.alternatives:
        return State.NOT_ASSESSED
    if not all(met(row) for row in asked.additional):
        return State.BLOCKED
    state = _state_of_routes(asked.alternatives, met)
    if state is State.BLOCKED or not asked.export:
        return state
    export = _state_of_routes(asked.export, met)
    return export if state is State.CLEARED or export is State.BLOCKED else state


def _state_of_routes(routes: Iterable[Requirement], met: IsMet) -> State:
    state = State.BLOCKED
    for row in routes:
        if met(row):
            if row.confidence is not Confidence.LOW:
                return State.CLEARED
            state = State.CONDITIONAL
    return state


def assess(dossier: Dossier, rulebook: Rulebook, *, on: date) -> Verdict:
    """The answer for that day with the whole tree of why."""
    asked = asked_of(dossier, rulebook).on(on)
    papers = Papers(dossier.evidence, rulebook.editions_by_number)
    day = on.toordinal()

    def judge(rows: Iterable[Requirement]) -> tuple[RequirementVerdict, ...]:
        return tuple(_judge(row, papers, day, rulebook) for row in rows)

    alternatives, additional, export = judge(asked.alternatives), judge(asked.additional), judge(asked.export)
    outcomes = {one.requirement.id: one.met for one in (*alternatives, *additional, *export)}
    state = state_of(asked, lambda row: outcomes[row.id])
    if state is State.NOT_ASSESSED:
        return Verdict(state, on, dossier.market, findings=_unassessed(dossier, rulebook, asked))
    judged = (*alternatives, *additional, *export)
    return Verdict(
        state=state,
        on=on,
        market=dossier.market,
        rows=tuple(one.requirement.id for one in judged if one.met or state is State.BLOCKED),
        confidence=_confidence(state, alternatives, additional, export),
        alternatives=alternatives,
        additional=additional,
        export=export,
        findings=tuple(_findings(state, alternatives, additional, export)),
    )


def _judge(row: Requirement, papers: Papers, day: int, rulebook: Rulebook) -> RequirementVerdict:
    tree = _explain(row.expression, papers, day)
    known = tuple(rulebook.sources[source] for source in row.sources if source in rulebook.sources)
    return RequirementVerdict(row, tree.met, tree, known)


def _explain(expression: Expression, papers: Papers, day: int) -> LeafVerdict | BranchVerdict:
    if isinstance(expression, Leaf):
        return _explain_leaf(expression, papers, day)
    parts = tuple(_explain(part, papers, day) for part in expression.parts)
    if isinstance(expression, AllOf):
        return BranchVerdict("all_of", all(part.met for part in parts), parts)
    return BranchVerdict("any_of", any(part.met for part in parts), parts)


def _explain_leaf(leaf: Leaf, papers: Papers, day: int) -> LeafVerdict:
    found = papers.fits(leaf)
    if meeting := [fit.paper for fit in found if fit.first <= day <= fit.last]:
        return LeafVerdict(leaf, LeafCode.MET, _distinct(meeting))
    if not found:
        held = tuple(papers.of_type.get(leaf.evidence, ()))
        return LeafVerdict(leaf, LeafCode.DOES_NOT_FIT if held else LeafCode.ABSENT, held)
    in_force = [fit.paper for fit in found if _in_force(fit.paper, day)]
    if in_force:
        return LeafVerdict(leaf, LeafCode.EDITION_NOT_ACCEPTED, _distinct(in_force))
    if later := [fit.paper for fit in found if fit.first > day]:
        return LeafVerdict(leaf, LeafCode.NOT_YET_IN_FORCE, _distinct(later))
    return LeafVerdict(leaf, LeafCode.LAPSED, _distinct(fit.paper for fit in found))


def _in_force(paper: Evidence, day: int) -> bool:
    starts = paper.valid_from is None or paper.valid_from.toordinal() <= day
    return starts and (paper.valid_until is None or day <= paper.valid_until.toordinal())


def _distinct(papers: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(papers))


def _unassessed(dossier: Dossier, rulebook: Rulebook, asked: Asked) -> tuple[Finding, ...]:
    if dossier.market is None or dossier.market == CHINA:
        return (Finding(FindingCode.NO_MARKET),)
    if asked.manual:
        return (Finding(FindingCode.MANUAL_REVIEW, tuple(row.id for row in asked.manual)),)
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
        return min(groups, key=SURENESS.__getitem__)
    in_the_way = [one for one in additional if not one.met]
    for group in (alternatives, export):
        if not any(one.met for one in group):
            in_the_way.extend(group)
    return _surest(in_the_way)


def _surest(verdicts: Iterable[RequirementVerdict]) -> Confidence:
    return max((one.requirement.confidence for one in verdicts), key=SURENESS.__getitem__)
