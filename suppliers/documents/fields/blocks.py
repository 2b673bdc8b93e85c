"""What belongs to a label: the rest of its line, what stands beside it, and the lines that go on below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from suppliers.documents.fields.labels import begins_with_label, is_label_alone
from suppliers.documents.fields.layout import SAME_COLUMN, Part, Row, Sheet

NUMBERED = re.compile(r"\s*(?:\(?\d{1,2}[.)、]\s*|[•·*●-]\s*)?")
BETWEEN = re.compile(r"[\s:/|,.()\-·*]*")
MOST_LINES = 7
SAME_LABEL = 0.45
"""Empty height between two lines of one label, in heights of a line."""
WRAPPED = 0.6
"""Empty height between two lines of one sentence, in heights of a line."""
IN_A_SENTENCE = re.compile(r"\s*,\s*")
"""No label ends in a comma: "…, hereinafter / the Manufacturer, / and"."""
ENDS_A_BLOCK = re.compile(r"^(?:\d{1,2}[.)]\s|[^:]{2,30}:\s)")


@dataclass(frozen=True)
class Block:
    """The lines of one value; the label that announces it."""

    label: Part
    parts: tuple[Part, ...]
    is_beside: bool = True


def blocks_of(sheet: Sheet, label: re.Pattern[str], *, also: re.Pattern[str] | None = None) -> Iterator[Block]:
    """Blocks of every line that begins with the label. `also` are words of the same label in the other language."""
    for row in sheet.rows:
        numbered = NUMBERED.match(row.text)
        start = numbered.end() if numbered else 0
        match = label.match(row.text, start)
        if match and not IN_A_SENTENCE.fullmatch(row.text, match.end()):
            end = _label_end(row.text, match.end(), label, also)
            block = _block(sheet, row, row.part(start, end), end)
            if block:
                yield block


def _label_end(text: str, end: int, label: re.Pattern[str], also: re.Pattern[str] | None) -> int:
    """Behind the label in both languages."""
    while True:
        gap = BETWEEN.match(text, end)
        at = gap.end() if gap else end
        match = next((one for pattern in (label, also) if pattern and (one := pattern.match(text, at))), None)
        if match is None or match.end() == match.start():
            return at
        end = match.end()


def _block(sheet: Sheet, row: Row, label: Part, end: int) -> Block | None:
    if row.text[end:].strip() and not is_label_alone(row.text):
        first = row.part(end)
        return Block(label, (first, *_going_on(sheet, first, row)))
    if beside := announced_beside(sheet, row):
        return Block(label, (*_begun_above(sheet, beside, row), beside.part(), *_going_on(sheet, beside.part(), row)))
    if below := announced_below(sheet, row):
        return Block(label, (below.part(), *_stacked(sheet, below)), is_beside=False)
    return None


def announced_beside(sheet: Sheet, label: Row) -> Row | None:
    """What stands beside a label, if that is not a label itself, as where labels stand side by side over their values."""
    beside = sheet.beside(label)
    return beside if beside and not is_label_alone(beside.text) else None


def announced_below(sheet: Sheet, label: Row) -> Row | None:
    """What stands under a label, if that is not the next label."""
    below = sheet.below(label)
    return below if below and not is_label_alone(below.text) else None


def _begun_above(sheet: Sheet, row: Row, label: Row) -> list[Part]:
    """The lines of a value over the one beside its label, where the label stands beside the middle."""
    begun: list[Part] = []
    above = sheet.above(row)
    while (
        above is not None
        and above.box.top < label.box.top
        and _is_of_one_value(above, row)
        and sheet.before(above) is None
    ):
        begun.insert(0, above.part())
        row, above = above, sheet.above(above)
    return begun


def _is_of_one_value(above: Row, row: Row) -> bool:
    is_close = row.box.top - above.box.bottom < SAME_LABEL * min(row.height, above.height)
    return is_close and abs(row.box.left - above.box.left) < SAME_COLUMN


def _stacked(sheet: Sheet, row: Row) -> Iterator[Part]:
    """The lines of a value that stands under its label, until the next label."""
    for _ in range(MOST_LINES):
        following = sheet.below(row)
        if following is None or ENDS_A_BLOCK.match(following.text) or is_label_alone(following.text):
            return
        yield following.part()
        row = following


def _going_on(sheet: Sheet, first: Part, labels: Row) -> Iterator[Part]:
    """The lines below that begin where the value begins, until another label stands beside them."""
    row, left, is_wrapped = first.row, first.box.left, False
    following: Row | None
    for _ in range(MOST_LINES):
        following = sheet.under(row, left)
        if is_wrapped or (following is None and row is labels):
            following, left, is_wrapped = _wrapped(sheet, row), row.box.left, True
        if following is None:
            return
        beside = sheet.before(following)
        if beside and beside is not labels:
            if not _goes_on(labels, beside):
                return
            labels = beside
        yield following.part()
        row = following


def _wrapped(sheet: Sheet, row: Row) -> Row | None:
    """The second line of a value that goes on under its label, and is no label itself."""
    following = sheet.under(row, row.box.left, close=WRAPPED)
    is_label = following and (ENDS_A_BLOCK.match(following.text) or begins_with_label(following.text))
    return None if is_label else following


def _goes_on(label: Row, lower: Row) -> bool:
    """Whether the words at the left are the second line of the same label."""
    return lower.box.top - label.box.bottom < SAME_LABEL * min(label.height, lower.height)
