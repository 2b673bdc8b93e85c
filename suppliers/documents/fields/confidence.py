"""How sure a proposal is: never surer than the eye that read it."""

from collections.abc import Sequence

from suppliers.documents.fields.boxes import union
from suppliers.documents.fields.layout import Part
from suppliers.documents.fields.proposals import FieldName, Proposal

MIN_GOOD_READING = 0.9
"""From here on a line counts as read without doubt: engines are modest about clear print."""
MAX_CONFIDENCE = 0.99


def reading_factor(confidence: float) -> float:
    """1 for what is read well; what is read badly pulls its proposals down faster than it falls."""
    return 1.0 if confidence >= MIN_GOOD_READING else (confidence / MIN_GOOD_READING) ** 2


def proposal(field: FieldName, value: str, part: Part | Sequence[Part], confidence: float) -> Proposal:
    """The value as it is proposed; where it stands in several lines, its place is around all of them."""
    parts = [part] if isinstance(part, Part) else [one for one in part if one.row.page == part[0].row.page]
    printed = " ".join(one.printed for one in parts)
    box = union(one.box for one in parts)
    return Proposal(field, value, printed, parts[0].row.page, box, round(max(0.01, min(MAX_CONFIDENCE, confidence)), 3))
