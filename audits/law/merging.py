"""Two people changed the same text: both changes in one, or the places where they touched the same lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

ROW = re.compile(r"^\s*- (?:\{)?id: ([^\s,}]+)")
ENTRY = re.compile(r"^([^\s#:-][^:]*):|^- \{?([^,}]+)")


class Conflict(Exception):
    """Rows that both changed, each otherwise."""

    def __init__(self, rows: tuple[str, ...]) -> None:
        super().__init__(", ".join(rows))
        self.rows = rows


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines ``start`` to ``end`` of the common base, and what one side has in their place."""

    start: int
    end: int
    lines: tuple[str, ...]


def merged(base: str, ours: str, theirs: str) -> str:
    """``theirs`` with what ``ours`` changed since ``base``. Raises Conflict naming the rows that both changed."""
    if ours in (base, theirs):
        return theirs
    if theirs == base:
        return ours
    lines = base.splitlines(keepends=True)
    mine, others = _hunks(lines, ours), _hunks(lines, theirs)
    both = [one for one in mine if any(_touch(one, other) and one != other for other in others)]
    if both:
        raise Conflict(tuple(dict.fromkeys(_row_at(lines, hunk) for hunk in both)))
    result = list(lines)
    for hunk in sorted({*mine, *others}, key=lambda one: (one.start, one.end), reverse=True):
        result[hunk.start : hunk.end] = hunk.lines
    return "".join(result)


def _hunks(lines: list[str], text: str) -> list[Hunk]:
    new = text.splitlines(keepends=True)
    codes = SequenceMatcher(None, lines, new, autojunk=False).get_opcodes()
    return [Hunk(a, b, tuple(new[c:d])) for tag, a, b, c, d in codes if tag != "equal"]


def _touch(one: Hunk, other: Hunk) -> bool:
    """Whether they change a line in common, or put something in the same place."""
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def _row_at(lines: list[str], hunk: Hunk) -> str:
    """The row that the place belongs to: the one that begins there, else the last one above."""
    for line in _upwards(lines, hunk):
        found = ROW.match(line) or ENTRY.match(line)
        if found:
            return next(name for name in found.groups() if name)
    return f"line {hunk.start + 1}"


def _upwards(lines: list[str], hunk: Hunk) -> Iterator[str]:
    yield from hunk.lines[:1]
    yield from reversed(lines[: max(hunk.start + 1, hunk.end)])
