"""The clearance panel: one verdict with everything that a page needs to show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.answers import messages
from audits.clearances.evidence import dossier, gather
from audits.clearances.market_status import MarketStatus, market_status
from audits.compliance.assess import assess
from audits.compliance.dossier import Evidence
from audits.compliance.missing import BuyerDocument, missing, missing_from_buyer
from audits.compliance.rulebook import Requirement, Rulebook, Source
from audits.compliance.timeline import holding_on
from audits.compliance.verdict import (
    BranchVerdict,
    LeafCode,
    LeafVerdict,
    RequirementVerdict,
    TreeVerdict,
    Verdict,
)
from audits.law.current import current_rulebook, rulebook_at
from kpmarket.foundation.languages import in_reader_language
from suppliers.models import Certificate, CertificateType, Product

Node = dict[str, Any]
MOST_WAYS = 3
"""Ways to become cleared that a page names."""


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
    arrange: list[list[Node]] = field(default_factory=list)
    """What the buyer's side must add: ways, each a list of documents with name and citation."""
    confidence: str = ""
    home: tuple[str, ...] = ()
    """What Chinese documents say of the product at home: information, never a condition."""
    authority: Node | None = None
    """Whom to ask where our rows are not sure: name and, where one is known, url."""
    certificates: tuple[int, ...] = ()
    """Keys of the documents that meet something."""


Documents = tuple[Evidence, ...]


def documents_of(product: Product) -> Documents:
    """The approved documents of one product: what ``panel`` and ``states`` judge by."""
    return gather([product])[product.pk]


def states(
    product: Product, documents: Documents, *, on: date, known_at: datetime | None = None
) -> dict[str, MarketStatus]:
    """The standing of the product in every market that we hold rules for, judged again by the law as we knew it then."""
    rulebook = current_rulebook() if known_at is None else rulebook_at(known_at)
    markets = [market for market in rulebook.markets if rulebook.requirements_for(product.product_type_id, market)]
    verdicts = {market: assess(dossier(product, documents, market=market), rulebook, on=on) for market in markets}
    return {market: market_status(one.state, one.state_if_buyer_complies) for market, one in verdicts.items()}


def panel(
    product: Product, documents: Documents, *, market: str | None, on: date, known_at: datetime | None = None
) -> Panel:
    """The verdict for that product, market and day, judged again by the law as we knew it then."""
    rulebook = current_rulebook() if known_at is None else rulebook_at(known_at)
    facts = dossier(product, documents, market=market)
    verdict = assess(facts, rulebook, on=on)
    holding = holding_on(facts, rulebook, on=on)
    words = _Words(rulebook, facts.evidence)
    because = holding.ends_because or holding.ready_because
    causes = [{key: str(value) for key, value in vars_of(cause).items() if value} for cause in because]
    ways = () if verdict.is_ready else missing(facts, rulebook, on=on)[:MOST_WAYS]
    return Panel(
        state=market_status(verdict.state, verdict.state_if_buyer_complies),
        on=on,
        until=holding.holds_until or holding.ready_until,
        ends_because=messages.ends_because(causes, document=words.document, route=words.route),
        nodes=_nodes(verdict, words),
        missing=[[words.wanted(one.type, one.narrowing) for one in way] for way in ways],
        arrange=[
            [_arrange(one, words) for one in way] for way in missing_from_buyer(facts, rulebook, on=on)[:MOST_WAYS]
        ],
        confidence=str(verdict.confidence or ""),
        home=tuple(str(messages.AT_HOME[one.status]) for one in verdict.home_market),
        authority=_authority(rulebook, market),
        certificates=tuple(sorted(_certificates(verdict))),
    )


def _arrange(one: BuyerDocument, words: _Words) -> Node:
    citations = dict.fromkeys(row.legal_basis for row in one.requirements)
    return {"name": words.wanted(one.type, one.narrowing), "citation": "; ".join(citations)}


def _authority(rulebook: Rulebook, market: str | None) -> Node | None:
    known = rulebook.markets.get(market) if market else None
    if known is None or known.authority is None:
        return None
    name = in_reader_language(en=known.authority.name, zh=known.authority.name_zh)
    return {"name": name, "url": known.authority.url}


def vars_of(cause: Any) -> dict[str, Any]:
    """A cause's fields by name."""
    return {name: getattr(cause, name) for name in ("code", "type", "ref", "id")}


class _Words:
    """Names for the ids that a verdict speaks of."""

    def __init__(self, rulebook: Rulebook, documents: Iterable[Evidence]) -> None:
        self.rulebook = rulebook
        self.routes = {row.id: row for row in rulebook.requirements}
        self.types = {one.pk: one.display_name for one in CertificateType.objects.only("name_en", "name_zh")}
        keys = [int(document.ref) for document in documents if document.ref]
        self.certificates = Certificate.objects.in_bulk(keys)

    def route(self, requirement: str) -> str:
        return messages.route(self.routes[requirement])

    def type(self, key: str) -> str:
        return self.types.get(key, key)

    def document(self, key: str, ref: str) -> str:
        certificate = self.certificates.get(int(ref)) if ref else None
        return f"{self.type(key)} {certificate.number}".strip() if certificate else self.type(key)

    def wanted(self, key: str, narrowing: Iterable[tuple[str, Any]]) -> str:
        return messages.wanted(self.type(key), narrowing)


