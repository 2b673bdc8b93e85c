from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.documents.fields import FieldName, Proposal
from suppliers.documents.reading import Box
from suppliers.readings.field_proposals import FORM_FIELDS, is_same, is_similar_text, proposed

BOX = Box(0.1, 0.2, 0.3, 0.25)


def read(field, value, confidence=0.95, page=1, printed=""):
    return Proposal(field, value, printed or value, page, BOX, confidence)


def test_every_field_that_is_read_has_its_place():
    assert set(FORM_FIELDS) == set(FieldName)


def test_the_surest_of_several_files_comes_first_and_the_others_stay():
    found = proposed([(1, [read(FieldName.NUMBER, "A-1", 0.6)]), (2, [read(FieldName.NUMBER, "B-2", 0.9, page=3)])])

    assert [(one.value, one.file, one.page) for one in found["number"]] == [("B-2", 2, 3), ("A-1", 1, 1)]


def test_a_day_that_is_none_is_left_out():
    found = proposed([(1, [read(FieldName.ISSUED_ON, "2026-02-30"), read(FieldName.VALID_UNTIL, "2027-02-28")])])

    assert set(found) == {"valid_until"}


def test_a_last_day_that_never_comes_is_a_tick():
    found = proposed([(1, [read(FieldName.VALID_UNTIL, "unlimited", printed="长期")])])

    assert [(one.value, one.printed) for one in found["has_no_end"]] == [("on", "长期")]
    assert is_same(found["has_no_end"][0], True)
    assert not is_same(found["has_no_end"][0], False)


@pytest.mark.parametrize(
    ("confidence", "words", "is_filled"),
    [
        (1.0, "clearly read", True),
        (0.985, "clearly read", True),
        (0.984, "probably right", True),
        (0.7, "probably right", True),
        (0.69, "hard to read", True),
        (0.5, "hard to read", True),
        (0.49, "hard to read", False),
    ],
)
def test_confidence_is_said_in_words_and_what_is_guessed_is_only_offered(confidence, words, is_filled):
    (one,) = proposed([(1, [read(FieldName.NUMBER, "A-1", confidence)])])["number"]

    assert (one.confidence_in_words, one.is_sure_enough) == (words, is_filled)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Co., Ltd.", "CO LTD", True),
        ("ＤＯＣ－１２", "doc-12", True),
        ("苏州蓝禾", "苏州 蓝禾", True),
        ("DOC-12", "DOC-13", False),
        ("", "-", True),
    ],
)
def test_case_width_and_punctuation_make_no_difference(one, other, same):
    assert is_similar_text(one, other) is same


@given(st.text(max_size=30))
def test_a_text_is_like_itself(text):
    assert is_similar_text(text, f" {text} ")


@pytest.mark.parametrize(
    ("field", "value", "held", "same"),
    [
        (FieldName.ISSUED_ON, "2026-01-02", date(2026, 1, 2), True),
        (FieldName.ISSUED_ON, "2026-01-02", "2026-01-02", True),
        (FieldName.ISSUED_ON, "2026-01-02", "20260102", False),
        (FieldName.KIND, "iso13485", "ISO13485", False),
        (FieldName.ISSUER, "Nordlys GmbH", "nordlys gmbh", True),
        (FieldName.ISSUER, "Nordlys GmbH", None, False),
    ],
)
def test_days_and_types_are_the_same_only_when_they_are_equal(field, value, held, same):
    (values,) = proposed([(1, [read(field, value)])]).values()

    assert is_same(values[0], held) is same
