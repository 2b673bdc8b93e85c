"""Text as search pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpmarket.foundation.text.search import pieces, pieces_to_find, squeeze


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Médical MASK", ["medical", "mask"]),
        ("医用口罩", ["医", "用", "口", "罩", "医用", "用口", "口罩"]),
        ("KN95口罩", ["kn95", "口", "罩", "口罩"]),
        ("ＫＮ９５", ["kn95"]),
        ("防護", ["防", "护", "防护"]),
        ("𠮷林", ["𠮷", "林", "𠮷林"]),
        ("mask mask", ["mask"]),
        ("  -- !", []),
    ],
)
def test_words_and_characters_become_pieces(text, found):
    assert pieces(text) == found


@given(st.text(max_size=60))
def test_what_is_searched_for_in_its_own_words_is_found(text):
    assert set(pieces(text.upper())) == set(pieces(text.upper().lower()))


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_text_next_to_another_keeps_its_pieces(one, other):
    assert set(pieces(one)) <= set(pieces(f"{one} {other}"))


@pytest.mark.parametrize("spelling", ["TR-26-981313-V", "tr 26 981313 v", "TR26981313V", "ＴＲ26／981313.V"])
def test_spellings_of_one_number_are_squeezed_to_the_same(spelling):
    assert squeeze(spelling) == "tr26981313v"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("外科口罩", ["外科", "科口", "口罩"]),
        ("口", ["口"]),
        ("KN95口罩 Mask", ["kn95", "口罩", "mask"]),
        ("口 罩", ["口", "罩"]),
        ("mask MASK", ["mask"]),
        ("_ -", []),
    ],
)
def test_what_is_sought_says_as_much_in_fewer_pieces(text, wanted):
    assert pieces_to_find(text) == wanted
    assert set(wanted) <= set(pieces(text))
