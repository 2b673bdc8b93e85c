"""What the rules answer: a state, and the tree of reasons. Codes and parameters only; sentences are written elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from audits.compliance.buyer_facts import BuyerValue
from audits.compliance.dossier import Evidence
from audits.compliance.reference import Confidence, Source
from audits.compliance.remarks import Remark
from audits.compliance.rulebook import HomeStatus, Leaf, Requirement


class State(StrEnum):
    """The five answers. ``conditional``: met by low-confidence requirements alone, to be confirmed with the authority.

    ``prohibited``: the law forbids the product itself, and no document helps.
    """

    CLEARED = "cleared"
    CONDITIONAL = "conditional"
    BLOCKED = "blocked"
    PROHIBITED = "prohibited"
    NOT_ASSESSED = "not_assessed"

    @property
    def ships(self) -> bool:
        """Whether the documents on file meet the requirements, even those of low confidence."""
        return self in (State.CLEARED, State.CONDITIONAL)


class SupplierPart(StrEnum):
    """Whether every document of the supplier's side is there, whatever the buyer's side must still add."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Answer:
    """A state, and what it would be if the buyer's side held every document that only it can hold.

    Of what ships already both are the same.
    """

    state: State
    state_if_buyer_complies: State

    @property
    def supplier_part(self) -> SupplierPart | None:
        """Whether the supplier's side is complete; ``None`` when nothing was assessed or no document helps."""
        if self.state_if_buyer_complies in (State.NOT_ASSESSED, State.PROHIBITED):
            return None
        return SupplierPart.COMPLETE if self.state_if_buyer_complies.ships else SupplierPart.INCOMPLETE

    @property
    def is_ready(self) -> bool:
        """Not shipping, and only documents of the buyer's side are missing."""
        return self.state_if_buyer_complies.ships and not self.state.ships


class FindingCode(StrEnum):
    """Why the answer is what it is, in addition to the trees of its requirements."""

    NO_MARKET = "no-market"
    NO_REQUIREMENT = "no-requirement"
    NO_ROUTE_FITS = "no-route-fits"
    MANUAL_REVIEW = "manual-review"
    PROHIBITED = "prohibited"
    DEPENDS_ON_BUYER = "depends-on-buyer"
    NO_ROUTE_MET = "no-route-met"
    ADDITIONAL_NOT_MET = "additional-not-met"
    EXPORT_NOT_MET = "export-not-met"
    LOW_CONFIDENCE_ONLY = "low-confidence-only"
    REMARKS_ONLY = "met-with-remarks-only"


class LeafCode(StrEnum):
    """The status of one required document on the day."""

    MET = "evidence-in-force"
    ABSENT = "evidence-absent"
    DOES_NOT_FIT = "evidence-does-not-fit"
    NOT_YET_IN_FORCE = "evidence-not-yet-in-force"
    LAPSED = "evidence-lapsed"
    EDITION_NOT_ACCEPTED = "standard-edition-not-accepted"
    HELD_BY_ANOTHER = "held-by-another"
    OF_ANOTHER_MANUFACTURER = "of-another-manufacturer"
    NAMES_OTHER_MODELS = "names-other-models"
    OTHER_LANGUAGES = "not-in-the-languages-of-the-destination"
    ESTABLISHED_ELSEWHERE = "party-established-elsewhere"
    ISSUER_NOT_ENTITLED = "issuer-not-entitled"
    AUTHORITY_NOT_ACCEPTED = "authority-not-accepted"
    QUANTITY_EXCEEDED = "quantity-exceeded"


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason for the state; ``requirements`` are ids of rows."""

    code: FindingCode
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeafVerdict:
    """One required document: which documents meet it, or why those of its type do not."""

    leaf: Leaf
    code: LeafCode
    documents: tuple[Evidence, ...] = ()
    remarks: tuple[Remark, ...] = ()
    """What is open about every document that meets it; empty where one meets it firmly."""
    lacking: tuple[str, ...] = ()
    """Languages that a label still needs, where it is not met for want of these."""

    @property
    def met(self) -> bool:
        """Whether a document meets it on the day."""
        return self.code is LeafCode.MET


@dataclass(frozen=True, slots=True)
class BranchVerdict:
    """A branch of the tree: ``kind`` is ``all_of`` or ``any_of``; ``parts`` are all its parts."""

    kind: str
    met: bool
    parts: tuple[TreeVerdict, ...]


TreeVerdict = LeafVerdict | BranchVerdict


@dataclass(frozen=True, slots=True)
class RequirementVerdict:
    """A requirement that applies on the day: whether it is met, branch by branch, and its sources."""

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
class PossibleAnswer(Answer):
    """What the answer would be if the buyer's side answered an open question like this."""

    value: BuyerValue


@dataclass(frozen=True, slots=True)
class BuyerQuestion:
    """The one open fact of the buyer's side that matters most, and what each answer to it would give."""

    fact: str
    answers: tuple[PossibleAnswer, ...]


@dataclass(frozen=True, slots=True)
class Verdict(Answer):
    """The answer for one dossier on one day."""

    on: date
    market: str | None
    rows: tuple[str, ...] = ()
    """Ids of the requirements that the answer rests on: those met when it ships, all that were judged when it is blocked,
    those that forbid when it is prohibited."""
    confidence: Confidence | None = None
    """Confidence of the answer; ``None`` when nothing was assessed."""
    alternatives: tuple[RequirementVerdict, ...] = ()
    additional: tuple[RequirementVerdict, ...] = ()
    export: tuple[RequirementVerdict, ...] = ()
    """What China requires of the shipment; one of them is enough."""
    prohibitions: tuple[RequirementVerdict, ...] = ()
    """What forbids the product, in the destination or on leaving China."""
    question: BuyerQuestion | None = None
    """What the buyer's side has not stated and would change the answer."""
    findings: tuple[Finding, ...] = field(default=())
    home_market: tuple[HomeMarketFact, ...] = ()
    """What is known of the product in China itself, if it ships from there; no answer rests on it."""

    @property
    def judged(self) -> tuple[RequirementVerdict, ...]:
        """Every requirement that was judged, with its tree."""
        return (*self.alternatives, *self.additional, *self.export, *self.prohibitions)
