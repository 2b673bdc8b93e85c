"""Days and sources of an entry, as every file of the rulebook writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from audits.compliance.reference import Source
from audits.law.yaml_reading import Document, RulebookError


def day(value: str | None, file: str, row: str) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise RulebookError(file, row, f"bad date {value!r}") from None


def days(entry: Document, file: str, row: str) -> tuple[date | None, date | None]:
    start, end = day(entry.get("from"), file, row), day(entry.get("until"), file, row)
    if start and end and end < start:
        raise RulebookError(file, row, f"ends on {end} before it starts on {start}")
    return start, end


def known_sources(entry: Document, sources: Mapping[str, Source], file: str, row: str) -> tuple[str, ...]:
    for id_ in entry["sources"]:
        if id_ not in sources:
            raise RulebookError(file, row, f"unknown source {id_!r}")
    return tuple(entry["sources"])
