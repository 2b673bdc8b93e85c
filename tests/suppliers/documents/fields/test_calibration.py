"""Confidence says how likely an answer is right, and changes no answer."""

from dataclasses import replace

import pytest

from suppliers.documents.fields import FieldName, Fields, Proposal
from suppliers.documents.fields.calibration import FILLS, calibrated, confidence_of, features
from suppliers.documents.fields.corroboration import Witness
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

NOBODY = Witness((), "", is_ocr=False, patterns={})


def test_answers_stay_answers_in_the_same_order():
    found = calibrated(FIELDS, NOBODY)

    assert [one.value for one in found.every(FieldName.NUMBER)] == ["CE-5281", "MFG/2022", "114480"]
    assert [one.confidence >= FILLS for one in found.every(FieldName.NUMBER)] == [True, True, False]


@pytest.mark.parametrize("score", [0.5, 0.7, 0.9, 0.98])
def test_a_higher_score_is_never_less_likely_right(score):
    low, high = (
        confidence_of(features(replace(NUMBER, confidence=each), FIELDS, NOBODY)) for each in (score, score + 0.01)
    )

    assert low <= high


def test_a_strong_rival_makes_an_answer_doubtful():
    rival = Fields.of([NUMBER, read_as(FieldName.NUMBER, "114480", 0.94)])
    alone = Fields.of([NUMBER])

    assert confidence_of(features(NUMBER, rival, NOBODY)) < confidence_of(features(NUMBER, alone, NOBODY))


def test_whole_years_between_the_days_speak_for_both():
    days = [read_as(FieldName.ISSUED_ON, "2021-05-20", 0.9), read_as(FieldName.VALID_UNTIL, "2024-05-19", 0.9)]
    broken = [days[0], read_as(FieldName.VALID_UNTIL, "2023-11-02", 0.9)]

    assert "whole years" in NOBODY.speaks_for(days[0], Fields.of(days))
    assert "whole years" not in NOBODY.speaks_for(days[0], Fields.of(broken))


def test_a_known_body_speaks_for_an_issuer_and_against_a_holder():
    name = "TUV SUD Product Service GmbH"  # OCR drops the accents
    fields = Fields.of([])

    assert "known body" in NOBODY.speaks_for(read_as(FieldName.ISSUER, name, 0.9), fields)
    assert "body as holder" in NOBODY.speaks_for(read_as(FieldName.HOLDER_EN, name, 0.9), fields)
    assert "known body" not in NOBODY.speaks_for(read_as(FieldName.ISSUER, "Kailash Forge", 0.9), fields)


def test_a_number_speaks_for_itself_by_the_pattern_of_its_kind_alone():
    witness = Witness((), "", is_ocr=False, patterns={"mdsap": r"MDSAP \d{6}"})
    number = read_as(FieldName.NUMBER, "MDSAP 698432", 0.9)

    assert "number fits its kind" in witness.speaks_for(
        number, Fields.of([number, read_as(FieldName.KIND, "mdsap", 0.9)])
    )
    assert "number fits its kind" not in witness.speaks_for(number, Fields.of([number]))
