"""A verdict as data without words: what can be computed again later, from what was on record then, and compared by its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from audits.compliance.verdict import LeafVerdict, RequirementVerdict, TreeVerdict, Verdict


def explanation_of(verdict: Verdict) -> dict[str, Any]:
    """The states, the reasons and the tree of each row that was judged: ids, codes and keys of documents only."""
    return {
        "on": verdict.on.isoformat(),
        "market": verdict.market,
        "state": str(verdict.state),
        "state_if_buyer_complies": str(verdict.state_if_buyer_complies),
        "findings": [{"code": str(one.code), "requirements": list(one.requirements)} for one in verdict.findings],
        "rows": [_row(one) for one in verdict.judged],
    }


def digest_of(explanation: Mapping[str, Any]) -> str:
    """The SHA-256 of the explanation as canonical JSON."""
    text = json.dumps(explanation, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _row(one: RequirementVerdict) -> dict[str, Any]:
    return {"requirement": one.requirement.id, "met": one.met, "tree": _tree(one.tree)}


def _tree(tree: TreeVerdict) -> dict[str, Any]:
    if isinstance(tree, LeafVerdict):
        documents = sorted(str(document.ref) for document in tree.documents)
        return {
            "evidence": tree.leaf.evidence,
            "code": str(tree.code),
            "documents": documents,
            "remarks": sorted(map(str, tree.remarks)),
            "lacking": sorted(tree.lacking),
        }
    return {"kind": tree.kind, "met": tree.met, "parts": [_tree(part) for part in tree.parts]}
