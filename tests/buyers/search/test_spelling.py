"""Typing errors: how many are forgiven, and which word is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyers.search.spelling import Spelling, distance

WORDS = st.text(alphabet="abcde", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [("glove", "glove", 0), ("glvoe", "glove", 1), ("glov", "glove", 1), ("gloove", "glove", 1), ("grove", "glove", 1)],
)
def test_a_letter_put_in_left_out_replaced_or_swapped_is_one_error(one, other, errors):
    assert distance(one, other, 2) == errors


@given(WORDS, WORDS)
def test_the_distance_is_the_same_both_ways_and_nothing_only_to_itself(one, other):
    assert distance(one, other, 3) == distance(other, one, 3)
    assert (distance(one, other, 3) == 0) == (one == other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thermomter", "thermometer"),
        ("termometr", "thermometer"),
        ("glvoe", "glove"),
        ("thermom", "thermometer"),
        ("thurmom", "thermometer"),
        ("gown", "gown"),
        ("gwn", ""),
        ("scalpel", ""),
        ("kn96", ""),
    ],
)
def test_long_words_may_have_two_errors_short_ones_one_numbers_none(typed, meant):
    assert Spelling(["thermometer", "glove", "gown", "kn95"]).nearest(typed)[1] == meant


def test_of_equally_near_words_the_one_with_the_same_first_letter_is_meant_then_the_first():
    assert Spelling(["howns", "gowns"]).nearest("gownz")[1] == "gowns"
    assert Spelling(["masks", "maska"]).nearest("maskz")[1] == "masks"
