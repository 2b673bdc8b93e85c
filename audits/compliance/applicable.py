"""Which requirements apply to a product, and the state that they give: one route is enough, additional rows are all needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from audits.compliance.dossier import Dossier
from audits.compliance.expression import condition_fits
from audits.compliance.reference import Confidence
from audits.compliance.rulebook import Combine, Outcome, Requirement, Rulebook
from audits.compliance.verdict import State

CHINA = "CN"
RowPredicate = Callable[[Requirement], bool]


@dataclass(frozen=True, slots=True)
class ApplicableRequirements:
    """The requirements that apply to a product, by how they combine. ``export`` is what China requires of the shipment."""

    alternatives: tuple[Requirement, ...] = ()
    additional: tuple[Requirement, ...] = ()
    manual: tuple[Requirement, ...] = ()
    export: tuple[Requirement, ...] = ()

    @property
    def all(self) -> tuple[Requirement, ...]:
        """Every requirement, of any kind."""
        return (*self.alternatives, *self.additional, *self.manual, *self.export)

    def only(self, keep: Callable[[Requirement], bool]) -> ApplicableRequirements:
        """The same without the requirements that ``keep`` refuses."""
        kinds = (self.alternatives, self.additional, self.manual, self.export)
        return ApplicableRequirements(*(tuple(row for row in kind if keep(row)) for kind in kinds))

    def on(self, day: date) -> ApplicableRequirements:
        """The requirements in force on that day."""
        return self.only(lambda row: row.in_force(day))


def applicable_requirements(dossier: Dossier, rulebook: Rulebook) -> ApplicableRequirements:
    """The requirements of any day for this product type and market whose condition the product fits.

    China is never a destination here: its rows apply to what is shipped from China, as the exporter.
    """
    if dossier.market is None or dossier.market == CHINA:
        return ApplicableRequirements()
    rows = _fitting_rows(dossier, rulebook, dossier.market)
    export = _fitting_rows(dossier, rulebook, CHINA) if dossier.shipped_from_china else []
    clearing = [row for row in rows if row.outcome is Outcome.ALLOWED_IF]
    return ApplicableRequirements(
        alternatives=tuple(row for row in clearing if row.combine is Combine.ALTERNATIVE),
        additional=tuple(row for row in clearing if row.combine is Combine.ADDITIONAL),
        manual=tuple(row for row in rows if row.outcome is Outcome.MANUAL_REVIEW),
        export=tuple(
            row for row in export if row.outcome is Outcome.ALLOWED_IF and row.combine is not Combine.INFORMATIONAL
        ),
    )


def _fitting_rows(dossier: Dossier, rulebook: Rulebook, market: str) -> list[Requirement]:
    rows = rulebook.requirements_for(dossier.product_type, market)
    return [row for row in rows if condition_fits(row, dossier.attributes)]


def state_of(applicable: ApplicableRequirements, is_met: RowPredicate) -> State:
    """The state that a day's requirements give when ``is_met`` says which of them are met.

    One alternative is enough and every additional one is needed. A product that a person must examine, or that no
    alternative fits, is not assessed. What rests on low-confidence alternatives alone is conditional.
    """
    if applicable.manual or not applicable.alternatives:
        return State.NOT_ASSESSED
    if not all(is_met(row) for row in applicable.additional):
        return State.BLOCKED
    state = _state_of_routes(applicable.alternatives, is_met)
    if not applicable.export:
        return state
    export = _state_of_routes(applicable.export, is_met)
    return export if state is State.CLEARED or export is State.BLOCKED else state


def _state_of_routes(routes: Iterable[Requirement], is_met: RowPredicate) -> State:
    state = State.BLOCKED
    for row in routes:
        if is_met(row):
            if row.confidence is not Confidence.LOW:
                return State.CLEARED
            state = State.CONDITIONAL
    return state
