"""A verdict as a tree of routes, alternatives and documents: what the component ``evidence_tree`` shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.answers import messages
from audits.answers.chinese_names import name_for_reader
from audits.answers.law_links import law_url
from audits.answers.names import VerdictNames, standards_of
from audits.compliance.dossier import Evidence
from audits.compliance.reference import Source
from audits.compliance.rulebook import Requirement
from audits.compliance.verdict import (
    BranchVerdict,
    LeafCode,
    LeafVerdict,
    RequirementVerdict,
    TreeVerdict,
    Verdict,
)

NOTHING_IN_FORCE = (LeafCode.ABSENT, LeafCode.LAPSED)
"""What the rules say where a document was revoked: to them it never was, or it has ended."""


class NodeState(StrEnum):
    """What a node shows. ``yours``: only documents of the buyer's side are missing. ``revoked``: we took it back."""

    MET = "met"
    MISSING = "missing"
    LAPSED = "lapsed"
    REVOKED = "revoked"
    YOURS = "yours"
    UNNEEDED = "unneeded"


@dataclass(frozen=True, slots=True)
class NodeDocument:
    """The certificate that meets a node."""

    label: str
    number: str
    until: date | None
    key: int | None = None
    """The certificate's key; None for a document that is not on record."""


@dataclass(frozen=True, slots=True)
class Citation:
    """The law that a requirement rests on; ``url`` leads to its text, and is empty where we know no address."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A page that a requirement rests on; without an address where it comes from general knowledge."""

    title: str
    url: str
    is_exact: bool = True
    """Whether the address leads to the very page, and not only to the site that has it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A requirement, a group of documents or one document."""

    title: str
    state: NodeState
    mode: str = ""
    """``all`` or ``any`` of the children; empty where there are none, or only one."""
    children: tuple[Node, ...] = ()
    document: NodeDocument | None = None
    detail: str = ""
    citation: Citation | None = None
    sources: tuple[SourceLink, ...] = ()
    confidence: str = ""
    standards: tuple[str, ...] = ()
    """Standards that the document must state, by their ids in the rulebook."""


def evidence_tree(verdict: Verdict, names: VerdictNames) -> list[Node]:
    """The routes that matter: those that are met, or all that apply while none is."""
    met = [one for one in verdict.alternatives if one.met]
    exported = [one for one in verdict.export if one.met] or list(verdict.export)
    groups = [
        (met or list(verdict.alternatives), ""),
        (list(verdict.additional), _("Also required")),
        (exported, _("On leaving China")),
    ]
    return [_requirement_node(one, names, prefix, verdict.on) for group, prefix in groups for one in group]


def _requirement_node(one: RequirementVerdict, names: VerdictNames, prefix: str, on: date) -> Node:
    row = one.requirement
    tree = _tree_node(one.tree, names, on)
    title = messages.route(row)
    return Node(
        title=f"{prefix}: {title}" if prefix else title,
        state=tree.state if one.met or tree.state == NodeState.YOURS else NodeState.MISSING,
        mode=tree.mode,
        children=tree.children or (tree,),
        detail=_days_in_force(row),
        citation=Citation(row.legal_basis, law_url(row.legal_basis)),
        sources=tuple(map(_source_link, one.sources)),
        confidence=str(row.confidence),
    )


def _source_link(source: Source) -> SourceLink:
    is_address = source.url.startswith("https://") and " " not in source.url
    return SourceLink(name_for_reader(source.title), source.url if is_address else "", source.is_exact)


def _days_in_force(row: Requirement) -> str:
    match _format_day(row.effective_from), _format_day(row.effective_until):
        case None, None:
            return ""
        case first, None:
            return _("In force from %(first)s.") % {"first": first}
        case None, last:
            return _("In force until %(last)s.") % {"last": last}
        case first, last:
            return _("In force from %(first)s until %(last)s.") % {"first": first, "last": last}


def _format_day(day: date | None) -> str | None:
    return None if day is None else date_format(day)


def _tree_node(tree: TreeVerdict, names: VerdictNames, on: date, *, needed: bool = True) -> Node:
    if isinstance(tree, LeafVerdict):
        return _leaf_node(tree, names, on, needed=needed)
    is_any = tree.kind == "any_of"
    return Node(
        title=_("One of these") if is_any else _("All of these"),
        state=_branch_state(tree, names, needed=needed),
        mode="any" if is_any else "all",
        children=tuple(_tree_node(part, names, on, needed=needed and not (is_any and tree.met)) for part in tree.parts),
    )


def _branch_state(tree: BranchVerdict, names: VerdictNames, *, needed: bool) -> NodeState:
    if tree.met:
        return NodeState.MET
    if not needed:
        return NodeState.UNNEEDED
    return NodeState.YOURS if _is_met_with_buyer_documents(tree, names) else NodeState.MISSING


def _is_met_with_buyer_documents(tree: TreeVerdict, names: VerdictNames) -> bool:
    if isinstance(tree, LeafVerdict):
        return tree.met or names.rulebook.is_buyer_side(tree.leaf.evidence)
    parts = (_is_met_with_buyer_documents(part, names) for part in tree.parts)
    return any(parts) if tree.kind == "any_of" else all(parts)


def _leaf_node(leaf: LeafVerdict, names: VerdictNames, on: date, *, needed: bool) -> Node:
    title = names.document_text(leaf.leaf.evidence, leaf.leaf.narrowing)
    standards = standards_of(names.rulebook, leaf.leaf)
    if leaf.met:
        remarks = " ".join(str(messages.REMARKS[one]) for one in leaf.remarks)
        document = _node_document(leaf.documents[0], names)
        return Node(title, NodeState.MET, document=document, detail=remarks, standards=standards)
    if not needed:
        return Node(title, NodeState.UNNEEDED)
    revoked = names.taken_back(leaf.leaf.evidence, on=on) if leaf.code in NOTHING_IN_FORCE else None
    if revoked:
        return Node(title, NodeState.REVOKED, detail=revoked.sentence, standards=standards)
    detail = " ".join(filter(None, (str(messages.LEAF_DETAILS[leaf.code]), messages.lacking_languages(leaf.lacking))))
    return Node(title, _unmet_state(leaf, names), detail=detail, standards=standards)


def _unmet_state(leaf: LeafVerdict, names: VerdictNames) -> NodeState:
    if leaf.code is LeafCode.LAPSED:
        return NodeState.LAPSED
    return NodeState.YOURS if names.rulebook.is_buyer_side(leaf.leaf.evidence) else NodeState.MISSING


def _node_document(document: Evidence, names: VerdictNames) -> NodeDocument:
    certificate = names.certificate(document.ref)
    number, key = (certificate.number, certificate.pk) if certificate else ("", None)
    return NodeDocument(names.type(document.type), number, document.valid_until, key)
