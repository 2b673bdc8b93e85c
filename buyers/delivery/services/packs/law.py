"""What the rulebook asks for of each line of an order on the day of arrival, as documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from audits.answers.evidence_tree import NOTHING_IN_FORCE
from audits.answers.names import VerdictNames
from audits.answers.proof import needed_leaves
from audits.clearances.evidence import dossier, put_on_record
from audits.compliance.assess import assess
from audits.compliance.dossier import Evidence
from audits.compliance.rulebook import HomeStatus
from audits.compliance.verdict import LeafCode, LeafVerdict, State, Verdict
from audits.law.current import current_rulebook
from buyers.catalogue import reference
from buyers.terms.delivery.pack_facts import LawDocument, LawState
from suppliers.models import Product

_STATES = {LeafCode.MET: LawState.MET, LeafCode.LAPSED: LawState.LAPSED}


@dataclass(frozen=True)
class LawOfOrder:
    """``documents`` of all lines; ``unknown`` and ``prohibited`` are numbers of lines that the rulebook does not know in that
    destination, and of those that it forbids. ``registered``: whether documents say that the products are sold in China.
    """

    documents: tuple[LawDocument, ...]
    unknown: tuple[int, ...]
    prohibited: tuple[int, ...]
    registered: bool | None


def law_of(
    products: Mapping[int, Product], destination: str, *, departs_on: date | None, arrives_on: date
) -> LawOfOrder:
    """Products by the number of their line, judged for the day of arrival. A fixed number of queries."""
    held = put_on_record(products.values())
    law = current_rulebook()
    market = reference.market_of(destination)
    verdicts = {
        number: assess(
            dossier(one, held[one.pk].documents, market=market, country=destination, shipped_on=departs_on),
            law,
            on=arrives_on,
        )
        for number, one in products.items()
    }
    documents = [
        _document(
            number, leaf, verdict, VerdictNames(law, held[products[number].pk]), held[products[number].pk].documents
        )
        for number, verdict in verdicts.items()
        if verdict.state is not State.PROHIBITED
        for leaf in needed_leaves(verdict)
    ]
    return LawOfOrder(
        tuple(documents),
        tuple(number for number, one in verdicts.items() if one.state is State.NOT_ASSESSED),
        tuple(number for number, one in verdicts.items() if one.state is State.PROHIBITED),
        _is_registered(list(verdicts.values())),
    )


def _document(
    line: int, leaf: LeafVerdict, verdict: Verdict, names: VerdictNames, held: Sequence[Evidence]
) -> LawDocument:
    rows = [one.requirement for one in verdict.judged if leaf.leaf in one.requirement.leaves]
    state = _STATES.get(leaf.code, LawState.ABSENT)
    ends = [one.valid_until for one in leaf.documents if one.valid_until]
    if state is LawState.LAPSED and not ends:
        ends = [one.valid_until for one in held if one.type == leaf.leaf.evidence and one.valid_until]
    taken = names.taken_back(leaf.leaf.evidence, on=verdict.on) if leaf.code in NOTHING_IN_FORCE else None
    return LawDocument(
        line=line,
        type=leaf.leaf.evidence,
        name=names.document_text(leaf.leaf.evidence, leaf.leaf.narrowing),
        state=state,
        is_buyers=names.rulebook.is_buyer_side(leaf.leaf.evidence),
        basis="; ".join(dict.fromkeys(row.legal_basis for row in rows)),
        confidence=str(rows[0].confidence) if rows else "low",
        valid_until=max(ends, default=None),
        taken_back=taken.sentence if taken else "",
    )


def _is_registered(verdicts: Sequence[Verdict]) -> bool | None:
    """None where no document says whether a product may be sold in China; False where one is for export only."""
    stated = {fact.status for verdict in verdicts for fact in verdict.home_market}
    if HomeStatus.EXPORT_ONLY in stated:
        return False
    return True if any(status.is_approval for status in stated) else None
