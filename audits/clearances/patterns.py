"""Judges patterns: facts and documents without their keys, once for all products that share them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from audits.clearances.evidence import attributes, manufacturer_of
from audits.clearances.market_status import market_status
from audits.compliance.acceptance import is_of_the_manufacturer
from audits.compliance.applicable import CHINA
from audits.compliance.assess import assess
from audits.compliance.dossier import Dossier, Evidence, statements
from audits.compliance.label_languages import country_groups
from audits.compliance.missing import BuyerDocument, missing_from_buyer
from audits.compliance.rulebook import Rulebook
from audits.compliance.timeline import Interval, timeline
from audits.compliance.verdict import BranchVerdict, State, TreeVerdict
from audits.models import NO_END, NO_START
from audits.models.clearance import countries_as_text
from suppliers.models import Product

Facts = dict[str, Any]
"""``product_type``, ``attributes`` and ``documents``, as JSON."""
PatternFinding = dict[str, Any]
"""A run of days on which such a product ships to a market, or would with the buyer's documents, or is prohibited there, as JSON."""


OWN, ANOTHER = "own", "another"
"""Manufacturers in a pattern: that of the product, and any other."""


class ProductPattern(NamedTuple):
    """What a product shares with others, and its own certificates in the order of the pattern's documents."""

    signature: str
    text: str
    """The facts as canonical JSON."""
    certificates: list[int]


def pattern_of(product: Product, documents: tuple[Evidence, ...]) -> ProductPattern:
    """The product's pattern. Documents that differ only in their keys are ordered by these."""
    ordered = sorted(_with_own_marked(product, documents), key=_sort_key)
    facts = {
        "product_type": product.product_type_id,
        "attributes": product.attributes,
        "documents": [_document_as_json(document) for document in ordered],
    }
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return ProductPattern(
        hashlib.sha256(text.encode()).hexdigest(), text, [int(document.ref or 0) for document in ordered]
    )


def _with_own_marked(product: Product, documents: tuple[Evidence, ...]) -> Iterator[Evidence]:
    """The documents without names of manufacturers: those of another one than the product's say ``ANOTHER``."""
    facts = Dossier(product.product_type_id, {}, None, manufacturer=manufacturer_of(product))
    for document in documents:
        is_own = is_of_the_manufacturer(document, facts)
        yield replace(document, manufacturer=None if is_own else ANOTHER)


@lru_cache(maxsize=8192)
def _sort_key(document: Evidence) -> tuple[Any, ...]:
    """Orders documents by their facts, then by key. Cached, because one document covers many products."""
    return (*replace(document, ref=None).sort_key(), int(document.ref or 0))


@lru_cache(maxsize=8192)
def _document_as_json(document: Evidence) -> dict[str, Any]:
    """A document as JSON, without its key and without empty fields."""
    fields = asdict(replace(document, ref=None, stated=()))
    facts = {name: str(value) for name, value in fields.items() if value}
    return {**facts, "stated": dict(document.stated)} if document.stated else facts


def _document_from_json(stored: Mapping[str, Any], place: int) -> Evidence:
    """The document again, with its place in the pattern as its key."""
    fields: dict[str, Any] = {
        name: date.fromisoformat(value) if name in DAYS else value for name, value in stored.items() if name != "stated"
    }
    stated = {
        key: tuple(value) if isinstance(value, list) else value for key, value in stored.get("stated", {}).items()
    }
    return Evidence(**fields, stated=statements(stated), ref=str(place))


CAUSES_ABOUT_DOCUMENTS = ("evidence-", "issuer-")
"""How codes of causes begin whose ``ref`` is a document; the ``ref`` of a standard is its edition."""
DAYS = {"valid_from", "valid_until", "issued_on"}


@lru_cache(maxsize=8192)
def findings_of(text: str, rulebook: Rulebook) -> list[PatternFinding]:
    """The findings for facts given as canonical JSON, cached in the process."""
    return findings(json.loads(text), rulebook)


def findings(facts: Facts, rulebook: Rulebook, markets: Collection[str] | None = None) -> list[PatternFinding]:
    """The findings in each market, or in these: one for each run of days on which such a product ships or is prohibited.

    A finding that names ``countries`` holds in those of its market alone.
    """
    documents = tuple(_document_from_json(stored, place) for place, stored in enumerate(facts["documents"]))
    product_type, stated = facts["product_type"], attributes(facts["attributes"])
    asked = sorted(rulebook.markets if markets is None else markets)
    dossiers = (
        Dossier(product_type, stated, market, documents, shipped_from_china=True, manufacturer=OWN) for market in asked
    )
    return [
        finding
        for one in dossiers
        if one.market != CHINA and rulebook.requirements_for(product_type, str(one.market))
        for finding in _findings_in_market(one, rulebook)
    ]


def _findings_in_market(dossier: Dossier, rulebook: Rulebook) -> list[PatternFinding]:
    """The findings of a market. Where its countries differ, each says for which it holds: those with equal findings share them."""
    groups = country_groups(dossier, rulebook)
    if len(groups) == 1:
        return _findings_in(dossier, rulebook)
    shared: dict[str, tuple[list[PatternFinding], list[str]]] = {}
    for countries in groups:
        found = _findings_in(replace(dossier, country=countries[0]), rulebook)
        shared.setdefault(json.dumps(found, sort_keys=True), (found, []))[1].extend(countries)
    whole = len(shared) == 1
    named = [
        one if whole else {**one, "countries": sorted(countries)}
        for found, countries in shared.values()
        for one in found
    ]
    return sorted(named, key=_place_of_finding)


