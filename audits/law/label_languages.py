"""Reads which languages labels need in each country."""

from __future__ import annotations

from collections.abc import Mapping

from audits.compliance.reference import Confidence, LabelLanguages, Source
from audits.law.dated import known_sources
from audits.law.yaml_reading import Document

FILE = "label_languages.yaml"


def label_languages(entries: Document, sources: Mapping[str, Source]) -> dict[str, LabelLanguages]:
    """By country; a country need not be in a market. Raises RulebookError for an unknown source."""
    return {
        country: LabelLanguages(
            country,
            ways=tuple(map(frozenset, entry["ways"])),
            professional=tuple(map(frozenset, entry.get("professional", ()))),
            confidence=Confidence(entry["confidence"]),
            note=entry.get("note", ""),
            sources=known_sources(entry, sources, FILE, country),
        )
        for country, entry in entries.items()
    }