def _nodes(verdict: Verdict, words: _Words) -> list[Node]:
    """The routes that matter: those met, or all that apply while none is."""
    met = [one for one in verdict.alternatives if one.met]
    groups = [(met or list(verdict.alternatives), ""), (list(verdict.additional), _("Also required"))]
    exported = [one for one in verdict.export if one.met] or list(verdict.export)
    groups.append((exported, _("On leaving China")))
    return [_requirement(one, words, prefix) for group, prefix in groups for one in group]


def _requirement(one: RequirementVerdict, words: _Words, prefix: str) -> Node:
    row = one.requirement
    tree = _tree(one.tree, words)
    return {
        "title": f"{prefix}: {messages.route(row)}" if prefix else messages.route(row),
        "state": tree["state"] if one.met or tree["state"] == "yours" else "missing",
        "mode": tree.get("mode"),
        "children": tree.get("children") or [tree],
        "detail": _days(row),
        "citation": {"text": row.legal_basis},
        "sources": [_source(source) for source in one.sources],
        "confidence": str(row.confidence),
    }


def _source(source: Source) -> Node:
    """A page that a row rests on. What came from knowledge alone says so, and has no address."""
    return {
        "title": source.title,
        "url": source.url if source.url.startswith("https://") and " " not in source.url else "",
    }


def _days(row: Requirement) -> str:
    match _day(row.effective_from), _day(row.effective_until):
        case None, None:
            return ""
        case first, None:
            return _("In force from %(first)s.") % {"first": first}
        case None, last:
            return _("In force until %(last)s.") % {"last": last}
        case first, last:
            return _("In force from %(first)s until %(last)s.") % {"first": first, "last": last}


def _day(day: date | None) -> str | None:
    return None if day is None else date_format(day)


def _tree(tree: TreeVerdict, words: _Words, *, needed: bool = True) -> Node:
    if isinstance(tree, LeafVerdict):
        return _leaf(tree, words, needed=needed)
    any_of_is_met = tree.kind == "any_of" and tree.met
    return {
        "title": _("One of these") if tree.kind == "any_of" else _("All of these"),
        "state": _state_of_branch(tree, words, needed=needed),
        "mode": "any" if tree.kind == "any_of" else "all",
        "children": [_tree(part, words, needed=needed and not any_of_is_met) for part in tree.parts],
    }


def _state_of_branch(tree: BranchVerdict, words: _Words, *, needed: bool) -> str:
    """A branch that lacks documents of the buyer's side alone is the buyer's to arrange."""
    if tree.met:
        return "met"
    if not needed:
        return "unneeded"
    return "yours" if _is_met_when_arranged(tree, words) else "missing"


def _is_met_when_arranged(tree: TreeVerdict, words: _Words) -> bool:
    if isinstance(tree, LeafVerdict):
        return tree.met or words.rulebook.is_buyer_side(tree.leaf.evidence)
    parts = (_is_met_when_arranged(part, words) for part in tree.parts)
    return any(parts) if tree.kind == "any_of" else all(parts)


def _leaf(leaf: LeafVerdict, words: _Words, *, needed: bool) -> Node:
    title = words.wanted(leaf.leaf.evidence, leaf.leaf.narrowing)
    if leaf.met:
        return {"title": title, "state": "met", "document": _document(leaf.documents[0], words)}
    if not needed:
        return {"title": title, "state": "unneeded"}
    return {"title": title, "state": _lack(leaf, words), "detail": str(messages.LEAF_DETAILS[leaf.code])}


def _lack(leaf: LeafVerdict, words: _Words) -> str:
    """How a document is missing: lapsed, or the buyer's side's to arrange, or simply not there."""
    if leaf.code is LeafCode.LAPSED:
        return "lapsed"
    return "yours" if words.rulebook.is_buyer_side(leaf.leaf.evidence) else "missing"


def _document(document: Evidence, words: _Words) -> Node:
    certificate = words.certificates.get(int(document.ref)) if document.ref else None
    number = certificate.number if certificate else ""
    return {
        "label": words.type(document.type),
        "number": number,
        "until": document.valid_until,
        "certificate": certificate,
    }


def _certificates(verdict: Verdict) -> set[int]:
    found: set[int] = set()
    stack: list[TreeVerdict] = [one.tree for one in verdict.judged]
    while stack:
        tree = stack.pop()
        if isinstance(tree, BranchVerdict):
            stack.extend(tree.parts)
        elif tree.met:
            found.update(int(document.ref) for document in tree.documents if document.ref)
    return found
