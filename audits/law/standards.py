"""Reads the file of standards and that of terms, and older lists of editions, as what citations are compared by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from audits.compliance.reference import Confidence, Source
from audits.compliance.rulebook import StandardEdition
from audits.compliance.standards import Inconsistent, Vocabulary, vocabulary_of
from audits.compliance.terms import Terms
from audits.law.dated import days, known_sources
from audits.law.yaml_reading import Document, RulebookError

FILE = "standards.yaml"
OLDER_FILE = "standard_editions.yaml"
"""What editions of before 2026-11-30 have instead: a list of editions without ids, parts or grades."""


def vocabulary(document: Document) -> Vocabulary:
    """The standards by id. An id or a name that stands twice is refused with a RulebookError."""
    try:
        return vocabulary_of(document)
    except Inconsistent as fault:
        raise RulebookError(FILE, fault.standard, fault.reason) from fault


def editions(document: Document, sources: Mapping[str, Source]) -> Iterator[StandardEdition]:
    """The editions of every standard of the file."""
    for standard in document["standards"]:
        for entry in standard.get("editions", ()):
            yield _edition(FILE, standard["id"], entry, sources)


def older_editions(entries: list[Document], sources: Mapping[str, Source]) -> Iterator[StandardEdition]:
    """The editions of an older list."""
    for entry in entries:
        yield _edition(OLDER_FILE, entry["standard"], entry, sources)


def _edition(file: str, standard: str, entry: Document, sources: Mapping[str, Source]) -> StandardEdition:
    row = f"{standard}:{entry['edition']}"
    start, end = days(entry, file, row)
    return StandardEdition(
        standard=standard,
        edition=entry["edition"],
        effective_from=start,
        effective_until=end,
        confidence=Confidence(entry["confidence"]),
        note=entry.get("note", ""),
        sources=known_sources(entry, sources, file, row),
        also=tuple(entry.get("also", ())),
        superseded_by=entry.get("superseded_by", ""),
        is_forbidden_after=entry.get("forbidden", False),
    )


def terms(document: Mapping[str, Mapping[str, Any]]) -> Terms:
    """The ids of each key, with the other ways in which they are printed."""
    return Terms(
        {
            key: {id_: (entry["name"], *entry.get("aliases", ())) for id_, entry in ids.items()}
            for key, ids in document.items()
        }
    )
