"""The confidence of proposals: never higher than that of the OCR."""

from collections.abc import Sequence

from suppliers.documents.fields.boxes import union
from suppliers.documents.fields.layout import Part
from suppliers.documents.fields.proposals import FieldName, Proposal

MIN_GOOD_READING = 0.9
"""From this OCR confidence on a line counts as read correctly: engines rate clear print lower than it is."""
MAX_CONFIDENCE = 0.99


def reading_factor(confidence: float) -> float:
    """1 from MIN_GOOD_READING on, below that the square of its share: doubtful text makes doubtful proposals."""
    return 1.0 if confidence >= MIN_GOOD_READING else (confidence / MIN_GOOD_READING) ** 2


def proposal(field: FieldName, value: str, part: Part | Sequence[Part], confidence: float) -> Proposal:
    """A proposal with confidence between 0.01 and 0.99. The box of several lines of one page is around all of them."""
    parts = [part] if isinstance(part, Part) else [one for one in part if one.row.page == part[0].row.page]
    printed = " ".join(one.printed for one in parts)
    box = union(one.box for one in parts)
    return Proposal(field, value, printed, parts[0].row.page, box, round(max(0.01, min(MAX_CONFIDENCE, confidence)), 3))
