"""How much of what is required is proven, and which part of the answer is the weakest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.answers import messages
from audits.answers.evidence_tree import NOTHING_IN_FORCE
from audits.answers.names import VerdictNames
from audits.compliance.reference import CONFIDENCE_ORDER, Confidence
from audits.compliance.rulebook import Rulebook
from audits.compliance.verdict import LeafCode, LeafVerdict, RequirementVerdict, TreeVerdict, Verdict


@dataclass(frozen=True, slots=True)
class Proof:
    """``proven`` of ``needed`` documents meet what is required on the way that needs least; ``yours`` of the others can only
    be held by the buyer's side. ``weakest`` is the weakest link, as a sentence; empty where none is weaker than the others.
    """

    proven: int
    needed: int
    yours: int
    weakest: str


def proof_of(verdict: Verdict, names: VerdictNames) -> Proof | None:
    """The proof that a verdict rests on; None where nothing was judged by documents."""
    leaves = needed_leaves(verdict)
    if not leaves:
        return None
    open_leaves = [leaf for leaf in leaves if not leaf.met]
    yours = [leaf for leaf in open_leaves if names.rulebook.is_buyer_side(leaf.leaf.evidence)]
    weakest = next(_weak_links(verdict, leaves, names), "")
    return Proof(len(leaves) - len(open_leaves), len(leaves), len(yours), weakest)


def needed_leaves(verdict: Verdict) -> list[LeafVerdict]:
    """The documents on the way that needs least: of alternatives the one with the fewest open parts. Each document once."""
    rows = [*_closest(verdict.alternatives), *verdict.additional, *_closest(verdict.export)]
    return list({leaf.leaf: leaf for row in rows for leaf in _least(row.tree)}.values())


def _closest(rows: tuple[RequirementVerdict, ...]) -> list[RequirementVerdict]:
    return sorted(rows, key=lambda row: (not row.met, *_open_and_all(_least(row.tree))))[:1]


def _least(tree: TreeVerdict) -> list[LeafVerdict]:
    if isinstance(tree, LeafVerdict):
        return [tree]
    parts = [_least(part) for part in tree.parts]
    if tree.kind == "any_of":
        return min(parts, key=_open_and_all, default=[])
    return [leaf for part in parts for leaf in part]


def _open_and_all(leaves: list[LeafVerdict]) -> tuple[int, int]:
    return sum(not leaf.met for leaf in leaves), len(leaves)


def _weak_links(verdict: Verdict, leaves: list[LeafVerdict], names: VerdictNames) -> Iterator[str]:
    """Sentences, the weakest first: what is missing, what is open, rules that we are less sure of, what ends first."""
    for leaf in sorted((one for one in leaves if not one.met), key=lambda one: _is_yours(one, names.rulebook)):
        yield _open_sentence(leaf, names, verdict.on)
    for leaf in leaves:
        for remark in leaf.remarks:
            yield _("%(document)s: %(remark)s") % {"document": _title(leaf, names), "remark": messages.REMARKS[remark]}
    yield from _unsure_rule(verdict)
    ends = [(leaf.documents[0].valid_until, leaf) for leaf in leaves if leaf.documents]
    for day, leaf in sorted(((day, leaf) for day, leaf in ends if day), key=lambda pair: pair[0])[:1]:
        yield _first_to_end(day, leaf, names)


def _is_yours(leaf: LeafVerdict, rulebook: Rulebook) -> bool:
    return rulebook.is_buyer_side(leaf.leaf.evidence)


def _open_sentence(leaf: LeafVerdict, names: VerdictNames, on: date) -> str:
    title = _title(leaf, names)
    if leaf.code in NOTHING_IN_FORCE and names.taken_back(leaf.leaf.evidence, on=on):
        return _("%(document)s: our approval is revoked.") % {"document": title}
    if _is_yours(leaf, names.rulebook):
        return _("%(document)s: yours to arrange.") % {"document": title}
    if leaf.code is LeafCode.ABSENT:
        return _("%(document)s: missing.") % {"document": title}
    return _("%(document)s: %(remark)s") % {"document": title, "remark": messages.LEAF_DETAILS[leaf.code]}


def _unsure_rule(verdict: Verdict) -> Iterator[str]:
    """The rule of those that the answer rests on of which we are least sure, unless we are sure of all."""
    rows = [row.requirement for row in verdict.judged if row.requirement.id in verdict.rows]
    least = min(rows, key=lambda row: CONFIDENCE_ORDER.index(row.confidence), default=None)
    if least and least.confidence is not Confidence.HIGH:
        yield _("The rule “%(rule)s” is held with %(confidence)s confidence.") % {
            "rule": messages.route(least),
            "confidence": _confidence_word(least.confidence),
        }


def _confidence_word(confidence: Confidence) -> str:
    return _("low") if confidence is Confidence.LOW else _("medium")


def _first_to_end(day: date, leaf: LeafVerdict, names: VerdictNames) -> str:
    return _("%(document)s ends first, on %(day)s.") % {
        "document": names.document(leaf.documents[0].type, leaf.documents[0].ref or ""),
        "day": date_format(day),
    }


def _title(leaf: LeafVerdict, names: VerdictNames) -> str:
    return names.document_text(leaf.leaf.evidence, leaf.leaf.narrowing)
