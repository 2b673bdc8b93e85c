"""What the rules say of a pattern: facts and documents without their keys, judged once for all products that share them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from audits.clearances.evidence import attributes
from audits.clearances.market_status import standing
from audits.compliance.applicable import CHINA
from audits.compliance.assess import assess
from audits.compliance.dossier import Dossier, Evidence, statements
from audits.compliance.missing import BuyerDocument, missing_from_buyer
from audits.compliance.rulebook import Rulebook
from audits.compliance.timeline import Interval, timeline
from audits.compliance.verdict import BranchVerdict, TreeVerdict
from audits.models import NO_END, NO_START
from suppliers.models import Product

Facts = dict[str, Any]
Finding = dict[str, Any]


class Case(NamedTuple):
    """A product put before the rules: what it shares with others, and its certificates in the order of the documents."""

    signature: str
    text: str
    """The facts as JSON, written always the same way."""
    certificates: list[int]


def case_of(product: Product, documents: tuple[Evidence, ...]) -> Case:
    """The product's pattern. Documents that differ in nothing but their keys stand in the order of these."""
    ordered = sorted(documents, key=_place)
    facts = {
        "product_type": product.product_type_id,
        "attributes": product.attributes,
        "documents": [_plain(document) for document in ordered],
    }
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Case(hashlib.sha256(text.encode()).hexdigest(), text, [int(document.ref or 0) for document in ordered])


@lru_cache(maxsize=8192)
def _place(document: Evidence) -> tuple[Any, ...]:
    """Where a document stands among others; its key decides last. One document speaks of many products: kept."""
    return (*replace(document, ref=None).order(), int(document.ref or 0))


@lru_cache(maxsize=8192)
def _plain(document: Evidence) -> dict[str, Any]:
    """A document as JSON: what it leaves open is left out, and so is its key."""
    said = asdict(replace(document, ref=None, stated=()))
    facts = {name: str(value) for name, value in said.items() if value}
    return {**facts, "stated": dict(document.stated)} if document.stated else facts


def _document(plain: Mapping[str, Any], place: int) -> Evidence:
    """The document again, with its place for a key."""
    said: dict[str, Any] = {
        name: date.fromisoformat(value) if name in DAYS else value for name, value in plain.items() if name != "stated"
    }
    stated = {key: tuple(value) if isinstance(value, list) else value for key, value in plain.get("stated", {}).items()}
    return Evidence(**said, stated=statements(stated), ref=str(place))


TURNS_OF_DOCUMENTS = ("evidence-", "issuer-")
"""Turns whose ``ref`` is a document; that of a standard is an edition."""
DAYS = {"valid_from", "valid_until", "issued_on"}


@lru_cache(maxsize=8192)
def findings_of(text: str, rulebook: Rulebook) -> list[Finding]:
    """What the rules say of facts in their one way of writing; what was asked lately is kept in the process."""
    return findings(json.loads(text), rulebook)


def findings(facts: Facts, rulebook: Rulebook, markets: Collection[str] | None = None) -> list[Finding]:
    """What the rules say in each market, or in these: one for each run of days on which such a product ships."""
    documents = tuple(_document(plain, place) for place, plain in enumerate(facts["documents"]))
    product_type, stated = facts["product_type"], attributes(facts["attributes"])
    asked = sorted(rulebook.markets if markets is None else markets)
    dossiers = (Dossier(product_type, stated, market, documents, shipped_from_china=True) for market in asked)
    return [
        _finding(interval, one, rulebook)
        for one in dossiers
        if one.market != CHINA and rulebook.requirements_for(product_type, str(one.market))
        for interval in timeline(one, rulebook)
        if interval.state.ships or interval.is_ready
    ]


def findings_after(facts: Facts, known: list[Finding], *, before: Rulebook, after: Rulebook) -> list[Finding]:
    """What another edition says of facts whose findings under one are known: judged only where the law differs."""
    markets = markets_that_differ(before, after, facts["product_type"])
    kept = [one for one in known if one["market"] not in markets]
    return sorted([*kept, *findings(facts, after, markets)], key=lambda one: (one["market"], one["valid_from"]))


