"""The clearance panel: one verdict with everything that a page shows of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from audits.answers import messages
from audits.answers.buyer_questions import QuestionToBuyer, StatedFact, question_to_buyer, read_stated, stated_facts
from audits.answers.contradictory_documents import contradictions
from audits.answers.evidence_tree import Node, NodeState, evidence_tree
from audits.answers.names import VerdictNames
from audits.answers.notices import Notice, Prohibition, notices, prohibitions
from audits.answers.proof import Proof, proof_of
from audits.clearances.evidence import OnRecord, documents_on_record, dossier
from audits.clearances.market_status import MarketStatus, capped, market_status
from audits.compliance.ages import RuleCheck
from audits.compliance.assess import assess
from audits.compliance.causes import Cause
from audits.compliance.dossier import Dossier, Evidence
from audits.compliance.information_for import information_for
from audits.compliance.missing import BuyerDocument, missing, missing_from_buyer
from audits.compliance.parameters import quantity_of
from audits.compliance.rulebook import Rulebook
from audits.compliance.timeline import Holding, holding_on
from audits.compliance.verdict import BranchVerdict, FindingCode, LeafVerdict, TreeVerdict, Verdict
from audits.law.current import current_rulebook
from audits.law.upkeep import check_of
from kpmarket.foundation.text.languages import in_reader_language
from suppliers.models import Product

MAX_WAYS = 3
"""Ways to become cleared that a page names."""


@dataclass(frozen=True, slots=True)
class BuyerWayPart:
    """A document that the buyer's side must add, and the law that asks for it."""

    name: str
    citation: str


@dataclass(frozen=True, slots=True)
class AuthorityLink:
    """Whom to ask about a market; ``url`` is empty where no address is known."""

    name: str
    url: str


class Shipment(NamedTuple):
    """What a reader said of the shipment: the day on which it leaves, facts of the buyer's side as an address holds them, and
    how many pieces it is."""

    shipped_on: date | None = None
    said: Mapping[str, str] = MappingProxyType({})
    pieces: int | None = None


NO_SHIPMENT = Shipment()
"""Nothing said: it leaves on the day on which it arrives, and the buyer's side stated nothing."""


@dataclass(frozen=True)
class Panel:
    """What the clearance panel shows for one product, one market, one day."""

    state: MarketStatus
    on: date
    until: date | None = None
    """The last day on which it is cleared, or ready."""
    ends_because: str = ""
    nodes: list[Node] = field(default_factory=list)
    missing: list[list[str]] = field(default_factory=list)
    arrange: list[list[BuyerWayPart]] = field(default_factory=list)
    """What the buyer's side must add: ways, each a list of documents."""
    confidence: str = ""
    home: tuple[str, ...] = ()
    """What Chinese documents say of the product's status in China: information, never a condition."""
    authority: AuthorityLink | None = None
    """Whom to ask where our confidence is low."""
    certificates: tuple[int, ...] = ()
    """Keys of the documents that meet something."""
    check: RuleCheck | None = None
    """When a person last compared the rules with their sources."""
    is_overdue: bool = False
    """Whether that comparison should have been made again by now."""
    remarks: tuple[str, ...] = ()
    """What is open about documents that count, where that makes the answer conditional."""
    contradictions: tuple[str, ...] = ()
    """Documents that contradict what the product is stated to be, and that no auditor looked into."""
    prohibitions: tuple[Prohibition, ...] = ()
    """What forbids the product."""
    question: QuestionToBuyer | None = None
    """The one question to the buyer's side that would change the answer."""
    stated: tuple[StatedFact, ...] = ()
    """What the buyer's side stated and a rule asks for."""
    depends_on_pieces: bool = False
    """Whether a document on file is for a limited quantity."""
    information: tuple[Notice, ...] = ()
    """What a buyer should know and no answer rests on."""
    proof: Proof | None = None
    """How much of what is required is proven; None where no document was judged."""

    @property
    def taken_back(self) -> tuple[str, ...]:
        """Sentences on documents that are needed and no longer count, as we took our approval back."""
        found = [f"{one.title}: {one.detail}" for one in _all_nodes(self.nodes) if one.state is NodeState.REVOKED]
        return tuple(dict.fromkeys(found))


Documents = tuple[Evidence, ...]


def documents_of(product: Product) -> Documents:
    """The approved documents of one product: input of ``country_states``."""
    return documents_on_record(product).documents


def panel(
    product: Product,
    on_record: OnRecord,
    *,
    market: str | None,
    on: date,
    today: date,
    country: str | None = None,
    shipment: Shipment = NO_SHIPMENT,
    law: Rulebook | None = None,
) -> Panel:
    """The verdict for that product, market, country and day by that law; without one by the law in force now. No query.

    ``today`` is the day of asking: rules whose check is overdue by then give *conditional* at most.
    """
    rulebook = law or current_rulebook()
    facts = dossier(
        product,
        on_record.documents,
        market=market,
        country=country,
        buyer=read_stated(shipment.said, rulebook),
        shipped_on=shipment.shipped_on,
        quantity=shipment.pieces,
    )
    check = check_of(rulebook, product.product_type_id, market, on=on) if market else None
    return _panel(product, facts, VerdictNames(rulebook, on_record), check, on=on, today=today)


