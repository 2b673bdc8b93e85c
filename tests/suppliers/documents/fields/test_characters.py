from hypothesis import given
from hypothesis import strategies as st

from suppliers.documents.fields.characters import (
    normalise_keeping_length,
    repair_digits,
    variants,
    with_spaces,
)


@given(st.text())
def test_one_form_has_the_same_length_and_stays_as_it_is(text):
    once = normalise_keeping_length(text)

    assert len(once) == len(text)
    assert normalise_keeping_length(once) == once


def test_full_width_and_odd_dashes_become_plain():
    assert normalise_keeping_length("ＱＭ　２６–９６２７８：（Ａ）") == "QM 26-96278:(A)"


def test_look_alikes_between_digits_are_digits():
    assert repair_digits("9O4l7-B and OO7") == "90417-B and OO7"


def test_every_variant_of_look_alikes_is_tried_and_the_printed_one_first():
    readings = list(variants("K2O1"))

    assert readings[0] == "K2O1"
    assert "K201" in readings


def test_where_too_much_is_doubtful_nothing_is_tried():
    assert list(variants("O0O0O0O0O0")) == ["O0O0O0O0O0"]


def test_a_comma_is_followed_by_a_space_but_not_within_a_figure():
    assert with_spaces("Lanyu Co.,Ltd.  1,000 pieces") == "Lanyu Co., Ltd. 1,000 pieces"
