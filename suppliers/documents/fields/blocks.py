"""The value of a label: the rest of its line, the text to its right or below, and its continuation lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from suppliers.documents.fields.labels import begins_with_label, is_label_alone
from suppliers.documents.fields.layout import COLUMN_TOLERANCE, Part, Row, Sheet
from suppliers.documents.vocabulary.accents import without_accents

NUMBERED = re.compile(r"\s*(?:\(?\d{1,2}[.)、]\s*|[•·*●-]\s*)?")
BETWEEN = re.compile(r"[\s:/|,.()\-·*]*")
MAX_BLOCK_LINES = 7
MAX_LABEL_GAP = 0.45
"""The gap between two lines of one label, in line heights."""
MAX_WRAP_GAP = 0.6
"""The gap between two lines of one sentence, in line heights."""
IN_A_SENTENCE = re.compile(r"\s*,\s*")
"""A label before a comma is a word of a sentence: "…, hereinafter / the Manufacturer, / and"."""
ENDS_A_BLOCK = re.compile(r"^(?:\d{1,2}[.)]\s|[^:]{2,30}:\s)")


@dataclass(frozen=True)
class Block:
    """A label with the lines of its value. `is_right_of_label` is false for a value below its label."""

    label: Part
    parts: tuple[Part, ...]
    is_right_of_label: bool = True


def blocks_of(sheet: Sheet, label: re.Pattern[str], *, also: re.Pattern[str] | None = None) -> Iterator[Block]:
    """The block of every line that begins with the label. `also`: the same label in the other language."""
    for row in sheet.rows:
        numbered = NUMBERED.match(row.text)
        start = numbered.end() if numbered else 0
        match = label.match(without_accents(row.text), start)
        if match and not IN_A_SENTENCE.fullmatch(row.text, match.end()):
            end = _label_end(row.text, match.end(), label, also)
            block = _block_of(sheet, row, row.part(start, end), end)
            if block:
                yield block


def _label_end(text: str, end: int, label: re.Pattern[str], also: re.Pattern[str] | None) -> int:
    """Where the label ends, in both languages."""
    plain = without_accents(text)
    while True:
        gap = BETWEEN.match(text, end)
        at = gap.end() if gap else end
        match = next((one for pattern in (label, also) if pattern and (one := pattern.match(plain, at))), None)
        if match is None or match.end() == match.start():
            return at
        end = match.end()


def _block_of(sheet: Sheet, row: Row, label: Part, end: int) -> Block | None:
    if row.text[end:].strip() and not is_label_alone(row.text):
        first = row.part(end)
        return Block(label, (first, *_continuation_lines(sheet, first, row)))
    if right := value_right_of(sheet, row):
        return Block(
            label,
            (*_lines_above_middle(sheet, right, row), right.part(), *_continuation_lines(sheet, right.part(), row)),
        )
    if below := value_below(sheet, row):
        return Block(label, (below.part(), *_lines_under_label(sheet, below)), is_right_of_label=False)
    return None


def value_right_of(sheet: Sheet, label: Row) -> Row | None:
    """The row to the right of a label, unless that is a label too, as in a table header."""
    right = sheet.right_of(label)
    return right if right and not is_label_alone(right.text) else None


def value_below(sheet: Sheet, label: Row) -> Row | None:
    """The row below a label, unless that is the next label."""
    below = sheet.below(label)
    return below if below and not is_label_alone(below.text) else None


def _lines_above_middle(sheet: Sheet, row: Row, label: Row) -> list[Part]:
    """The lines of a value above the one next to its label, where the label is centred vertically."""
    begun: list[Part] = []
    above = sheet.above(row)
    while (
        above is not None
        and above.box.top < label.box.top
        and _is_of_one_value(above, row)
        and _is_free_or_same_label(label, sheet.left_of(above))
    ):
        begun.insert(0, above.part())
        row, above = above, sheet.above(above)
    return begun


def _is_free_or_same_label(label: Row, left: Row | None) -> bool:
    """Whether what is left of a line is nothing, or the first line of the same label: "Certificate's / Holder:"."""
    if left is None:
        return True
    is_another = left.text.endswith(":") or is_label_alone(left.text)
    is_of_one_column = abs(left.box.left - label.box.left) < COLUMN_TOLERANCE
    return is_of_one_column and _continues_label(left, label) and not is_another


def _is_of_one_value(above: Row, row: Row) -> bool:
    is_close = row.box.top - above.box.bottom < MAX_LABEL_GAP * min(row.height, above.height)
    return is_close and abs(row.box.left - above.box.left) < COLUMN_TOLERANCE


def _lines_under_label(sheet: Sheet, row: Row) -> Iterator[Part]:
    """The further lines of a value below its label, until the next label."""
    for _ in range(MAX_BLOCK_LINES):
        following = sheet.below(row)
        if following is None or ENDS_A_BLOCK.match(following.text) or is_label_alone(following.text):
            return
        yield following.part()
        row = following


def _continuation_lines(sheet: Sheet, first: Part, labels: Row) -> Iterator[Part]:
    """The lines below that begin where the value begins, until one has another label to its left."""
    row, left, is_wrapped = first.row, first.box.left, False
    following: Row | None
    for _ in range(MAX_BLOCK_LINES):
        following = sheet.under(row, left)
        if is_wrapped or (following is None and row is labels):
            following, left, is_wrapped = _wrapped_line(sheet, row), row.box.left, True
        if following is None:
            return
        right = sheet.left_of(following)
        if right and right is not labels:
            if not _continues_label(labels, right):
                return
            labels = right
        yield following.part()
        row = following


def _wrapped_line(sheet: Sheet, row: Row) -> Row | None:
    """The second line of a value that continues under its label, unless it is a label itself."""
    following = sheet.under(row, row.box.left, max_gap=MAX_WRAP_GAP)
    is_label = following and (ENDS_A_BLOCK.match(following.text) or begins_with_label(following.text))
    return None if is_label else following


def _continues_label(label: Row, lower: Row) -> bool:
    """Whether the words to the left are the second line of the same label."""
    return lower.box.top - label.box.bottom < MAX_LABEL_GAP * min(label.height, lower.height)
