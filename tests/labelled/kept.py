"""Readings of labelled documents as they are kept: a line of JSON each, compressed, one file per part."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from suppliers.documents.reading import Reading
from suppliers.documents.results import Refused
from tests.labelled.drawing import page_of
from tests.labelled.plan import Labelled, Part, documents
from tests.labelled.printed import Printed

FOLDER = Path(__file__).parent / "readings"
DIGITS = 4
"""Places are kept to a ten-thousandth of the page: less than a hair."""


def path_of(part: Part) -> Path:
    return FOLDER / f"{str(part).replace('-', '_')}.jsonl.gz"


def names_in(part: Part) -> set[str]:
    """The documents that have been read already."""
    path = path_of(part)
    if not path.exists():
        return set()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {json.loads(line)["name"] for line in lines}


def keep(document: Labelled, printed: Printed, answer: Reading | Refused) -> None:
    """Append one line; what differs from run to run (days of making, times) stays out."""
    line = {
        "name": document.name,
        "kind": document.kind.id,
        "layout": document.variant,
        "look": str(document.look),
        "truth": printed.truth,
        "not_judged": printed.not_judged,
        "reading": _slim(answer) if isinstance(answer, Reading) else None,
    }
    FOLDER.mkdir(exist_ok=True)
    with gzip.open(path_of(document.part), "at", encoding="utf-8") as file:
        file.write(_line(line))


def pack(part: Part) -> None:
    """The lines in one stream with the labels of today: smaller, and the same bytes for the same readings."""
    path = path_of(part)
    if not path.exists():
        return
    plan = {document.name: document for document in documents()}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        entries = {entry["name"]: entry for entry in map(json.loads, lines)}
    whole = "".join(_line({**entries[name], **labels(plan[name])}) for name in sorted(entries) if name in plan)
    path.write_bytes(gzip.compress(whole.encode(), mtime=0))


def labels(document: Labelled) -> dict[str, Any]:
    printed = page_of(document)[1]
    return {"truth": printed.truth, "not_judged": printed.not_judged}


def _line(entry: Any) -> str:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n"


def _slim(reading: Reading) -> Any:
    kept = replace(reading, metadata=None, structure=None, stages=(), engines={})
    return _rounded(kept.as_json())


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list) else value
