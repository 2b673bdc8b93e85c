"""The list of issuing bodies becomes law that documents are held to; what cannot be is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from audits.compliance import days
from audits.compliance.rulebook import Confidence, Entitlement, EvidenceType, IssuingBody, Source
from audits.law.rows import Document, known_sources
from audits.law.rows import days as read_days
from audits.law.yaml_reading import RulebookError

FILE = "issuing_bodies.yaml"


def issuing_bodies(
    entries: Iterable[Document], types: Mapping[str, EvidenceType], sources: Mapping[str, Source]
) -> dict[str, IssuingBody]:
    """The bodies by number. A law that no evidence type asks its issuer to be entitled under is unknown."""
    laws = {one.issuer_law for one in types.values()}
    found: dict[str, IssuingBody] = {}
    for entry in entries:
        number = entry["number"]
        if number in found:
            raise RulebookError(FILE, number, "stands twice")
        entitled = tuple(_entitlements(entry, sources))
        for one in entitled:
            if one.law not in laws:
                raise RulebookError(FILE, number, f"unknown law {one.law!r}: no evidence type names it")
        _refuse_overlaps(number, entitled)
        found[number] = IssuingBody(number, entry["name"], entry["country"], entitled)
    return found


def _entitlements(entry: Document, sources: Mapping[str, Source]) -> Iterator[Entitlement]:
    number = entry["number"]
    for said in entry["entitled"]:
        first, last = read_days(said, FILE, number)
        yield Entitlement(
            law=said["law"],
            effective_from=first,
            effective_until=last,
            confidence=Confidence(said["confidence"]),
            scopes=tuple(said.get("scopes", ())),
            note=said.get("note", ""),
            sources=known_sources(said, sources, FILE, number),
        )


def _refuse_overlaps(number: str, entitled: Iterable[Entitlement]) -> None:
    for one, other in combinations(entitled, 2):
        same_scope = not one.scopes or not other.scopes or set(one.scopes) & set(other.scopes)
        if one.law == other.law and same_scope and _share_a_day(one, other):
            raise RulebookError(FILE, number, f"is entitled twice under {one.law} on the same days")


def _share_a_day(one: Entitlement, other: Entitlement) -> bool:
    spans = (days.span(entry.effective_from, entry.effective_until) for entry in (one, other))
    (first, last), (opens, closes) = spans
    return first <= closes and opens <= last
