"""The labels of values, in both languages: words before, next to or above a value."""

import re

from suppliers.documents.fields import date_roles, number_labels
from suppliers.documents.vocabulary import files
from suppliers.documents.vocabulary.accents import without_accents
from suppliers.documents.vocabulary.phrases import compile_phrases

LABELS = {
    role: compile_phrases([phrase for phrases in languages.values() for phrase in phrases])
    for role, languages in files.read("labels").items()
}
ISSUER, HOLDER, ADDRESS, MODEL = (LABELS[role] for role in ("issuer", "holder", "address", "model"))
ALL_LABELS = tuple(LABELS.values())
SEPARATORS = re.compile(r"[\s:/|,.()\-·*]*")
MAX_LABEL_CHARS = 60
"""A longer line is a sentence, not a label."""


def is_label_alone(text: str) -> bool:
    """Whether a line has only labels, perhaps one in both languages, and no value."""
    if len(text) > MAX_LABEL_CHARS:
        return False
    at = _skip_separators(text, 0)
    while at < len(text):
        end = max((end for end in _label_ends(text, at)), default=at)
        if end == at:
            return False
        at = _skip_separators(text, end)
    return bool(text.strip())


def begins_with_label(text: str) -> bool:
    return any(end > 0 for end in _label_ends(text, 0))


def _label_ends(text: str, at: int) -> list[int]:
    """The ends of all labels that begin at this position."""
    matches = (one.match(without_accents(text), at) for one in ALL_LABELS)
    spans = [(one.start, one.end) for one in number_labels.labels_in(text)]
    spans += [(one.start, one.end) for one in date_roles.labels_in(text)]
    return [*(one.end() for one in matches if one), *(end for start, end in spans if start <= at < end)]


def _skip_separators(text: str, at: int) -> int:
    gap = SEPARATORS.match(text, at)
    return gap.end() if gap else at
