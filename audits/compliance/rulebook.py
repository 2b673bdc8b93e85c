"""The law as dated facts: what a market requires, from which day to which day, by which source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from audits.compliance import standards
from audits.compliance.ages import DeskCheck, RuleCheck
from audits.compliance.buyer_facts import BuyerCondition, BuyerFact
from audits.compliance.doubt import Doubt
from audits.compliance.information import Information
from audits.compliance.reference import AcceptedAuthorities, Confidence, IssuingBody, LabelLanguages, Market, Source
from audits.compliance.terms import Terms

DESTINATION_LANGUAGES = "destination_languages"
"""``parameter`` of the kinds of document that must be in the languages of the destination."""
MANUFACTURER = "manufacturer"
"""``held_by`` of the documents that the supplier's side provides."""
HOLDERS = {"importer_or_local_rep": frozenset({"importer", "local_representative"})}
"""``held_by`` -> the holders that it admits; every other ``held_by`` admits only itself."""


class HomeStatus(StrEnum):
    """What a Chinese document says of a product in China itself."""

    REGISTERED = "registered"
    FILED = "filed"
    SOLD_AT_HOME = "sold_at_home"
    UNSTATED = "unstated"
    EXPORT_ONLY = "export_only"
    PRODUCTION = "production"

    @property
    def is_approval(self) -> bool:
        """Whether the document says that the product may be sold in China."""
        return self in (HomeStatus.REGISTERED, HomeStatus.FILED, HomeStatus.SOLD_AT_HOME)


class MustBeEntitled(StrEnum):
    """When the issuer of a document must have been entitled: as it issued it, or on every day that the document counts."""

    ON_ISSUE = "on_issue"
    THROUGHOUT = "throughout"


class Outcome(StrEnum):
    """What a requirement gives. Only ``allowed_if`` ever clears; ``prohibited`` forbids whatever documents there are."""

    ALLOWED_IF = "allowed_if"
    PROHIBITED = "prohibited"
    PROCUREMENT_ELIGIBLE_IF = "procurement_eligible_if"
    MANUAL_REVIEW = "manual_review"
    INFORMATIONAL = "informational"


class Combine(StrEnum):
    """How a requirement combines with others: one alternative is enough, every additional one is needed."""

    ALTERNATIVE = "alternative"
    ADDITIONAL = "additional"
    INFORMATIONAL = "informational"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One required document. Every key of ``narrowing`` must be stated by the document and agree."""

    evidence: str
    narrowing: tuple[tuple[str, str | tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part is required."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part is enough."""

    parts: tuple[Expression, ...]


Expression = Leaf | AllOf | AnyOf


def leaves(expression: Expression) -> Iterator[Leaf]:
    """Every document that the tree names."""
    if isinstance(expression, Leaf):
        yield expression
        return
    for part in expression.parts:
        yield from leaves(part)


@dataclass(frozen=True, slots=True)
class EvidenceType:
    """A kind of document: who issues it, who holds it, how long it holds, where it can be verified."""

    id: str
    name: str
    market: str
    issuer_kind: str
    issuer: str
    held_by: str
    validity_months: int | None
    validity_note: str
    number_pattern: str | None
    number_pattern_is_guess: bool
    number_example: str | None
    register_name: str | None
    register_url: str | None
    confidence: Confidence
    sources: tuple[str, ...] = ()
    name_zh: str = ""
    validity_note_zh: str = ""
    kind: str = "certificate"
    number_identifies: str = "document"
    extended_by_law: bool = False
    reminder_lead_days: int | None = None
    covers: str = "product"
    """``company``: the document covers the company and so all its products; ``product``: those it names."""
    issuer_law: str | None = None
    """The law that a body must be entitled under to issue such documents, as ``Entitlement.law`` names it."""
    issuer_must_be_entitled: MustBeEntitled = MustBeEntitled.ON_ISSUE
    home_status: HomeStatus | None = None
    """What such a document says of the product in China; ``None`` for documents that say nothing of it."""
    parameter: str | None = None
    """``destination_languages``: such a document counts only in the languages that the destination asks for; ``authority``:
    only from authorities that it accepts; ``authority_or_origin``: also from that of the country of origin."""
    established_in: tuple[str, ...] = ()
    """Markets of which one must be home to the party that it names; ``destination`` is that of the goods. Empty: any."""

    @property
    def holders(self) -> frozenset[str]:
        """Who may hold such a document, as ``Evidence.holder`` names them."""
        return HOLDERS.get(self.held_by, frozenset({self.held_by}))

    @property
    def is_buyer_side(self) -> bool:
        """Whether only the buyer's side can hold it: the importer, or a local holder or sponsor in the destination."""
        return self.held_by != MANUFACTURER


