"""The table of the OWASP ASVS in docs/security.md: what the standard asks, and what shows that we do it, or what is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

START, END = "<!-- asvs: start -->", "<!-- asvs: end -->"
SETTING = re.compile(r"[A-Z][A-Z0-9_]+")


@dataclass(frozen=True)
class Row:
    """One requirement by its id. ``shown`` names tests, files, pages and settings; ``gap`` what is missing."""

    id: str
    level: int
    asks: str
    shown: tuple[str, ...] = ()
    gap: str = ""


def read_rows(text: str) -> list[Row]:
    """The rows of asvs.yaml. Raises TypeError for a key that a row does not have."""
    entries: Mapping[str, dict[str, Any]] = yaml.safe_load(text)
    return [Row(key, **{**entry, "shown": tuple(entry.get("shown", ()))}) for key, entry in entries.items()]


def find_faults(rows: list[Row], root: Path, settings: object) -> Iterator[str]:
    """Rows that show nothing and say nothing, and evidence that does not exist."""
    for row in rows:
        if not (row.shown or row.gap):
            yield f"{row.id}: neither shown nor a gap"
        for shown in row.shown:
            if not _exists(shown, root, settings):
                yield f"{row.id}: there is no {shown}"


def table(rows: list[Row]) -> str:
    """The table as Markdown, with a count in front."""
    counts = Counter((bool(row.shown), bool(row.gap)) for row in rows)
    head = (
        f"{len(rows)} requirements: {counts[True, False]} shown, {counts[True, True]} shown in part, "
        f"{counts[False, True]} not shown."
    )
    lines = [head, "", "| ASVS | level | asks | shown by | missing, or resting on others |", "|---|---|---|---|---|"]
    return "\n".join([*lines, *(_line(row) for row in rows)])


def with_table(document: str, generated: str) -> str:
    """The document with that table between its two marks."""
    before, _, rest = document.partition(START)
    return f"{before}{START}\n{generated}\n{END}{rest.partition(END)[2]}"


def _line(row: Row) -> str:
    cells = (row.id, str(row.level), row.asks, "<br>".join(f"`{shown}`" for shown in row.shown), row.gap)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _exists(shown: str, root: Path, settings: object) -> bool:
    if SETTING.fullmatch(shown):
        return hasattr(settings, shown)
    path, _, test = shown.partition("::")
    if not (root / path).is_file():
        return False
    return (
        not test
        or re.search(rf"^ *def {re.escape(test)}\(", (root / path).read_text("utf-8"), re.MULTILINE) is not None
    )
