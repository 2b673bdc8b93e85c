"""Reads the list of issuing bodies, whose entitlements documents are checked against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from audits.compliance import days
from audits.compliance.reference import Confidence, Entitlement, IssuingBody, Source
from audits.compliance.rulebook import EvidenceType
from audits.law.dated import days as read_days
from audits.law.dated import known_sources
from audits.law.yaml_reading import Document, RulebookError

FILE = "issuing_bodies.yaml"


def issuing_bodies(
    entries: Iterable[Document], types: Mapping[str, EvidenceType], sources: Mapping[str, Source]
) -> dict[str, IssuingBody]:
    """The bodies by number. A law that no evidence type names is unknown and refused with a RulebookError."""
    laws = {kind.issuer_law for kind in types.values()}
    bodies: dict[str, IssuingBody] = {}
    for entry in entries:
        number = entry["number"]
        if number in bodies:
            raise RulebookError(FILE, number, "stands twice")
        entitled = tuple(_entitlements(entry, sources))
        for entitlement in entitled:
            if entitlement.law not in laws:
                raise RulebookError(FILE, number, f"unknown law {entitlement.law!r}: no evidence type names it")
        _refuse_overlaps(number, entitled)
        bodies[number] = IssuingBody(number, entry["name"], entry["country"], entitled)
    return bodies


def _entitlements(entry: Document, sources: Mapping[str, Source]) -> Iterator[Entitlement]:
    number = entry["number"]
    for item in entry["entitled"]:
        first, last = read_days(item, FILE, number)
        yield Entitlement(
            law=item["law"],
            effective_from=first,
            effective_until=last,
            confidence=Confidence(item["confidence"]),
            scopes=tuple(item.get("scopes", ())),
            note=item.get("note", ""),
            sources=known_sources(item, sources, FILE, number),
        )


def _refuse_overlaps(number: str, entitled: Iterable[Entitlement]) -> None:
    for entitlement, other in combinations(entitled, 2):
        same_scope = not entitlement.scopes or not other.scopes or set(entitlement.scopes) & set(other.scopes)
        if entitlement.law == other.law and same_scope and _share_a_day(entitlement, other):
            raise RulebookError(FILE, number, f"is entitled twice under {entitlement.law} on the same days")


def _share_a_day(entitlement: Entitlement, other: Entitlement) -> bool:
    spans = (days.span(entry.effective_from, entry.effective_until) for entry in (entitlement, other))
    (first, last), (opens, closes) = spans
    return first <= closes and opens <= last