@dataclass(frozen=True, slots=True)
class StandardEdition:
    """One edition of a standard and the days on which it is accepted (inclusive; None: open)."""

    standard: str
    edition: str
    effective_from: date | None
    effective_until: date | None
    confidence: Confidence
    note: str = ""
    sources: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """The same text under other years: those of its identical adoptions."""
    superseded_by: str = ""
    is_forbidden_after: bool = False
    """Whether a law forbids to rest on it after its last day; without one it is superseded, no more."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What one market requires of one product type, on the days from ``effective_from`` to ``effective_until`` inclusive.

    ``condition`` maps a product attribute to the value it must have; an attribute that the product does not
    state fits no condition on it. ``buyer`` is a condition on the buyer's side. ``None`` as an end means no known
    start or end. ``corrected`` names the corrections that shaped the row, each with its reason. With an open ``doubt``
    the ``confidence`` is low.
    """

    id: str
    product_type: str
    market: str
    route: str
    regulatory_class: str
    legal_basis: str
    expression: Expression
    effective_from: date | None
    effective_until: date | None
    outcome: Outcome
    combine: Combine
    confidence: Confidence
    condition: tuple[tuple[str, bool | str | date], ...] = ()
    buyer: BuyerCondition = ()
    class_basis: str = "knowledge"
    effective_from_basis: str = "stated"
    notes: str = ""
    sources: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    doubt: Doubt | None = None
    route_zh: str = field(default="", compare=False)
    """The route's Chinese name: no law, so a row with another one is the same row."""
    notes_zh: str = field(default="", compare=False)
    checked: RuleCheck | None = field(default=None, compare=False)
    """When a person last compared the row with its source; no law either. None: no check is on record."""
    leaves: tuple[Leaf, ...] = field(init=False, repr=False, compare=False)
    """Every document that the row names, each once: kept, because each judgement asks for them."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "leaves", tuple(dict.fromkeys(leaves(self.expression))))

    def in_force(self, on: date) -> bool:
        """Whether the requirement applies on that day, whatever the product."""
        starts = self.effective_from is None or self.effective_from <= on
        return starts and (self.effective_until is None or on <= self.effective_until)


@dataclass(frozen=True)
class Rulebook:
    """One immutable edition: every market, evidence type and requirement, and the hash of their text."""

    edition: str
    markets: Mapping[str, Market]
    countries: Mapping[str, str]
    """ISO 3166 country or subdivision -> market id. A country that is not here is *not assessed*."""
    product_types: Mapping[str, Mapping[str, object]]
    evidence_types: Mapping[str, EvidenceType]
    requirements: tuple[Requirement, ...]
    standard_editions: tuple[StandardEdition, ...]
    sources: Mapping[str, Source]
    issuing_bodies: Mapping[str, IssuingBody] = field(default_factory=dict)
    """By number. A body that is not listed, or not for a law, is not refused: the list is partial."""
    buyer_facts: Mapping[str, BuyerFact] = field(default_factory=dict)
    """By name, in the order in which they are asked."""
    information: Mapping[str, Information] = field(default_factory=dict)
    """By id: what a buyer should know and no answer rests on."""
    label_languages: Mapping[str, LabelLanguages] = field(default_factory=dict)
    """By country. For one that is not listed we do not know which languages its law asks for."""
    accepted_authorities: Mapping[tuple[str, str], AcceptedAuthorities] = field(default_factory=dict)
    """By market and type of document. Where there is no entry we do not know whose approvals the market accepts."""
    vocabulary: standards.Vocabulary = field(default_factory=standards.Vocabulary)
    """Every standard that is known. Without one, those of ``standard_editions`` by their names alone."""
    terms: Terms = field(default_factory=Terms)
    desk_checks: tuple[DeskCheck, ...] = ()
    """Checks of the law that were recorded at the desk, besides those that rows and files name."""
    by_pair: Mapping[tuple[str, str], tuple[Requirement, ...]] = field(init=False, repr=False, compare=False)
    """(product type, market) -> its requirements; the exporting side stands under market ``CN``."""
    editions_of: Mapping[str, Mapping[str, tuple[StandardEdition, ...]]] = field(init=False, repr=False, compare=False)
    """Id of a standard -> edition as ``standards.edition_key`` writes it -> when it is accepted."""
    buyer_side: frozenset[str] = field(init=False, repr=False, compare=False)
    """Ids of the documents that only the buyer's side can hold."""
    in_languages: frozenset[str] = field(init=False, repr=False, compare=False)
    """Ids of the documents that must be in the languages of the destination."""

    def __post_init__(self) -> None:
        pairs: dict[tuple[str, str], list[Requirement]] = {}
        for requirement in self.requirements:
            pairs.setdefault((requirement.product_type, requirement.market), []).append(requirement)
        object.__setattr__(self, "by_pair", {pair: tuple(rows) for pair, rows in pairs.items()})
        object.__setattr__(self, "editions_of", _editions_of(self.standard_editions))
        kinds = self.evidence_types.values()
        object.__setattr__(self, "buyer_side", frozenset(one.id for one in kinds if one.is_buyer_side))
        asked = (one.id for one in kinds if one.parameter == DESTINATION_LANGUAGES)
        object.__setattr__(self, "in_languages", frozenset(asked))
        if not self.vocabulary.standards:
            named = {one.standard: standards.Standard(one.standard) for one in self.standard_editions}
            object.__setattr__(self, "vocabulary", standards.Vocabulary(named))

    def __hash__(self) -> int:
        """By edition, which is a hash of the content."""
        return hash(self.edition)

    def is_buyer_side(self, evidence_type: str) -> bool:
        """Whether only the buyer's side can hold a document of that type."""
        return evidence_type in self.buyer_side

    def requirements_for(self, product_type: str, market: str) -> tuple[Requirement, ...]:
        """Requirements of that market for that product type, of every day. Empty: not assessed."""
        return self.by_pair.get((product_type, market), ())


def _editions_of(listed: tuple[StandardEdition, ...]) -> dict[str, dict[str, tuple[StandardEdition, ...]]]:
    """The list of editions by standard; an older entry may name several ("2019 / 2021")."""
    by_standard: dict[str, dict[str, tuple[StandardEdition, ...]]] = {}
    for entry in listed:
        editions = by_standard.setdefault(entry.standard, {})
        for text in (*entry.edition.split(" / "), *entry.also):
            key = standards.edition_key(text)
            editions[key] = (*editions.get(key, ()), entry)
    return by_standard
