"""What the rules answer: a state, and the whole tree of why. Codes and parameters, no prose."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from audits.compliance.dossier import Evidence
from audits.compliance.rulebook import Confidence, HomeStatus, Leaf, Requirement, Source


class State(StrEnum):
    """The four answers. ``conditional``: met by low-confidence requirements alone, to be confirmed with the authority."""

    CLEARED = "cleared"
    CONDITIONAL = "conditional"
    BLOCKED = "blocked"
    NOT_ASSESSED = "not_assessed"

    @property
    def ships(self) -> bool:
        """Whether the documents on file meet what is asked, surely or not."""
        return self in (State.CLEARED, State.CONDITIONAL)


class SupplierPart(StrEnum):
    """Whether all that the supplier's side must bring is there, whatever the buyer's side must add."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"


def supplier_part(state_if_buyer_complies: State) -> SupplierPart | None:
    """The supplier's part, by the state that the buyer's documents would make; ``None`` where nothing was assessed."""
    if state_if_buyer_complies is State.NOT_ASSESSED:
        return None
    return SupplierPart.COMPLETE if state_if_buyer_complies.ships else SupplierPart.INCOMPLETE


class FindingCode(StrEnum):
    """What an answer rests on, beside the trees."""

    NO_MARKET = "no-market"
    NO_REQUIREMENT = "no-requirement"
    NO_ROUTE_FITS = "no-route-fits"
    MANUAL_REVIEW = "manual-review"
    NO_ROUTE_MET = "no-route-met"
    ADDITIONAL_NOT_MET = "additional-not-met"
    EXPORT_NOT_MET = "export-not-met"
    LOW_CONFIDENCE_ONLY = "low-confidence-only"


class LeafCode(StrEnum):
    """How one asked-for document stands on the day."""

    MET = "evidence-in-force"
    ABSENT = "evidence-absent"
    DOES_NOT_FIT = "evidence-does-not-fit"
    NOT_YET_IN_FORCE = "evidence-not-yet-in-force"
    LAPSED = "evidence-lapsed"
    EDITION_NOT_ACCEPTED = "standard-edition-not-accepted"
    HELD_BY_ANOTHER = "held-by-another"
    ISSUER_NOT_ENTITLED = "issuer-not-entitled"


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason for the state, with the requirements it speaks of."""

    code: FindingCode
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeafVerdict:
    """One asked-for document: met by which, or how far the documents of that type are from it."""

    leaf: Leaf
    code: LeafCode
    documents: tuple[Evidence, ...] = ()

    @property
    def met(self) -> bool:
        """Whether a document meets it on the day."""
        return self.code is LeafCode.MET


@dataclass(frozen=True, slots=True)
class BranchVerdict:
    """A branch of the tree: ``all_of`` or ``any_of``, met or not, with every part."""

    kind: str
    met: bool
    parts: tuple[TreeVerdict, ...]


TreeVerdict = LeafVerdict | BranchVerdict


@dataclass(frozen=True, slots=True)
class RequirementVerdict:
    """A requirement that applies on the day: met or not, branch by branch, and who says so."""

    requirement: Requirement
    met: bool
    tree: TreeVerdict
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class HomeMarketFact:
    """What documents in force on the day say of the product in China itself: information, never a condition."""

    status: HomeStatus
    documents: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one dossier on one day."""

    state: State
    state_if_buyer_complies: State
    """The state with every document that only the buyer's side can hold; of what ships already, its own state."""
    on: date
    market: str | None
    rows: tuple[str, ...] = ()
    """Requirements that the answer rests on: those met when it ships, every one judged when it is blocked."""
    confidence: Confidence | None = None
    """How sure the answer is; ``None`` when nothing was assessed."""
    alternatives: tuple[RequirementVerdict, ...] = ()
    additional: tuple[RequirementVerdict, ...] = ()
    export: tuple[RequirementVerdict, ...] = ()
    """What China asks of the shipment; alternatives among themselves."""
    findings: tuple[Finding, ...] = field(default=())
    home_market: tuple[HomeMarketFact, ...] = ()
    """What is known of the product in China itself, of what ships from there; no answer rests on it."""

    @property
    def supplier_part(self) -> SupplierPart | None:
        """Whether the supplier's side is complete; ``None`` when nothing was assessed."""
        return supplier_part(self.state_if_buyer_complies)

    @property
    def is_ready(self) -> bool:
        """Not shipping yet, and only documents of the buyer's side are missing."""
        return self.state_if_buyer_complies.ships and not self.state.ships

    @property
    def judged(self) -> tuple[RequirementVerdict, ...]:
        """Every requirement that applies, with its tree."""
        return (*self.alternatives, *self.additional, *self.export)
