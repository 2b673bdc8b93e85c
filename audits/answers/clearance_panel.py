"""The clearance panel: one verdict with everything that a page shows of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime

from audits.answers import messages
from audits.answers.evidence_tree import Node, evidence_tree
from audits.answers.names import VerdictNames
from audits.clearances.evidence import dossier, gather
from audits.clearances.market_status import MarketStatus, capped, market_status
from audits.compliance.ages import RuleCheck
from audits.compliance.assess import assess
from audits.compliance.causes import Cause
from audits.compliance.dossier import Evidence
from audits.compliance.label_languages import country_groups
from audits.compliance.missing import BuyerDocument, missing, missing_from_buyer
from audits.compliance.rulebook import Rulebook
from audits.compliance.timeline import holding_on
from audits.compliance.verdict import BranchVerdict, TreeVerdict, Verdict
from audits.law.current import current_rulebook, rulebook_at
from audits.law.upkeep import check_of, overdue_types
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


Documents = tuple[Evidence, ...]


def documents_of(product: Product) -> Documents:
    """The approved documents of one product: input of ``panel`` and ``states``."""
    return gather([product])[product.pk]


def states(
    product: Product, documents: Documents, *, on: date, today: date, known_at: datetime | None = None
) -> dict[str, MarketStatus]:
    """The status of the product in every country that we hold rules for, by the law as it was known at that moment.

    Countries of a market that get the same answer are judged once. ``today`` is the day of asking: rules whose check is
    overdue by then give *conditional* at most.
    """
    rulebook = current_rulebook() if known_at is None else rulebook_at(known_at)
    found: dict[str, MarketStatus] = {}
    for market in rulebook.markets.values():
        if rulebook.requirements_for(product.product_type_id, market.id):
            is_overdue = product.product_type_id in overdue_types(rulebook, market.id, on=on, today=today)
            facts = dossier(product, documents, market=market.id)
            for countries in country_groups(facts, rulebook):
                there = replace(facts, country=countries[0]) if countries else facts
                one = assess(there, rulebook, on=on)
                status = capped(market_status(one.state, one.state_if_buyer_complies), is_overdue=is_overdue)
                found.update(dict.fromkeys(countries or market.countries, status))
    return found


def panel(
    product: Product,
    documents: Documents,
    *,
    market: str | None,
    on: date,
    today: date,
    country: str | None = None,
    known_at: datetime | None = None,
) -> Panel:
    """The verdict for that product, market, country and day, by the law as it was known at that moment.

    ``today`` is the day of asking: rules whose check is overdue by then give *conditional* at most.
    """
    rulebook = current_rulebook() if known_at is None else rulebook_at(known_at)
    facts = dossier(product, documents, market=market, country=country)
    verdict = assess(facts, rulebook, on=on)
    holding = holding_on(facts, rulebook, on=on)
    names = VerdictNames(rulebook, facts.evidence)
    because = holding.ends_because or holding.ready_because
    check = check_of(rulebook, product.product_type_id, market, on=on) if market else None
    is_overdue = check is not None and check.is_overdue(today)
    ways = () if verdict.is_ready else missing(facts, rulebook, on=on)[:MAX_WAYS]
    return Panel(
        state=capped(market_status(verdict.state, verdict.state_if_buyer_complies), is_overdue=is_overdue),
        on=on,
        check=check,
        is_overdue=is_overdue,
        until=holding.holds_until or holding.ready_until,
        ends_because=messages.ends_because(map(_cause_fields, because), document=names.document, route=names.route),
        nodes=evidence_tree(verdict, names),
        missing=[[names.document_text(one.type, one.narrowing) for one in way] for way in ways],
        arrange=[
            [_buyer_way_part(one, names) for one in way]
            for way in missing_from_buyer(facts, rulebook, on=on)[:MAX_WAYS]
        ],
        confidence=str(verdict.confidence or ""),
        home=tuple(str(messages.AT_HOME[one.status]) for one in verdict.home_market),
        authority=_authority(rulebook, market),
        certificates=tuple(sorted(_met_by(verdict))),
    )


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