def _panel(
    product: Product, facts: Dossier, names: VerdictNames, check: RuleCheck | None, *, on: date, today: date
) -> Panel:
    rulebook = names.rulebook
    verdict = assess(facts, rulebook, on=on)
    holding = holding_on(facts, rulebook, on=on)
    is_overdue = check is not None and check.is_overdue(today)
    return Panel(
        state=capped(market_status(verdict.state, verdict.state_if_buyer_complies), is_overdue=is_overdue),
        on=on,
        check=check,
        is_overdue=is_overdue,
        until=holding.holds_until or holding.ready_until,
        ends_because=_ends_because(holding, names),
        nodes=evidence_tree(verdict, names),
        missing=[] if verdict.is_ready else _ways(facts, rulebook, names, on),
        arrange=_ways_of_the_buyer(facts, rulebook, names, on),
        confidence=str(verdict.confidence or ""),
        home=tuple(str(messages.AT_HOME[one.status]) for one in verdict.home_market),
        authority=_authority(rulebook, facts.market),
        certificates=tuple(sorted(_met_by(verdict))),
        remarks=tuple(dict.fromkeys(_remarks(verdict))),
        contradictions=tuple(contradictions(product, facts, verdict, rulebook)),
        prohibitions=prohibitions(verdict),
        question=question_to_buyer(verdict, rulebook),
        stated=stated_facts(facts, rulebook),
        depends_on_pieces=any(quantity_of(one) is not None for one in facts.evidence),
        information=notices(information_for(facts, rulebook, on=on), rulebook),
        proof=proof_of(verdict, names),
    )


def _all_nodes(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _all_nodes(node.children)


def _ends_because(holding: Holding, names: VerdictNames) -> str:
    because = map(_cause_fields, holding.ends_because or holding.ready_because)
    return messages.ends_because(because, document=names.document, route=names.route)


def _ways(facts: Dossier, rulebook: Rulebook, names: VerdictNames, on: date) -> list[list[str]]:
    """The first ways to become cleared, each as names of documents."""
    ways = missing(facts, rulebook, on=on)[:MAX_WAYS]
    return [[names.document_text(one.type, one.narrowing) for one in way] for way in ways]


def _ways_of_the_buyer(facts: Dossier, rulebook: Rulebook, names: VerdictNames, on: date) -> list[list[BuyerWayPart]]:
    ways = missing_from_buyer(facts, rulebook, on=on)[:MAX_WAYS]
    return [[_buyer_way_part(one, names) for one in way] for way in ways]


def _buyer_way_part(one: BuyerDocument, names: VerdictNames) -> BuyerWayPart:
    citations = dict.fromkeys(row.legal_basis for row in one.requirements)
    return BuyerWayPart(names.document_text(one.type, one.narrowing), "; ".join(citations))


def _authority(rulebook: Rulebook, market: str | None) -> AuthorityLink | None:
    known = rulebook.markets.get(market) if market else None
    if known is None or known.authority is None:
        return None
    name = in_reader_language(en=known.authority.name, zh=known.authority.name_zh)
    return AuthorityLink(name, known.authority.url)


def _cause_fields(cause: Cause) -> dict[str, str]:
    """The fields of a cause that are not empty, as a stored clearance has them."""
    return {key: str(value) for key, value in asdict(cause).items() if value}


def _remarks(verdict: Verdict) -> Iterator[str]:
    """Sentences on the documents that meet a row with a remark only; none where the answer does not rest on remarks."""
    remarked = {id_ for one in verdict.findings if one.code is FindingCode.REMARKS_ONLY for id_ in one.requirements}
    for row in verdict.judged:
        if row.requirement.id in remarked:
            for leaf in _leaves(row.tree):
                yield from (str(messages.REMARKS[one]) for one in leaf.remarks if leaf.met)


def _leaves(tree: TreeVerdict) -> Iterator[LeafVerdict]:
    if isinstance(tree, LeafVerdict):
        yield tree
        return
    for part in tree.parts:
        yield from _leaves(part)


def _met_by(verdict: Verdict) -> set[int]:
    """Keys of the certificates that meet something."""
    certificates: set[int] = set()
    stack: list[TreeVerdict] = [one.tree for one in verdict.judged]
    while stack:
        tree = stack.pop()
        if isinstance(tree, BranchVerdict):
            stack.extend(tree.parts)
        elif tree.met:
            certificates.update(int(document.ref) for document in tree.documents if document.ref)
    return certificates
