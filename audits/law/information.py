"""Reads the entries that only inform: duties, alerts, procurement measures, fees, and law that is not in force yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from audits.compliance.buyer_facts import BuyerFact
from audits.compliance.information import EVERYWHERE, Information, Topic
from audits.compliance.reference import Confidence, Source
from audits.law.buyer_facts import buyer_condition
from audits.law.dated import day, days, known_sources
from audits.law.yaml_reading import Document, RulebookError

FILE = "information.yaml"


def information(
    entries: Iterable[Document],
    markets: Collection[str],
    product_types: Collection[str],
    facts: Mapping[str, BuyerFact],
    sources: Mapping[str, Source],
) -> dict[str, Information]:
    """The entries by id. Raises RulebookError for an id that stands twice, and for what the rulebook does not know."""
    read: dict[str, Information] = {}
    for entry in entries:
        id_ = entry["id"]
        if id_ in read:
            raise RulebookError(FILE, id_, "duplicate id")
        unknown = [*_unknown("market", entry["markets"], {*markets, EVERYWHERE})]
        unknown += _unknown("product type", entry.get("product_types", ()), product_types)
        if unknown:
            raise RulebookError(FILE, id_, unknown[0])
        read[id_] = _entry(entry, facts, sources)
    return read


def _unknown(kind: str, said: Iterable[str], known: Collection[str]) -> Iterator[str]:
    return (f"unknown {kind} {one!r}" for one in said if one not in known)


def _entry(entry: Document, facts: Mapping[str, BuyerFact], sources: Mapping[str, Source]) -> Information:
    id_ = entry["id"]
    begins, ends = days(entry, FILE, id_)
    pending = entry.get("pending")
    if pending is not None and begins:
        raise RulebookError(FILE, id_, "is pending, so that it has no first day yet: say the expected day")
    return Information(
        id=id_,
        topic=Topic(entry["topic"]),
        markets=tuple(entry["markets"]),
        text=entry["text"],
        text_zh=entry["text_zh"],
        legal_basis=entry["legal_basis"],
        confidence=Confidence(entry["confidence"]),
        sources=known_sources(entry, sources, FILE, id_),
        origins=tuple(entry.get("origins", ())),
        product_types=tuple(entry.get("product_types", ())),
        hs=tuple(entry.get("hs", ())),
        buyer=buyer_condition(entry, facts, FILE, id_),
        rate=entry.get("rate", ""),
        effective_from=begins,
        effective_until=ends,
        is_pending=pending is not None,
        expected=day((pending or {}).get("expected"), FILE, id_),
    )