def _findings_in(dossier: Dossier, rulebook: Rulebook) -> list[PatternFinding]:
    return [
        _finding(interval, dossier, rulebook)
        for interval in timeline(dossier, rulebook)
        if interval.state.ships or interval.is_ready or interval.state is State.PROHIBITED
    ]


def findings_after(
    facts: Facts, known: list[PatternFinding], *, before: Rulebook, after: Rulebook
) -> list[PatternFinding]:
    """The findings under another edition, judged again only in markets whose law differs."""
    markets = markets_that_differ(before, after, facts["product_type"])
    kept = [one for one in known if one["market"] not in markets]
    return sorted([*kept, *findings(facts, after, markets)], key=_place_of_finding)


def _place_of_finding(one: PatternFinding) -> tuple[str, str, list[str]]:
    return one["market"], one["valid_from"], one.get("countries", [])


def in_markets(findings: Iterable[PatternFinding], markets: Collection[str]) -> list[PatternFinding]:
    """Those of these markets."""
    return [one for one in findings if one["market"] in markets]


def markets_with_other_findings(before: list[PatternFinding], after: list[PatternFinding]) -> frozenset[str]:
    """The markets in which the two differ."""
    markets = {one["market"] for one in (*before, *after)}
    return frozenset(one for one in markets if in_markets(before, {one}) != in_markets(after, {one}))


def covers_differ(before: Rulebook, after: Rulebook) -> bool:
    """Whether some type of document covers the whole company in one edition and single products in the other."""
    types = after.evidence_types
    return any(one.covers != types[id_].covers for id_, one in before.evidence_types.items() if id_ in types)


def renamed_types(before: Rulebook, after: Rulebook) -> set[str]:
    """Product types that people find by other names than in the edition before."""
    names = ("name", "name_zh", "synonyms")
    known = before.product_types
    return {
        id_
        for id_, facts in after.product_types.items()
        if any(facts.get(name) != known.get(id_, {}).get(name) for name in names)
    }


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
        or _countries_of(market, before) != _countries_of(market, after)
    )


def _countries_of(market: str, rulebook: Rulebook) -> tuple[str, ...]:
    known = rulebook.markets.get(market)
    return known.countries if known else ()


COMMON_LAW = (
    "standard_editions",
    "evidence_types",
    "issuing_bodies",
    "label_languages",
    "accepted_authorities",
    "buyer_facts",
)
"""Parts of a rulebook that every market's rows depend on."""


def _finding(interval: Interval, dossier: Dossier, rulebook: Rulebook) -> PatternFinding:
    on = interval.first_day or interval.last_day or NO_END
    verdict = assess(dossier, rulebook, on=on)
    judged = (row for row in verdict.judged if row.met or interval.is_ready)
    ways = missing_from_buyer(dossier, rulebook, on=on) if interval.is_ready else ()
    return {
        "market": dossier.market,
        "state": str(market_status(interval.state, interval.state_if_buyer_complies)),
        "valid_from": (interval.first_day or NO_START).isoformat(),
        "valid_until": (interval.last_day or NO_END).isoformat(),
        "ends_because": [_cause_as_json(asdict(cause)) for cause in interval.ends_because],
        "documents": sorted(
            {int(ref) for row in judged for ref in _places_of_documents(row.tree, of_unmet=interval.is_ready)}
        ),
        "requirements": list(verdict.rows),
        "to_arrange": [_buyer_document_as_json(one) for one in ways[0]] if ways else [],
    }


def _buyer_document_as_json(one: BuyerDocument) -> dict[str, Any]:
    asked = {key: list(value) if isinstance(value, tuple) else value for key, value in one.narrowing}
    return {"type": one.type, "with": asked}


def _cause_as_json(cause: dict[str, str | None]) -> dict[str, str]:
    return {key: str(value) for key, value in cause.items() if value is not None}


def _places_of_documents(tree: TreeVerdict, *, of_unmet: bool) -> Iterator[str]:
    """Places of the documents that meet a tree; with ``of_unmet`` also of those on file for a tree that is not met."""
    if isinstance(tree, BranchVerdict):
        if tree.met or of_unmet:
            for part in tree.parts:
                yield from _places_of_documents(part, of_unmet=of_unmet and not tree.met)
    elif tree.met:
        yield from (document.ref for document in tree.documents if document.ref)


def for_product(finding: PatternFinding, certificates: list[int]) -> PatternFinding:
    """The finding as the columns of a clearance, with the product's certificates instead of places."""

    def with_own_certificate(cause: dict[str, str]) -> dict[str, str]:
        is_a_document = cause["code"].startswith(CAUSES_ABOUT_DOCUMENTS) and "ref" in cause
        return {**cause, "ref": str(certificates[int(cause["ref"])])} if is_a_document else cause

    return {
        "market_id": finding["market"],
        "state": finding["state"],
        "valid_from": date.fromisoformat(finding["valid_from"]),
        "valid_until": date.fromisoformat(finding["valid_until"]),
        "countries": countries_as_text(finding.get("countries", ())),
        "ends_because": [with_own_certificate(cause) for cause in finding["ends_because"]] or None,
        "certificates": sorted(certificates[place] for place in finding["documents"]),
        "requirements": finding["requirements"],
        "to_arrange": finding["to_arrange"],
    }
