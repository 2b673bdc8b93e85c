"""How likely a proposal is right: a logistic model over the extractors' score and over what else speaks for the value.

The weights in `vocabulary/confidence.yaml` are fitted by `python -m tools.labelled.fit_confidence` on the transcripts of
real layouts and on generated documents. Answers do not change: what fills the form still does, in the same order.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from suppliers.documents.fields.corroboration import Witness
from suppliers.documents.fields.proposals import FieldName, Fields, Proposal
from suppliers.documents.vocabulary import files

FILLS, SURE, HIGHEST = 0.5, 0.9, 0.99
"""From the first on a proposal is an answer; from the second on it counts as a fact that the page shows plainly."""
REPEATABLE = frozenset({FieldName.STANDARD, FieldName.MODEL})
"""Of these each value is right or wrong alone; for all others a second value speaks against the first."""
WEIGHTS: Mapping[str, float] = files.read("confidence")


def calibrated(fields: Fields, witness: Witness) -> Fields:
    """The proposals, those that are answers with the probability that they are right, no one more than the one before."""
    rated: list[Proposal] = []
    for field in FieldName:
        limit = HIGHEST
        for one in fields.every(field):
            if one.confidence >= FILLS:
                limit = min(limit, confidence_of(features(one, fields, witness)))
                one = replace(one, confidence=limit)
            rated.append(one)
    return Fields.of(rated)


def confidence_of(values: Mapping[str, float], weights: Mapping[str, float] = WEIGHTS) -> float:
    """The probability, never below what makes an answer."""
    total = sum(weights.get(name, 0.0) * value for name, value in values.items())
    return round(max(FILLS, min(HIGHEST, 1 / (1 + math.exp(-total)))), 3)


def features(one: Proposal, fields: Fields, witness: Witness) -> dict[str, float]:
    """What the model looks at: the score, its strongest rival, how much of the document is understood, and what on the
    document speaks for the value besides its label."""
    score = min(one.confidence, HIGHEST)
    return {
        "base": 1.0,
        "score": math.log(score / (1 - score)),
        "rival": 0.0 if one.field in REPEATABLE else _strongest_rival(one, fields.every(one.field)),
        "ocr": float(witness.is_ocr),
        "kind known": float(any(each.confidence >= FILLS for each in fields.every(FieldName.KIND))),
        "understood": len({each.field for each in fields.proposals if each.confidence >= SURE}) / len(FieldName),
        f"is {one.field}": 1.0,
        **witness.speaks_for(one, fields),
    }


def _strongest_rival(one: Proposal, every: Sequence[Proposal]) -> float:
    return max((other.confidence for other in every if other.value != one.value), default=0.0)
