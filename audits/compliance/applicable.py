"""Which requirements apply to a product, and the state that they give: one route is enough, additional rows are all needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from audits.compliance.buyer_facts import NOTHING_OPEN, BuyerFacts, buyer_fits, possible_buyers
from audits.compliance.dossier import Dossier
from audits.compliance.expression import condition_fits
from audits.compliance.reference import Confidence
from audits.compliance.rulebook import Combine, Outcome, Requirement, Rulebook
from audits.compliance.verdict import State

CHINA = "CN"
RowPredicate = Callable[[Requirement], bool]


@dataclass(frozen=True, slots=True)
class ApplicableRequirements:
    """The requirements that apply to a product, by how they combine. ``export`` is what China requires of the shipment.

    ``possible_buyers`` has every combination of answers to what the buyer's side left open. ``shipped_on`` is the day by
    which China's rows are judged; None: the day that is asked about.
    """

    alternatives: tuple[Requirement, ...] = ()
    additional: tuple[Requirement, ...] = ()
    manual: tuple[Requirement, ...] = ()
    export: tuple[Requirement, ...] = ()
    prohibitions: tuple[Requirement, ...] = ()
    possible_buyers: tuple[BuyerFacts, ...] = NOTHING_OPEN
    shipped_on: date | None = None

    @property
    def all(self) -> tuple[Requirement, ...]:
        """Every requirement, of any kind."""
        return (*self.alternatives, *self.additional, *self.manual, *self.export, *self.prohibitions)

    def only(self, keep: RowPredicate) -> ApplicableRequirements:
        """The same without the requirements that ``keep`` refuses."""
        return ApplicableRequirements(
            tuple(filter(keep, self.alternatives)),
            tuple(filter(keep, self.additional)),
            tuple(filter(keep, self.manual)),
            tuple(filter(keep, self.export)),
            tuple(filter(keep, self.prohibitions)),
            self.possible_buyers,
            self.shipped_on,
        )

    def on(self, day: date) -> ApplicableRequirements:
        """The requirements in force on that day; of China's, those in force on the day of shipping."""
        return self.only(lambda row: row.in_force(self.day_of(row, day)))

    def day_of(self, row: Requirement, day: date) -> date:
        """The day by which a row is judged when ``day`` is asked about."""
        return self.shipped_on if self.shipped_on and row.market == CHINA else day

    def for_buyer(self, buyer: BuyerFacts) -> ApplicableRequirements:
        """The requirements for a buyer's side that answers the open facts like this."""
        return self.only(lambda row: buyer_fits(row.buyer, buyer) is not False) if buyer else self


def applicable_requirements(dossier: Dossier, rulebook: Rulebook) -> ApplicableRequirements:
    """The requirements of any day for this product type and market whose conditions the product and the buyer's side fit.

    A row whose condition on the buyer's side is open is among them. China is never a destination here: its rows apply to
    what is shipped from China, as the exporter.
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
        prohibitions=tuple(row for row in (*rows, *export) if row.outcome is Outcome.PROHIBITED),
        possible_buyers=possible_buyers((row.buyer for row in (*rows, *export)), dossier.buyer, rulebook.buyer_facts),
        shipped_on=dossier.shipped_on,
    )


def _fitting_rows(dossier: Dossier, rulebook: Rulebook, market: str) -> list[Requirement]:
    rows = rulebook.requirements_for(dossier.product_type, market)
    return [
        row
        for row in rows
        if condition_fits(row, dossier.attributes)
        and (not row.buyer or buyer_fits(row.buyer, dossier.buyer) is not False)
    ]


def state_of(applicable: ApplicableRequirements, is_met: RowPredicate) -> State:
    """The state that a day's requirements give when ``is_met`` says which of them are met.

    Where facts of the buyer's side are open, every possible answer is judged, and the state is what holds whatever the
    answer is: the weakest. Where only some answers are a prohibition or not assessed, it is not assessed until somebody answers.
    """
    if len(applicable.possible_buyers) == 1:
        return _state_for_buyer(applicable.for_buyer(applicable.possible_buyers[0]), is_met)
    states = {_state_for_buyer(applicable.for_buyer(buyer), is_met) for buyer in applicable.possible_buyers}
    if len(states) == 1:
        return states.pop()
    if states & {State.NOT_ASSESSED, State.PROHIBITED}:
        return State.NOT_ASSESSED
    return State.BLOCKED if State.BLOCKED in states else State.CONDITIONAL


def _state_for_buyer(applicable: ApplicableRequirements, is_met: RowPredicate) -> State:
    """What is prohibited stays so whatever else is met.

    One alternative is enough and every additional one is needed. A product that a person must examine, or that no
    alternative fits, is not assessed. What rests on low-confidence alternatives alone is conditional.
    """
    if applicable.prohibitions:
        return State.PROHIBITED
    if applicable.manual or not applicable.alternatives:
        return State.NOT_ASSESSED
    if not all(is_met(row) for row in applicable.additional):
        return State.BLOCKED
    state = _state_of_routes(applicable.alternatives, is_met)
    if not applicable.export:
        return state
    export = _state_of_routes(applicable.export, is_met)
    return export if state is State.CLEARED or export is State.BLOCKED else state


def state_with_remarks(applicable: ApplicableRequirements, is_met: RowPredicate, is_firmly_met: RowPredicate) -> State:
    """The state of a day where some documents count with a remark: what is cleared by those alone is conditional."""
    state = state_of(applicable, is_met)
    if state is State.CLEARED and state_of(applicable, is_firmly_met) is not State.CLEARED:
        return State.CONDITIONAL
    return state


def _state_of_routes(routes: Iterable[Requirement], is_met: RowPredicate) -> State:
    state = State.BLOCKED
    for row in routes:
        if is_met(row):
            if row.confidence is not Confidence.LOW:
                return State.CLEARED
            state = State.CONDITIONAL
    return state
