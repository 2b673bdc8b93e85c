"""What is asked of a product, and the state that it gives: routes are alternatives, additional rows are all needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from audits.compliance.dossier import Dossier
from audits.compliance.expression import condition_fits
from audits.compliance.rulebook import Combine, Confidence, Outcome, Requirement, Rulebook
from audits.compliance.verdict import State

CHINA = "CN"
IsMet = Callable[[Requirement], bool]


@dataclass(frozen=True, slots=True)
class ApplicableRequirements:
    """What is asked of a product, sorted by how it stands beside its neighbours."""

    alternatives: tuple[Requirement, ...] = ()
    additional: tuple[Requirement, ...] = ()
    manual: tuple[Requirement, ...] = ()
    export: tuple[Requirement, ...] = ()

    @property
    def all(self) -> tuple[Requirement, ...]:
        """Every requirement, of any kind."""
        return (*self.alternatives, *self.additional, *self.manual, *self.export)

    def only(self, keep: Callable[[Requirement], bool]) -> ApplicableRequirements:
        """The same without the requirements that ``keep`` turns down."""
        kinds = (self.alternatives, self.additional, self.manual, self.export)
        return ApplicableRequirements(*(tuple(row for row in kind if keep(row)) for kind in kinds))

    def on(self, day: date) -> ApplicableRequirements:
        """What is asked on that day."""
        return self.only(lambda row: row.in_force(day))


def applicable_requirements(dossier: Dossier, rulebook: Rulebook) -> ApplicableRequirements:
    """What is asked of this product on any day: the requirements of its pair whose condition it fits.

    China asks only of what is shipped from China, and as the exporter only: it is no destination here.
    """
    if dossier.market is None or dossier.market == CHINA:
        return ApplicableRequirements()
    here = _fitting(dossier, rulebook, dossier.market)
    export = _fitting(dossier, rulebook, CHINA) if dossier.shipped_from_china else []
    clearing = [row for row in here if row.outcome is Outcome.ALLOWED_IF]
    return ApplicableRequirements(
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


def state_of(applicable: ApplicableRequirements, met: IsMet) -> State:
    """The state that a day's requirements give when ``met`` says which are.

    One alternative is enough and every additional one is needed. Nobody answers for a product that must be looked at
    by a person or that no alternative fits. What rests on low-confidence alternatives alone is conditional.
    """
    if applicable.manual or not applicable.alternatives:
        return State.NOT_ASSESSED
    if not all(met(row) for row in applicable.additional):
        return State.BLOCKED
    state = _state_of_routes(applicable.alternatives, met)
    if not applicable.export:
        return state
    export = _state_of_routes(applicable.export, met)
    return export if state is State.CLEARED or export is State.BLOCKED else state


def _state_of_routes(routes: Iterable[Requirement], met: IsMet) -> State:
    state = State.BLOCKED
    for row in routes:
        if met(row):
            if row.confidence is not Confidence.LOW:
                return State.CLEARED
            state = State.CONDITIONAL
    return state
