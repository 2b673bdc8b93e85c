"""Every row of our data files that says how sure it is: what an officer can compare with its source."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from buyers.terms.errors import TermsError
from buyers.terms.files import FOLDER, parse_data

UNSURE = ("medium", "low")
"""Such rows block nothing until somebody has confirmed them."""
META = "meta"
_ID_KEYS = ("id", "code", "market", "iso2", "un", "locode", "name")
"""Keys by which rows are known, the first that is there."""


@dataclass(frozen=True)
class DataRow:
    """A row of a file: ``id`` is unique in the file; ``facts`` are all it says; ``confidence`` without what follows it.

    ``confidence`` may be written as "high for class; medium for air": the row is as sure as the least of them.
    """

    file: str
    id: str
    facts: Mapping[str, Any]
    confidence: str
    source: str

    @property
    def digest(self) -> str:
        """SHA-256 of everything that the row says, whatever the order of its keys."""
        text = json.dumps(self.facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@cache
def data_rows() -> tuple[DataRow, ...]:
    """All rows of all files that name a confidence, in the order of files and rows."""
    files = sorted(path for path in FOLDER.iterdir() if path.suffix in (".csv", ".yaml"))
    return tuple(row for path in files for row in rows_of(path.name, path.read_bytes()))


def rows_of(file: str, content: bytes) -> tuple[DataRow, ...]:
    """Rows of one file. Raises TermsError ``row-twice`` where two have the same id."""
    found = tuple(_csv_rows(file, content) if Path(file).suffix == ".csv" else _yaml_rows(file, content))
    ids: set[str] = set()
    for row in found:
        if row.id in ids:
            raise TermsError("row-twice", file=file, row=row.id)
        ids.add(row.id)
    return found


def least(confidence: str) -> str:
    """The least sure word of that text: low, medium, proposal or high."""
    return next((word for word in ("low", "medium", "proposal") if word in confidence), "high")


def _csv_rows(file: str, content: bytes) -> Iterator[DataRow]:
    for facts in csv.DictReader(io.StringIO(content.decode())):
        if confidence := facts.get("confidence"):
            yield DataRow(file, _own_id(facts, ""), facts, least(confidence), facts.get("source", ""))


def _yaml_rows(file: str, content: bytes) -> Iterator[DataRow]:
    data = parse_data(content)
    for key, value in data.items():
        if key != META:
            yield from _below(file, key, value, data.get(META) or {})


def _below(file: str, path: str, value: Any, meta: Mapping[str, Any]) -> Iterator[DataRow]:
    """The value itself where it names a confidence, else whatever below it does."""
    if isinstance(value, dict) and "confidence" in value:
        yield DataRow(file, path, value, least(str(value["confidence"])), _source_of(value, meta))
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from _below(file, f"{path}/{key}", below, meta)
    elif isinstance(value, list):
        for number, below in enumerate(value, start=1):
            name = _own_id(below, str(number)) if isinstance(below, dict) else str(number)
            yield from _below(file, f"{path}/{name}", below, meta)


def _own_id(facts: Mapping[str, Any], otherwise: str) -> str:
    return next((str(facts[key]) for key in _ID_KEYS if facts.get(key)), otherwise)


def _source_of(row: Mapping[str, Any], meta: Mapping[str, Any]) -> str:
    """What the row's source is called in full: rows may name one of the file's sources by its key."""
    source = str(row.get("source", ""))
    known = meta.get("sources")
    return str(known.get(source, source)) if isinstance(known, dict) else source
