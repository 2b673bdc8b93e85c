"""How sure a proposal is: never surer than the eye that read it."""

from suppliers.documents.fields.layout import Part
from suppliers.documents.fields.proposals import FieldName, Proposal

READ_WELL = 0.9
"""From here on a line counts as read without doubt: engines are modest about clear print."""
HIGHEST = 0.99


def reading_factor(confidence: float) -> float:
    """1 for what is read well; what is read badly pulls its proposals down faster than it falls."""
    return 1.0 if confidence >= READ_WELL else (confidence / READ_WELL) ** 2


def proposal(field: FieldName, value: str, part: Part, sure: float) -> Proposal:
    return Proposal(field, value, part.printed, part.row.page, part.box, round(max(0.01, min(HIGHEST, sure)), 3))
