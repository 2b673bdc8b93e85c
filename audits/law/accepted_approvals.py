"""Reads whose approvals each market accepts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from audits.compliance.parameters import AUTHORITY, AUTHORITY_OR_ORIGIN
from audits.compliance.reference import AcceptedAuthorities, Confidence, Market, Source
from audits.compliance.rulebook import EvidenceType
from audits.law.dated import known_sources
from audits.law.yaml_reading import Document, RulebookError

FILE = "accepted_approvals.yaml"


def accepted_approvals(
    entries: Document,
    markets: Mapping[str, Market],
    evidence_types: Mapping[str, EvidenceType],
    sources: Mapping[str, Source],
) -> dict[tuple[str, str], AcceptedAuthorities]:
    """By market and type of document. Raises RulebookError for an unknown market, source, or type without such a list."""
    return {(one.market, one.evidence): one for one in _entries(entries, markets, evidence_types, sources)}


def _entries(
    entries: Document,
    markets: Collection[str],
    evidence_types: Mapping[str, EvidenceType],
    sources: Mapping[str, Source],
) -> Iterator[AcceptedAuthorities]:
    for market, lists in entries.items():
        if market not in markets:
            raise RulebookError(FILE, market, "unknown market")
        for evidence, entry in lists.items():
            kind = evidence_types.get(evidence)
            if kind is None or kind.parameter not in (AUTHORITY, AUTHORITY_OR_ORIGIN):
                raise RulebookError(FILE, market, f"{evidence!r} is no type of document that depends on an authority")
            yield AcceptedAuthorities(
                market,
                evidence,
                tuple(entry["of"]),
                confidence=Confidence(entry["confidence"]),
                takes_origin=entry.get("origin", True),
                note=entry.get("note", ""),
                sources=known_sources(entry, sources, FILE, market),
            )