def in_markets(found: Iterable[Finding], markets: Collection[str]) -> list[Finding]:
    """Those that speak of these markets."""
    return [one for one in found if one["market"] in markets]


def markets_answered_otherwise(before: list[Finding], after: list[Finding]) -> frozenset[str]:
    """The markets of which the one does not say what the other says."""
    spoken_of = {one["market"] for one in (*before, *after)}
    return frozenset(one for one in spoken_of if in_markets(before, {one}) != in_markets(after, {one}))


def covers_differ(before: Rulebook, after: Rulebook) -> bool:
    """Whether some type of document speaks of the company in one edition and of products in the other."""
    types = after.evidence_types
    return any(one.covers != types[id_].covers for id_, one in before.evidence_types.items() if id_ in types)


@lru_cache(maxsize=256)
def markets_that_differ(before: Rulebook, after: Rulebook, product_type: str) -> frozenset[str]:
    """Markets in which two editions may answer differently for a product type."""
    markets = frozenset(before.markets) | frozenset(after.markets)
    if any(getattr(before, name) != getattr(after, name) for name in COMMON_LAW):
        return markets
    if before.requirements_for(product_type, CHINA) != after.requirements_for(product_type, CHINA):
        return markets
    return frozenset(
        market
        for market in markets
        if before.requirements_for(product_type, market) != after.requirements_for(product_type, market)
    )


COMMON_LAW = ("standard_editions", "evidence_types", "issuing_bodies")
"""What every market's rows are read with."""


def _finding(interval: Interval, dossier: Dossier, rulebook: Rulebook) -> Finding:
    on = interval.first_day or interval.last_day or NO_END
    verdict = assess(dossier, rulebook, on=on)
    judged = (row for row in verdict.judged if row.met or interval.is_ready)
    ways = missing_from_buyer(dossier, rulebook, on=on) if interval.is_ready else ()
    return {
        "market": dossier.market,
        "state": str(standing(interval.state, interval.state_if_buyer_complies)),
        "valid_from": (interval.first_day or NO_START).isoformat(),
        "valid_until": (interval.last_day or NO_END).isoformat(),
        "ends_because": [_turn(asdict(turn)) for turn in interval.ends_because],
        "documents": sorted({int(ref) for row in judged for ref in _refs(row.tree, of_unmet=interval.is_ready)}),
        "requirements": list(verdict.rows),
        "to_arrange": [_arrange(one) for one in ways[0]] if ways else [],
    }


def _arrange(one: BuyerDocument) -> dict[str, Any]:
    asked = {key: list(value) if isinstance(value, tuple) else value for key, value in one.narrowing}
    return {"type": one.type, "with": asked}


def _turn(turn: dict[str, str | None]) -> dict[str, str]:
    return {key: str(value) for key, value in turn.items() if value is not None}


def _refs(tree: TreeVerdict, *, of_unmet: bool) -> Iterator[str]:
    """The documents that meet a tree; of one that is not met, what is there already, where that is asked for."""
    if isinstance(tree, BranchVerdict):
        if tree.met or of_unmet:
            for part in tree.parts:
                yield from _refs(part, of_unmet=of_unmet and not tree.met)
    elif tree.met:
        yield from (document.ref for document in tree.documents if document.ref)


def for_product(finding: Finding, certificates: list[int]) -> Finding:
    """The finding with the product's certificates in place of places."""

    def named(turn: dict[str, str]) -> dict[str, str]:
        is_a_document = turn["code"].startswith(TURNS_OF_DOCUMENTS) and "ref" in turn
        return {**turn, "ref": str(certificates[int(turn["ref"])])} if is_a_document else turn

    return {
        "market_id": finding["market"],
        "state": finding["state"],
        "valid_from": date.fromisoformat(finding["valid_from"]),
        "valid_until": date.fromisoformat(finding["valid_until"]),
        "ends_because": [named(turn) for turn in finding["ends_because"]] or None,
        "certificates": sorted(certificates[place] for place in finding["documents"]),
        "requirements": finding["requirements"],
        "to_arrange": finding["to_arrange"],
    }
