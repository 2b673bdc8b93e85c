"""The label at the end of a text next to a day, or over two lines."""

from __future__ import annotations

import re
from dataclasses import replace

from suppliers.documents.fields.date_role_words import Role
from suppliers.documents.fields.date_roles import Label, labels_in
from suppliers.documents.fields.dates import dates_in
from suppliers.documents.fields.layout import Row, Sheet

REACH = {1.0: 30, 0.93: 12, 0.85: 4}
"""Characters between a label and its date at most, by the strength of the label."""
ONE_LABEL = re.compile(r"[\s:./|()\[\]\-·*]{0,4}")
"""What may separate the words of one label, as in both languages; a comma begins another label."""
SHORT_LABEL = 48
REMARK = re.compile(r"\s*\([^)]*\)?$")


def label_to_the_left(sheet: Sheet, left: Row) -> Label | None:
    """The label at the end of the line to the left, without a remark in brackets, or over that line and the next."""
    if label := label_at_end(left.text) or label_at_end(REMARK.sub("", left.text)):
        return label
    following = sheet.under(left, left.box.left)
    if (
        following is None
        or len(left.text) > SHORT_LABEL
        or len(following.text) > SHORT_LABEL
        or dates_in(following.text)
    ):
        return None
    label = label_at_end(f"{left.text} {following.text}")
    is_of_this_line = label is not None and label.start <= len(left.text)
    return label if is_of_this_line or not _has_a_value(sheet, following) else None


def _has_a_value(sheet: Sheet, row: Row) -> bool:
    """Whether something stands to the right of a line: then its label is not that of the line above in another language."""
    right = sheet.right_of(row)
    return right is not None and bool(dates_in(right.text))


def label_at_end(text: str) -> Label | None:
    """The label at the end of a text. Of several in a row, "first issue" beats "issue", and "from" beats "valid"."""
    labels = [one for one in labels_in(text) if one.role != Role.UNTIL or one.strength > 0.9 or _is_near(one, text)]
    if not labels or len(text) - labels[-1].end > REACH[labels[-1].strength]:
        return None
    chain = [labels[-1]]
    for one in reversed(labels[:-1]):
        if not ONE_LABEL.fullmatch(text[one.end : chain[-1].start]):
            break
        chain.append(one)
    order = (Role.OTHER, Role.UNTIL, Role.FROM, Role.ISSUED, Role.PERIOD)
    role = min((one.role for one in chain), key=order.index)
    return replace(chain[0], role=role, strength=max(one.strength for one in chain if one.role == role))


def _is_near(label: Label, text: str) -> bool:
    return len(text) - label.end <= REACH[label.strength]
