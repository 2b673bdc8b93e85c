"""Confidence says how likely an answer is right, and changes no answer."""

from dataclasses import replace

import pytest

from suppliers.documents.fields import FieldName, Fields, Proposal
from suppliers.documents.fields.calibration import FILLS, calibrated, confidence_of, features
from suppliers.documents.reading import Box

BOX = Box(0.1, 0.1, 0.4, 0.12)


def read_as(field, value, confidence):
    return Proposal(field, value, value, 1, BOX, confidence)


NUMBER = read_as(FieldName.NUMBER, "CE-5281", 0.95)
FIELDS = Fields.of([
    NUMBER,
    read_as(FieldName.NUMBER, "MFG/2022", 0.6),
    read_as(FieldName.NUMBER, "114480", 0.3),
    read_as(FieldName.KIND, "iso9001", 0.92),
])  # fmt: skip


def test_answers_stay_answers_in_the_same_order():
    found = calibrated(FIELDS, is_ocr=True)

    assert [one.value for one in found.every(FieldName.NUMBER)] == ["CE-5281", "MFG/2022", "114480"]
    assert [one.confidence >= FILLS for one in found.every(FieldName.NUMBER)] == [True, True, False]


@pytest.mark.parametrize("score", [0.5, 0.7, 0.9, 0.98])
def test_a_higher_score_is_never_less_likely_right(score):
    low, high = (
        confidence_of(features(replace(NUMBER, confidence=each), FIELDS, is_ocr=False))
        for each in (score, score + 0.01)
    )

    assert low <= high


def test_a_strong_rival_makes_an_answer_doubtful():
    rival = Fields.of([NUMBER, read_as(FieldName.NUMBER, "114480", 0.94)])
    alone = Fields.of([NUMBER])

    assert confidence_of(features(NUMBER, rival, is_ocr=False)) < confidence_of(features(NUMBER, alone, is_ocr=False))
