"""Three-way merge of one file that two people changed, or the rows in which their changes conflict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

ROW = re.compile(r"^\s*- (?:\{)?id: ([^\s,}]+)")
ENTRY = re.compile(r"^([^\s#:-][^:]*):|^- \{?([^,}]+)")


class Conflict(Exception):
    """Both changed these rows, differently."""

    def __init__(self, rows: tuple[str, ...]) -> None:
        super().__init__(", ".join(rows))
        self.rows = rows


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines ``start`` to ``end`` (exclusive, from 0) of the common base, and what one side has in their place."""

    start: int
    end: int
    lines: tuple[str, ...]


def merge_texts(base: str, ours: str, theirs: str) -> str:
    """``theirs`` with what ``ours`` changed since ``base``. Raises Conflict naming the rows that both changed."""
    if ours in (base, theirs):
        return theirs
    if theirs == base:
        return ours
    lines = base.splitlines(keepends=True)
    mine, others = _hunks(lines, ours), _hunks(lines, theirs)
    conflicting = [hunk for hunk in mine if any(_overlap(hunk, other) and hunk != other for other in others)]
    if conflicting:
        raise Conflict(tuple(dict.fromkeys(_row_at(lines, hunk) for hunk in conflicting)))
    result = list(lines)
    for hunk in sorted({*mine, *others}, key=lambda hunk: (hunk.start, hunk.end), reverse=True):
        result[hunk.start : hunk.end] = hunk.lines
    return "".join(result)


def _hunks(lines: list[str], text: str) -> list[Hunk]:
    new = text.splitlines(keepends=True)
    codes = SequenceMatcher(None, lines, new, autojunk=False).get_opcodes()
    return [Hunk(a, b, tuple(new[c:d])) for tag, a, b, c, d in codes if tag != "equal"]


def _overlap(hunk: Hunk, other: Hunk) -> bool:
    """Whether they change a line in common, or insert at the same place."""
    if hunk.start == hunk.end or other.start == other.end:
        return hunk.start <= other.end and other.start <= hunk.end
    return hunk.start < other.end and other.start < hunk.end


def _row_at(lines: list[str], hunk: Hunk) -> str:
    """The id of the row that the hunk belongs to: the one that begins there, else the last one above."""
    for line in _lines_upwards(lines, hunk):
        match = ROW.match(line) or ENTRY.match(line)
        if match:
            return next(name for name in match.groups() if name)
    return f"line {hunk.start + 1}"


def _lines_upwards(lines: list[str], hunk: Hunk) -> Iterator[str]:
    yield from hunk.lines[:1]
    yield from reversed(lines[: max(hunk.start + 1, hunk.end)])
