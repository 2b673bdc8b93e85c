"""The kept readings of labelled documents: a line of JSON each, compressed, one file per part, under `tests/labelled`."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from suppliers.documents.reading import Reading
from suppliers.documents.results import Refused
from tools.labelled.page_content import PageContent
from tools.labelled.plan import Labelled, Part, documents
from tools.labelled.rendering import page_of

FOLDER = Path(__file__).parents[2] / "tests" / "labelled" / "readings"
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


def keep(document: Labelled, content: PageContent, answer: Reading | Refused) -> None:
    """Append one line. What differs from run to run (creation dates, durations) is left out."""
    line = {
        "name": document.name,
        "kind": document.kind.id,
        "layout": document.variant,
        "look": str(document.look),
        "truth": content.truth,
        "not_judged": content.not_judged,
        "reading": _without_run_details(answer) if isinstance(answer, Reading) else None,
    }
    FOLDER.mkdir(exist_ok=True)
    with gzip.open(path_of(document.part), "at", encoding="utf-8") as file:
        file.write(_line(line))


def pack(part: Part) -> None:
    """Rewrite the file as one compressed stream with the present labels: smaller, and the same bytes for the same readings."""
    path = path_of(part)
    if not path.exists():
        return
    plan = {document.name: document for document in documents()}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        entries = {entry["name"]: entry for entry in map(json.loads, lines)}
    whole = "".join(_line({**entries[name], **labels(plan[name])}) for name in sorted(entries) if name in plan)
    path.write_bytes(gzip.compress(whole.encode(), mtime=0))


def labels(document: Labelled) -> dict[str, Any]:
    content = page_of(document)[1]
    return {"truth": content.truth, "not_judged": content.not_judged}


def _line(entry: Any) -> str:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n"


def _without_run_details(reading: Reading) -> Any:
    stable = replace(reading, metadata=None, structure=None, stages=(), engines={})
    return _round_floats(stable.as_json())


def _round_floats(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, dict):
        return {name: _round_floats(one) for name, one in value.items()}
    return [_round_floats(one) for one in value] if isinstance(value, list) else value
